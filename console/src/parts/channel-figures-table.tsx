import type { GoodBody } from "../api/answered.ts";
import type { api } from "../api/client.ts";
import { commonWords } from "../words/common.ts";
import { defineWords, useWords } from "../words/define-words.ts";
import { type Column, RowsTable } from "./paged-table.tsx";
import { useFormat } from "./use-format.ts";

export type ChannelFigures = GoodBody<Awaited<ReturnType<typeof api.overview.$get>>>["today"]["channels"][number];

export const channelWords = defineWords("channelFigures", {
  en: {
    channel: "Channel",
    sent: "Sent",
    delivered: "Delivered",
    opened: "Opened",
    clicked: "Clicks",
    bounced: "Bounced",
    complained: "Complaints",
    optedOut: "Opt-outs",
    cost: "Cost (US$)",
    hint: "Clicks of scanners are left out. Openings are those of pushes: mail programs open emails that nobody reads.",
    rate: "{{count}} ({{share}})",
  },
  zh: {
    channel: "渠道",
    sent: "已发送",
    delivered: "已送达",
    opened: "打开",
    clicked: "点击",
    bounced: "退信",
    complained: "投诉",
    optedOut: "退订",
    cost: "成本（美元）",
    hint: "已排除扫描程序的点击。打开次数仅统计推送：邮件程序会自动打开没有人阅读的邮件。",
    rate: "{{count}}（{{share}}）",
  },
});

const counted = ["delivered", "opened", "clicked", "bounced", "complained", "optedOut"] as const;

export interface ChannelFiguresTableProps {
  readonly label: string;
  readonly channels: readonly ChannelFigures[];
  readonly dollars: (usd: number) => string;
}

/** By channel, each number with its share of what was sent. */
export const ChannelFiguresTable = ({ label, channels, dollars }: ChannelFiguresTableProps) => {
  const say = useWords(channelWords);
  const common = useWords(commonWords);
  const { count, percent } = useFormat();
  const withShare = (number: number, { sent }: ChannelFigures): string =>
    sent === 0 || number === 0
      ? count(number)
      : say("rate", { count: count(number), share: percent(number / sent, 2) });
  const columns: readonly Column<ChannelFigures>[] = [
    { key: "channel", title: say("channel"), cell: ({ channel }) => common(`channel.${channel}`) },
    { key: "sent", title: say("sent"), numeric: true, cell: ({ sent }) => count(sent) },
    ...counted.map((name) => ({
      key: name,
      title: say(name),
      numeric: true,
      cell: (row: ChannelFigures) => withShare(row[name], row),
    })),
    { key: "cost", title: say("cost"), numeric: true, cell: ({ costUsd }) => dollars(costUsd) },
  ];
  return <RowsTable label={label} columns={columns} rows={channels} rowKey={({ channel }) => channel} />;
};
