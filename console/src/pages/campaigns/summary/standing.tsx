import { Group, Stack, Text } from "@mantine/core";
import { useSession } from "../../../api/use-session.ts";
import { useFormat } from "../../../parts/use-format.ts";
import { useWords } from "../../../words/define-words.ts";
import type { ShownCampaign } from "../data/campaigns.ts";
import { useOpenTo } from "../data/life.ts";
import { usePersonName } from "../data/person-name.ts";
import { hasNewer } from "../data/standing.ts";
import { StateBadge, WaitsBadge } from "../data/state-badge.tsx";
import { summaryWords } from "./words.ts";

/** What is known of the newest version: who wrote it, who asked, who agreed. */
const useHistory = ({ newest, liveVersion, state }: ShownCampaign): readonly string[] => {
  const say = useWords(summaryWords);
  const { moment } = useFormat();
  const personOf = usePersonName();
  const { version, author, requested, approved } = newest;
  const deed = ({ by, at }: typeof author) => ({ person: personOf(by), time: at === undefined ? "" : moment(at) });
  return [
    ...(liveVersion === undefined
      ? []
      : [say(state === "live" ? "versionLive" : "versionWas", { version: liveVersion })]),
    author.at === undefined ? say("newestUnrecorded", { version }) : say("newest", { version, ...deed(author) }),
    ...(requested === undefined ? [] : [say("requested", deed(requested))]),
    ...(approved === undefined ? [] : [say("approved", deed(approved))]),
    ...(hasNewer({ newest, liveVersion, state } as ShownCampaign) && (state === "live" || state === "paused")
      ? [say("editNotLive")]
      : []),
  ];
};

/** What this person can do next, or whom they need for it. */
const useNextStep = (campaign: ShownCampaign): string | undefined => {
  const say = useWords(summaryWords);
  const session = useSession().data;
  const { may } = useOpenTo(campaign);
  const { state, newest } = campaign;
  if (state === "archived") return say("next.archived");
  if (!hasNewer(campaign)) return state === "paused" ? say("next.paused") : undefined;
  const needsSecond = session?.approval === "second-person";
  if (newest.isApproved) return say(may("activate") ? "next.approved" : "next.noRightRun");
  if (newest.requested !== undefined && needsSecond) {
    if (newest.author.by === session?.person) return say("next.ownVersion");
    return say(may("approve") ? "next.requested" : "next.noRightApprove");
  }
  return say(needsSecond ? "next.draftApproval" : "next.draft");
};

export const Standing = ({ campaign }: { readonly campaign: ShownCampaign }) => {
  const history = useHistory(campaign);
  const next = useNextStep(campaign);
  return (
    <Stack gap={6}>
      <Group gap="xs">
        <StateBadge state={campaign.state} />
        <WaitsBadge campaign={campaign} />
      </Group>
      <Text size="sm">{history.join(" ")}</Text>
      {next !== undefined && <Text fw={600}>{next}</Text>}
    </Stack>
  );
};
