import { commonWords } from "../words/common.ts";
import { useWords } from "../words/define-words.ts";
import { Bars } from "./bars.tsx";
import { useFormat } from "./use-format.ts";

const colors = { email: "indigo.6", sms: "teal.6", push: "orange.6" } as const;
export const chartChannels = ["email", "sms", "push"] as const;
export type ChartChannel = (typeof chartChannels)[number];

/** Messages as stacked bars over time, a colour for each channel that has any. */
export const ChannelBars = <By extends string>(props: {
  readonly data: readonly (Readonly<Record<By, string>> & Readonly<Record<ChartChannel, number>>)[];
  readonly by: By;
}) => {
  const common = useWords(commonWords);
  const { count } = useFormat();
  const used = chartChannels.filter((channel) => props.data.some((row) => row[channel] > 0));
  const shown = used.length === 0 ? (["email"] as const) : used;
  return (
    <Bars
      data={props.data}
      by={props.by}
      series={shown.map((name) => ({ name, label: common(`channel.${name}`), color: colors[name] }))}
      height={240}
      format={count}
    />
  );
};
