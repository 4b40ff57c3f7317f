import { dayOfIsoDate } from "../civil-date.ts";
import { type Counts, sumCounts } from "../funnel-counts.ts";
import { type Groups, groupsOf } from "../goal-counts.ts";
import { type Interval, isSure, type LiftAnswer, liftOf, weeksToGo } from "./lift.ts";

/** A difference in the share who reach the goal that most shops would want to see: two points. */
export const pointsWanted = 0.02;
/** More points than this are no better a picture. */
const shownMost = 60;

export interface LiftOnDay {
  readonly day: string;
  readonly conversion: Interval;
}

export interface LiftOverTime {
  readonly answer: LiftAnswer;
  /** All that is compared: customers whose windows are over. */
  readonly arms: Groups;
  /** The first and the last day on which such windows began; absent when none did. */
  readonly since?: string;
  readonly through?: string;
  /** What would have been seen on each day, so many at most; the last one always. */
  readonly days: readonly LiftOnDay[];
  /** About how many more weeks until a difference of two points would show; absent when it shows, or nobody can tell. */
  readonly weeksToGo?: number;
}

interface Day {
  readonly day: string;
  readonly counts: Counts;
}

const cumulated = (days: readonly Day[]): readonly (Day & { readonly arms: Groups })[] => {
  let counts: Counts = {};
  return days.map(({ day, counts: added }) => {
    counts = sumCounts([counts, added]);
    return { day, counts, arms: groupsOf(counts) };
  });
};

const thinned = <Value>(all: readonly Value[]): readonly Value[] => {
  const every = Math.ceil(all.length / shownMost);
  return all.filter((_, index) => (all.length - 1 - index) % every === 0);
};

const goesOn = (answer: LiftAnswer): boolean =>
  answer.kind === "not-enough" || (answer.kind === "lift" && !isSure(answer.lift.conversion));

const togo = (answer: LiftAnswer, arms: Groups, { since, through }: { since: string; through: string }) => {
  const weeks = (dayOfIsoDate(through) - dayOfIsoDate(since) + 1) / 7;
  const more = goesOn(answer) ? weeksToGo(arms, { weeks, points: pointsWanted }) : undefined;
  return more === undefined ? {} : { weeksToGo: more };
};

/** Of the days whose windows are all over, in order. All of them count: who chooses the days chooses the answer. */
export const liftOverTime = (settled: readonly Day[]): LiftOverTime => {
  const seen = cumulated(settled).filter(({ arms }) => arms.treated.customers + arms.heldOut.customers > 0);
  const [first, last] = [seen[0], seen.at(-1)];
  const arms = last?.arms ?? groupsOf({});
  const answer = liftOf(arms);
  if (first === undefined || last === undefined) return { answer, arms, days: [] };
  const span = { since: first.day, through: last.day };
  const days = thinned(seen).flatMap(({ day, arms: then }) => {
    const one = liftOf(then);
    return one.kind === "lift" ? [{ day, conversion: one.lift.conversion }] : [];
  });
  return { answer, arms, ...span, days, ...togo(answer, arms, span) };
};
