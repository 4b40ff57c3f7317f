import { Alert, Button, Group, Select, Stack, Text, TextInput, Title } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { answered, type GoodBody } from "../../../api/answered.ts";
import { useMay, useSession } from "../../../api/use-session.ts";
import { FailureText } from "../../../parts/states.tsx";
import { MendLink } from "../../../parts/way-to-mend.tsx";
import { commonWords } from "../../../words/common.ts";
import { defineWords, useLanguage, useWords } from "../../../words/define-words.ts";
import { bodyOf, type CampaignDraftProps, campaignCalls } from "./campaign-draft.ts";

const trialWords = defineWords("trial", {
  en: {
    title: "Send it to yourself",
    lead: "One message, marked [Test], written to a made-up customer. It counts nowhere and reaches no customer.",
    step: "Message of step",
    channel: "By",
    language: "In",
    to: "To",
    toEmail: "Your own address, or a colleague's that stands in the settings.",
    toSms: "A number that stands in the settings, with the country's code.",
    send: "Send a test",
    mayNot: "You may not send tests. Ask an admin for the role of a sender.",
    none: "No step of this campaign sends an email or a text.",
    noPush:
      "Push messages have no test. A push goes to the app on one phone, and Rekindle knows the phones of customers only, never yours: a test would reach a customer. The preview beside the words shows it as a phone does.",
    state: {
      requested: "On its way…",
      submitting: "On its way…",
      accepted: "Sent. Look into the mailbox or at the phone.",
      refused: "The provider refused it: {{reason}}.",
      expired: "It was too late and was not sent. Ask again.",
      withdrawn: "It was not sent: {{reason}}.",
      "in-doubt": "Nobody knows whether it went. Look into the mailbox before you ask again.",
    },
    reason: { "account-paused": "everything is paused", "breaker-open": "the breaker is open" },
  },
  zh: {
    title: "发送测试",
    lead: "发送一条带 [测试] 标记的消息，内容面向虚构的客户。不计入任何统计，也不会发给客户。",
    step: "步骤",
    channel: "渠道",
    language: "语言",
    to: "收件人",
    toEmail: "您自己的邮箱，或设置中列出的同事邮箱。",
    toSms: "设置中列出的手机号，需带国家代码。",
    send: "发送测试",
    mayNot: "您没有发送测试的权限，请联系管理员授予“发送人”角色。",
    none: "此活动没有发送邮件或短信的步骤。",
    noPush:
      "推送消息无法测试。推送只能发到某部手机上的应用，而 Rekindle 只知道客户的手机，测试会打扰到客户。文案旁的预览展示了手机上的样子。",
    state: {
      requested: "正在发送……",
      submitting: "正在发送……",
      accepted: "已发送，请查看邮箱或手机。",
      refused: "服务商拒绝了：{{reason}}。",
      expired: "已超时，未发送。请重新发送。",
      withdrawn: "未发送：{{reason}}。",
      "in-doubt": "无法确定是否已发出。重新发送前请先查看邮箱。",
    },
    reason: { "account-paused": "账户已暂停", "breaker-open": "熔断已开启" },
  },
});

export interface TrialStep {
  readonly id: string;
  readonly channels: readonly string[];
}

export interface TrialSendProps extends CampaignDraftProps {
  /** The steps that send, with the channels that they have words for. */
  readonly steps: readonly TrialStep[];
  readonly stepName: (stepId: string) => string;
}

const tried = ["email", "sms"] as const;
type TriedChannel = (typeof tried)[number];
type Trial = GoodBody<Awaited<ReturnType<typeof campaignCalls.trials.$post>>>["trial"];

const isUnderWay = (state: string | undefined): boolean => state === "requested" || state === "submitting";
/** Milliseconds between two looks at what became of it. */
const lookEveryMs = 1_000;

const TrialState = ({ campaignId, trial }: { readonly campaignId: string; readonly trial: Trial }) => {
  const say = useWords(trialWords);
  const { trialId } = trial;
  const { data } = useQuery({
    queryKey: ["trial", campaignId, trialId],
    queryFn: () => answered(campaignCalls.trials[":trialId"].$get({ param: { campaignId, trialId } })),
    refetchInterval: ({ state }) => (isUnderWay(state.data?.trial.state ?? "requested") ? lookEveryMs : false),
  });
  const { state, reason = "" } = data?.trial ?? trial;
  return (
    <Text role="status" fw={600}>
      {say(`state.${state}`, { reason: say.code("reason", reason) })}
    </Text>
  );
};

