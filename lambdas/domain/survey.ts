import type { CustomerEvent } from "./event.ts";
import { type Addition, type Counts, merged } from "./funnel-counts.ts";
import type { Rules } from "./rules.ts";

export const measures = ["csat", "nps"] as const;
export type Measure = (typeof measures)[number];

/** The lowest and the highest score: how satisfied somebody is, and how likely to recommend the shop. */
export const scoresOf: Readonly<Record<Measure, { readonly from: number; readonly to: number }>> = {
  csat: { from: 1, to: 5 },
  nps: { from: 0, to: 10 },
};

export const isScore = (measure: Measure, value: unknown): value is number => {
  const { from, to } = scoresOf[measure];
  return typeof value === "number" && Number.isInteger(value) && value >= from && value <= to;
};

/** Letters of a customer's own words that are kept. */
export const commentMax = 1000;

/** One answer, as it is counted: by survey, local day of the shop (`YYYY-MM-DD`) and score, without the person. */
export interface Answer {
  readonly surveyId: string;
  readonly measure: Measure;
  readonly score: number;
  readonly day: string;
}

export const answerOf = (event: CustomerEvent, rules: Pick<Rules, "dayOf">): readonly Answer[] => {
  if (event.kind !== "survey-answered") return [];
  const { surveyId, measure, score, occurredAt } = event;
  return [{ surveyId, measure, score, day: rules.dayOf(occurredAt) }];
};

const counterOf = (measure: Measure, score: number): string => `${measure}:${score}`;

/** A survey's answers stand beside the counters of the campaign of the same name, which asked. */
export const answersCounted = ({ answers = [] }: { readonly answers?: readonly Answer[] }): readonly Addition[] =>
  merged(
    answers.map(({ surveyId, measure, score, day }) => ({
      ...{ campaignId: surveyId, day },
      counts: { [counterOf(measure, score)]: 1 },
    })),
  );

/** What a number of answers say together. */
export interface SurveyResult {
  readonly answers: number;
  /** How often each score was given; scores that nobody gave are left out. */
  readonly scores: Readonly<Record<string, number>>;
  /** The mean score. */
  readonly average: number;
  /**
   * CSAT: the share of 4 and 5, from 0 to 100. NPS: the share of 9 and 10 less the share of 0 to 6, from -100 to 100. Both
   * rounded to a whole number.
   */
  readonly result: number;
}

/** Of one measure; undefined where nobody answered. */
export const resultOf = (measure: Measure, counts: Counts): SurveyResult | undefined => {
  const { from, to } = scoresOf[measure];
  const given = Array.from({ length: to - from + 1 }, (_, at) => at + from).flatMap((score) => {
    const count = counts[counterOf(measure, score)] ?? 0;
    return count === 0 ? [] : [{ score, count }];
  });
  const answers = sum(given.map(({ count }) => count));
  if (answers === 0) return undefined;
  const within = (low: number, high: number): number =>
    sum(given.flatMap(({ score, count }) => (score >= low && score <= high ? [count] : [])));
  const balance = measure === "csat" ? within(4, 5) : within(9, 10) - within(0, 6);
  return {
    answers,
    scores: Object.fromEntries(given.map(({ score, count }) => [String(score), count])),
    average: Math.round((100 * sum(given.map(({ score, count }) => score * count))) / answers) / 100,
    result: Math.round((100 * balance) / answers),
  };
};

const sum = (values: readonly number[]): number => values.reduce((all, one) => all + one, 0);
