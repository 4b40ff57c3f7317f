import "@mantine/charts/styles.css";
import { BarChart } from "@mantine/charts";
import { ChartWithTable } from "../../parts/chart-with-table.tsx";
import { useFormat } from "../../parts/use-format.ts";
import { useWords } from "../../words/define-words.ts";
import { type Measure, type ScoreClass, type Span, scoreClasses, spansOf } from "./score-classes.ts";
import type { Survey } from "./surveys.ts";
import { surveyWords } from "./words.ts";

/** Readable in both schemes, and apart for people who see no red and green: they differ in lightness too. */
const colors = { low: "red.8", middle: "yellow.5", high: "teal.6" } as const;

const spanLengths = { daily: 1, weekly: 7, monthly: 30 } as const;

/** As many bars as a phone can show. */
const barsMost = 31;

const lengthFor = (days: number): keyof typeof spanLengths => {
  if (days <= barsMost) return "daily";
  return days <= barsMost * spanLengths.weekly ? "weekly" : "monthly";
};

interface ChartProps {
  readonly survey: Survey;
  readonly measure: Measure;
}

const daysIn = ({ from, to }: Survey): number => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1;

export const OverTime = ({ survey, measure }: ChartProps) => {
  const say = useWords(surveyWords);
  const format = useFormat();
  const kind = lengthFor(daysIn(survey));
  const days = survey.days.map((one) => ({ day: one.day, scores: one[measure]?.scores ?? {} }));
  const spans = spansOf(measure, { from: survey.from, to: survey.to, days, length: spanLengths[kind] });
  const nameOf = ({ from, to }: Span): string =>
    from === to ? format.civilDay(from) : say("span", { from: format.civilDay(from), to: format.civilDay(to) });
  return (
    <ChartWithTable
      title={`${say("overTime")}: ${say(`measure.${measure}`)}`}
      lead={say("overTimeLead", { span: say(kind) })}
      chart={
        <BarChart
          h={240}
          data={spans.map((span) => ({ ...span, name: nameOf(span) }))}
          dataKey="name"
          type="stacked"
          withLegend
          legendProps={{ itemSorter: ({ dataKey }) => scoreClasses.indexOf(dataKey as ScoreClass) }}
          series={scoreClasses.map((name) => ({ name, color: colors[name], label: say(`scores.${measure}.${name}`) }))}
          yAxisProps={{ allowDecimals: false }}
          barProps={{ isAnimationActive: false }}
        />
      }
      table={{
        rows: spans,
        rowKey: ({ from }) => from,
        columns: [
          { key: "day", title: say("day"), cell: nameOf },
          ...scoreClasses.map((name) => ({
            key: name,
            title: say(`scores.${measure}.${name}`),
            numeric: true,
            cell: (span: Span) => format.count(span[name]),
          })),
        ],
      }}
    />
  );
};

const lastScore = { csat: { from: 1, to: 5 }, nps: { from: 0, to: 10 } } as const;

export const ByScore = ({ survey, measure }: ChartProps) => {
  const say = useWords(surveyWords);
  const format = useFormat();
  const { from, to } = lastScore[measure];
  const scores = survey[measure]?.scores ?? {};
  const rows = Array.from({ length: to - from + 1 }, (_, at) => ({
    score: String(from + at),
    count: scores[String(from + at)] ?? 0,
  }));
  return (
    <ChartWithTable
      title={`${say("byScore")}: ${say(`measure.${measure}`)}`}
      lead={say("byScoreLead")}
      chart={
        <BarChart
          h={200}
          data={rows}
          dataKey="score"
          series={[{ name: "count", color: "ember.7", label: say("answers") }]}
          yAxisProps={{ allowDecimals: false }}
          barProps={{ isAnimationActive: false }}
        />
      }
      table={{
        rows,
        rowKey: ({ score }) => score,
        columns: [
          { key: "score", title: say("score"), cell: ({ score }) => score },
          { key: "count", title: say("answers"), numeric: true, cell: ({ count }) => format.count(count) },
        ],
      }}
    />
  );
};