interface Wish {
  readonly step: string;
  readonly channel: TriedChannel;
  readonly language: "en" | "zh";
  readonly to: string;
}

const useWish = (steps: readonly TrialStep[]) => {
  const own = useSession().data?.person ?? "";
  const language = useLanguage();
  const [chosen, setChosen] = useState<Partial<Wish>>({});
  const step = steps.find(({ id }) => id === chosen.step) ?? steps[0];
  const channels = tried.filter((channel) => step?.channels.includes(channel));
  const channel = channels.find((one) => one === chosen.channel) ?? channels[0] ?? "email";
  const usual = channel === "email" && own.includes("@") ? own : "";
  const wish: Wish = { step: step?.id ?? "", channel, language: chosen.language ?? language, to: chosen.to ?? usual };
  const change = (part: Partial<Wish>): void => setChosen((before) => ({ ...before, ...part }));
  return { wish, change, channels };
};

const Fields = ({
  steps,
  wish,
  change,
  channels,
  stepName,
}: Pick<TrialSendProps, "steps" | "stepName"> & ReturnType<typeof useWish>) => {
  const say = useWords(trialWords);
  const common = useWords(commonWords);
  const languages = (["en", "zh"] as const).map((one) => ({ value: one, label: common(`language.${one}`) }));
  return (
    <Group align="flex-start">
      <Select
        label={say("step")}
        allowDeselect={false}
        data={steps.map(({ id }) => ({ value: id, label: stepName(id) }))}
        value={wish.step}
        onChange={(step) => change({ step: step ?? wish.step })}
      />
      <Select
        w={120}
        label={say("channel")}
        allowDeselect={false}
        data={channels.map((one) => ({ value: one, label: common(`channel.${one}`) }))}
        value={wish.channel}
        onChange={(channel) => change({ channel: channel === "sms" ? "sms" : "email", to: undefined })}
      />
      <Select
        w={120}
        label={say("language")}
        allowDeselect={false}
        data={languages}
        value={wish.language}
        onChange={(language) => change({ language: language === "zh" ? "zh" : "en" })}
      />
      <TextInput
        miw={240}
        label={say("to")}
        description={say(wish.channel === "email" ? "toEmail" : "toSms")}
        inputWrapperOrder={["label", "input", "description", "error"]}
        type={wish.channel === "email" ? "email" : "tel"}
        value={wish.to}
        onChange={(event) => change({ to: event.currentTarget.value })}
      />
    </Group>
  );
};

/** One message of the campaign in one's own mailbox, before any customer gets it. */
export const TrialSend = ({ campaignId, draft, steps: all, stepName }: TrialSendProps) => {
  const say = useWords(trialWords);
  const may = useMay("send-test");
  const steps = all.filter(({ channels }) => tried.some((channel) => channels.includes(channel)));
  const form = useWish(steps);
  const { wish } = form;
  const send = useMutation({
    mutationFn: () =>
      answered(campaignCalls.trials.$post({ param: { campaignId }, json: { ...bodyOf(draft), ...wish } })),
  });
  return (
    <Stack gap="sm" component="section" aria-label={say("title")}>
      <Title order={2}>{say("title")}</Title>
      <Text c="dimmed">{say("lead")}</Text>
      {all.some(({ channels }) => channels.includes("push")) && <Text size="sm">{say("noPush")}</Text>}
      {steps.length === 0 ? (
        <Text>{say("none")}</Text>
      ) : (
        <>
          <Fields steps={steps} stepName={stepName} {...form} />
          <MendLink way={{ setting: "testRecipients" }} />
          <Button
            style={{ alignSelf: "flex-start" }}
            loading={send.isPending}
            disabled={!may || wish.to.trim() === ""}
            onClick={() => send.mutate()}
          >
            {say("send")}
          </Button>
          {!may && <Text size="sm">{say("mayNot")}</Text>}
          {send.isError && (
            <Alert color="red" role="alert">
              <FailureText error={send.error} />
            </Alert>
          )}
          {send.data !== undefined && !send.isError && <TrialState campaignId={campaignId} trial={send.data.trial} />}
        </>
      )}
    </Stack>
  );
};
