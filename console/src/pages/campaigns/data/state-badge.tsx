import { Badge } from "@mantine/core";
import {
  IconArchive,
  IconCircleCheck,
  IconFlame,
  IconHourglass,
  IconPencil,
  IconPlayerPause,
} from "@tabler/icons-react";
import { defineWords, useWords } from "../../../words/define-words.ts";
import type { ShownCampaign } from "./campaigns.ts";
import { waitsFor } from "./standing.ts";

const stateWords = defineWords("campaign-state", {
  en: {
    state: { draft: "Draft", approved: "Approved", live: "Live", paused: "Paused", archived: "Archived" },
    waits: { approval: "Waits for approval", activation: "Ready to go live", edit: "Edit not live yet" },
  },
  zh: {
    state: { draft: "草稿", approved: "已批准", live: "运行中", paused: "已暂停", archived: "已归档" },
    waits: { approval: "等待审批", activation: "可以上线", edit: "修改尚未上线" },
  },
});

const looks = {
  draft: { color: "gray", icon: IconPencil },
  approved: { color: "blue", icon: IconCircleCheck },
  live: { color: "teal", icon: IconFlame },
  paused: { color: "yellow", icon: IconPlayerPause },
  archived: { color: "gray", icon: IconArchive },
} as const;

/** The state of a campaign, by a word and a sign as well as a colour. */
export const StateBadge = ({ state }: { readonly state: ShownCampaign["state"] }) => {
  const say = useWords(stateWords);
  const { color, icon: Icon } = looks[state];
  return (
    <Badge
      variant="default"
      leftSection={<Icon size={12} color={`var(--mantine-color-${color}-6)`} aria-hidden />}
      tt="none"
      style={{ flexShrink: 0 }}
    >
      {say(`state.${state}`)}
    </Badge>
  );
};

/** What it waits for, where it waits for somebody. */
export const WaitsBadge = ({ campaign }: { readonly campaign: ShownCampaign }) => {
  const say = useWords(stateWords);
  const waits = waitsFor(campaign);
  return waits === undefined ? null : (
    <Badge
      variant="default"
      tt="none"
      leftSection={<IconHourglass size={12} color="var(--mantine-color-orange-6)" aria-hidden />}
    >
      {say(`waits.${waits}`)}
    </Badge>
  );
};
