import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import type { ParameterValues } from "../../../../../lambdas/channels/words.ts";
import { useMay } from "../../../api/use-session.ts";
import { notifyDone } from "../../../parts/notify.ts";
import { FailureText, ProblemList } from "../../../parts/states.tsx";
import { useWords } from "../../../words/define-words.ts";
import { bringAlong } from "../data/bring-along.ts";
import { playbookOf } from "../data/campaign-name.ts";
import { type CampaignAnswer, useChange } from "../data/campaigns.ts";
import { bringsOf, defaultsOf } from "../start/draft-of-playbook.ts";
import { summaryWords } from "./words.ts";

type Problem = CampaignAnswer["missing"][number];

/** The coupon or segment that the shop does not have; nothing for what can only be mended in the editor or the settings. */
export const missingThing = ({
  problem,
  received,
}: Problem): { kind: "coupon" | "segment"; id: string } | undefined => {
  const kind = /^(?:there is no such|is no) (coupon|segment)\b/.exec(problem)?.[1];
  if (received === undefined || (kind !== "coupon" && kind !== "segment")) return undefined;
  return { kind, id: received.replaceAll('"', "") };
};

const valuesOf = ({ words }: CampaignAnswer): ParameterValues => Object.values(words ?? {})[0]?.parameters ?? {};

/** What the playbook would bring along for it, with the values that the campaign has now. */
const broughtFor = (answer: CampaignAnswer, problem: Problem) => {
  const thing = missingThing(problem);
  const playbook = playbookOf(answer.campaign.id);
  if (thing === undefined || playbook === undefined) return undefined;
  const all = bringsOf(playbook, { ...defaultsOf(playbook), ...valuesOf(answer) });
  const isIt = ({ id }: { readonly id: string }) => id === thing.id;
  const [coupons, segments] = [
    thing.kind === "coupon" ? all.coupons.filter(isIt) : [],
    thing.kind === "segment" ? all.segments.filter(isIt) : [],
  ];
  return coupons.length + segments.length === 0 ? undefined : { coupons, segments };
};

const MissingLine = ({ answer, problem }: { readonly answer: CampaignAnswer; readonly problem: Problem }) => {
  const say = useWords(summaryWords);
  const [mayCoupons, maySegments] = [useMay("edit-coupons"), useMay("edit-segments")];
  const create = useChange(bringAlong);
  const thing = missingThing(problem);
  const brought = broughtFor(answer, problem);
  if (thing === undefined) return <ProblemList problems={[problem]} />;
  const may = thing.kind === "coupon" ? mayCoupons : maySegments;
  return (
    <>
      <Group justify="space-between">
        <Text size="sm">{say(`missing.${thing.kind}`, { id: thing.id })}</Text>
        {brought !== undefined && may && (
          <Button
            size="xs"
            variant="default"
            loading={create.isPending}
            onClick={() => create.mutate(brought, { onSuccess: () => notifyDone(say("missing.created")) })}
          >
            {say("missing.create")}
          </Button>
        )}
      </Group>
      {create.isError && <FailureText error={create.error} />}
    </>
  );
};

/** What stands in the way of going live, each with the way out where there is one. */
export const Missing = ({ answer }: { readonly answer: CampaignAnswer }) => {
  const say = useWords(summaryWords);
  if (answer.missing.length === 0) return null;
  return (
    <Alert color="yellow" icon={<IconAlertTriangle aria-hidden />} title={say("missing.title")}>
      <Stack gap="xs">
        {answer.missing.map((problem) => (
          <MissingLine key={`${problem.where} ${problem.received ?? ""}`} answer={answer} problem={problem} />
        ))}
      </Stack>
    </Alert>
  );
};
