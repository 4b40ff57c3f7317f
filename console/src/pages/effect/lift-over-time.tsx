import { Skeleton } from "@mantine/core";
import { lazy, Suspense } from "react";
import { ChartWithTable } from "../../parts/chart-with-table.tsx";
import { useFormat } from "../../parts/use-format.ts";
import { useWords } from "../../words/define-words.ts";
import type { CampaignEffect } from "./data.ts";
import { liftWords } from "./lift-words.ts";

const LiftPicture = lazy(() => import("./lift-picture.tsx"));
const height = 260;

/** Tenths of a point are as much as anybody can read. */
export const inPoints = (share: number): number => Math.round(share * 1000) / 10;

export const LiftOverTime = ({ lift: { days } }: Pick<CampaignEffect, "lift">) => {
  const say = useWords(liftWords);
  const { count, civilDay } = useFormat();
  if (days.length < 2) return null;
  const rows = days.map(({ day, conversion: { estimate, low, high } }) => ({
    ...{ day, estimate: inPoints(estimate), low: inPoints(low), high: inPoints(high) },
  }));
  const labels = { estimate: say("chart.estimate"), low: say("chart.low"), high: say("chart.high") };
  return (
    <ChartWithTable
      title={say("chart.title")}
      lead={say("chart.lead")}
      chart={
        <Suspense fallback={<Skeleton height={height} />}>
          <LiftPicture
            data={rows.map((row) => ({ ...row, day: civilDay(row.day) }))}
            labels={labels}
            height={height}
            format={count}
          />
        </Suspense>
      }
      table={{
        columns: [
          { key: "day", title: say("chart.day"), cell: (row) => civilDay(row.day) },
          ...(["estimate", "low", "high"] as const).map((name) => ({
            key: name,
            title: labels[name],
            numeric: true,
            cell: (row: (typeof rows)[number]) => say("points", { value: count(row[name]) }),
          })),
        ],
        rows: rows.toReversed(),
        rowKey: ({ day }) => day,
      }}
    />
  );
};
