import { Anchor } from "@mantine/core";
import { Link } from "react-router";
import { defineWords, useWords } from "../words/define-words.ts";

const wayWords = defineWords("way-to-mend", {
  en: {
    setting: "Open the setting",
    campaign: "Edit this in the campaign",
    overview: "See the overview",
  },
  zh: {
    setting: "打开设置",
    campaign: "在活动中编辑",
    overview: "查看概览",
  },
});

/** Where something that was found can be put right: a setting by its path, a part of the campaign's editor, or the overview. */
export type WayToMend =
  | { readonly setting: string }
  | { readonly campaignId: string; readonly part: string }
  | { readonly overview: true };

export const MendLink = ({ way }: { readonly way: WayToMend | undefined }) => {
  const say = useWords(wayWords);
  if (way === undefined) return undefined;
  const [to, text] =
    "setting" in way
      ? [`/settings#${way.setting}`, say("setting")]
      : "part" in way
        ? [`/campaigns/${way.campaignId}/edit/${way.part}`, say("campaign")]
        : ["/", say("overview")];
  return (
    <Anchor component={Link} to={to} size="sm" c="inherit" underline="always">
      {text}
    </Anchor>
  );
};
