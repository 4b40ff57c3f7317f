import { Alert, Stack, Text, Title } from "@mantine/core";
import { IconAlertTriangle, IconBan, IconCircleCheck, IconInfoCircle } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { answered } from "../../../api/answered.ts";
import { Answer, Waiting } from "../../../parts/states.tsx";
import { MendLink } from "../../../parts/way-to-mend.tsx";
import { defineWords, useLanguage, useWords } from "../../../words/define-words.ts";
import { bodyOf, type CampaignDraftProps, campaignCalls } from "./campaign-draft.ts";
import { wayOfCheck } from "./way-of-check.ts";

const checkWords = defineWords("activation-checks", {
  en: {
    title: "Before it goes live",
    ready: "Nothing speaks against going live.",
    notReady: "Do not go live like this: mend what is marked first.",
    stop: "Mend first",
    warn: "Think again",
    note: "Good to know",
  },
  zh: {
    title: "上线前检查",
    ready: "没有发现阻碍上线的问题。",
    notReady: "请先处理标记的问题，再上线。",
    stop: "须先处理",
    warn: "请再确认",
    note: "供参考",
  },
});

const looks: Readonly<Record<"stop" | "warn" | "note", { readonly color: string; readonly icon: ReactNode }>> = {
  stop: { color: "red", icon: <IconBan aria-hidden /> },
  warn: { color: "yellow", icon: <IconAlertTriangle aria-hidden /> },
  note: { color: "blue", icon: <IconInfoCircle aria-hidden /> },
};

/** How the checks stand, for a button that depends on them. */
export const useActivationChecks = ({ campaignId, draft }: CampaignDraftProps) => {
  const json = bodyOf(draft);
  return useQuery({
    queryKey: ["activation-checks", campaignId, JSON.stringify(json)],
    queryFn: () => answered(campaignCalls.checks.$post({ param: { campaignId }, json })),
    placeholderData: keepPreviousData,
  });
};

/** What to know before a campaign goes live, in plain words; what must be mended first stands first. */
export const ActivationChecks = (props: CampaignDraftProps) => {
  const say = useWords(checkWords);
  const language = useLanguage();
  const query = useActivationChecks(props);
  return (
    <Stack gap="sm" component="section" aria-label={say("title")}>
      <Title order={2}>{say("title")}</Title>
      <Answer query={query} waiting={<Waiting rows={3} height={56} />}>
        {({ ready, checks }) => (
          <Stack gap="xs">
            <Text fw={600}>
              {ready && <IconCircleCheck size={18} aria-hidden style={{ verticalAlign: "text-bottom" }} />}{" "}
              {say(ready ? "ready" : "notReady")}
            </Text>
            {checks.map(({ level, code, sentence }) => (
              <Alert key={`${code} ${sentence.en}`} title={say(level)} {...looks[level]}>
                <Text size="sm">{sentence[language]}</Text>
                <MendLink way={wayOfCheck(code, props.campaignId)} />
              </Alert>
            ))}
          </Stack>
        )}
      </Answer>
    </Stack>
  );
};
