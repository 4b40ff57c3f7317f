import { List, Text } from "@mantine/core";
import { RowsTable } from "../../parts/paged-table.tsx";
import { Section } from "../../parts/section.tsx";
import { useFormat } from "../../parts/use-format.ts";
import { useWords } from "../../words/define-words.ts";
import { nextOrderWords } from "./forecast-words.ts";
import type { LookBack, ShopReport } from "./report.ts";
import { useSentences } from "./use-sentences.ts";

/** How far a forecast was from what came, such as −12 %; nothing where nothing came. */
export const useOff = (): ((forecast: number, actual: number) => string) => {
  const { percent } = useFormat();
  return (forecast, actual) => {
    if (actual === 0) return "–";
    const off = (forecast - actual) / actual;
    return `${off > 0 ? "+" : ""}${percent(off)}`;
  };
};

const isCloser = ({ forecast, sameRate, actual }: LookBack): boolean =>
  Math.abs(forecast - actual) <= Math.abs(sameRate - actual);

/** What the model would have said some time ago, and what came. */
export const LookBacks = ({ lookBack }: Pick<ShopReport, "lookBack">) => {
  const say = useWords(nextOrderWords);
  const join = useSentences();
  const offOf = useOff();
  const { count } = useFormat();
  const whole = (value: number): string => count(Math.round(value));
  const said = (one: LookBack): string =>
    join(
      say("lookBack.said", {
        days: one.days,
        customers: count(one.customers),
        forecast: whole(one.forecast),
        actual: count(one.actual),
      }),
      say(isCloser(one) ? "lookBack.closer" : "lookBack.notCloser", { sameRate: whole(one.sameRate) }),
    );
  return (
    <Section title={say("lookBack.title")} lead={say("lookBack.lead")}>
      {lookBack.length === 0 ? (
        <Text>{say("lookBack.none")}</Text>
      ) : (
        <>
          <List>
            {lookBack.map((one) => (
              <List.Item key={one.days}>{said(one)}</List.Item>
            ))}
          </List>
          <RowsTable
            label={say("lookBack.title")}
            rows={lookBack}
            rowKey={({ days }) => `${days}`}
            columns={[
              { key: "days", title: say("lookBack.since"), cell: ({ days }) => say("lookBack.span", { days }) },
              ...(["forecast", "actual", "sameRate"] as const).map((name) => ({
                key: name,
                title: say(`lookBack.${name}`),
                numeric: true,
                cell: (row: LookBack) => whole(row[name]),
              })),
              {
                key: "off",
                title: say("lookBack.off"),
                numeric: true,
                cell: ({ forecast, actual }) => offOf(forecast, actual),
              },
            ]}
          />
        </>
      )}
    </Section>
  );
};
