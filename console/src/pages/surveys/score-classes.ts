/** What a survey measures: how satisfied somebody is (1 to 5), or how likely to recommend the shop (0 to 10). */
export const measures = ["csat", "nps"] as const;
export type Measure = (typeof measures)[number];

export const scoreClasses = ["low", "middle", "high"] as const;
export type ScoreClass = (typeof scoreClasses)[number];

/** The scores of each class, as NPS and CSAT are commonly read. */
const highest: Readonly<Record<Measure, { readonly low: number; readonly middle: number }>> = {
  csat: { low: 2, middle: 3 },
  nps: { low: 6, middle: 8 },
};

export const classOf = (measure: Measure, score: number): ScoreClass => {
  const { low, middle } = highest[measure];
  if (score <= low) return "low";
  return score <= middle ? "middle" : "high";
};

export type Scores = Readonly<Record<string, number>>;
export type ByClass = Readonly<Record<ScoreClass, number>>;

export const byClass = (measure: Measure, scores: Scores): ByClass => {
  const sums = { low: 0, middle: 0, high: 0 };
  for (const [score, count] of Object.entries(scores)) sums[classOf(measure, Number(score))] += count;
  return sums;
};

export const answersIn = ({ low, middle, high }: ByClass): number => low + middle + high;

export interface AnsweredDay {
  /** Local day of the shop, such as 2026-03-02. */
  readonly day: string;
  readonly scores: Scores;
}

export interface Span extends ByClass {
  readonly from: string;
  readonly to: string;
}

const dayMs = 86_400_000;
const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);
const atOf = (day: string): number => Date.parse(`${day}T00:00:00Z`);

/** Spans of so many days from the first to the last day, the last one shorter where it must be; without answers all are zero. */
export const spansOf = (
  measure: Measure,
  q: { readonly from: string; readonly to: string; readonly days: readonly AnsweredDay[]; readonly length: number },
): readonly Span[] => {
  const [first, last] = [atOf(q.from), atOf(q.to)];
  const count = Math.floor((last - first) / (q.length * dayMs)) + 1;
  const spans = Array.from({ length: count }, (_, at) => {
    const from = first + at * q.length * dayMs;
    return { from: dayOf(from), to: dayOf(Math.min(last, from + (q.length - 1) * dayMs)), low: 0, middle: 0, high: 0 };
  });
  for (const { day, scores } of q.days) {
    const span = spans[Math.floor((atOf(day) - first) / (q.length * dayMs))];
    const found = byClass(measure, scores);
    if (span !== undefined) for (const name of scoreClasses) span[name] += found[name];
  }
  return spans;
};
