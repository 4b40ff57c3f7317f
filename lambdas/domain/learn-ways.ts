// Splits that adapt (Thompson sampling, in batches of a week): a way's share is the chance that it converts best, given what the
// customers of all ways did whose goal windows are over. Conversions alone count: opens and clicks are what machines do, and a loud
// subject line earns them without a sale.
import type { Campaign, StepOf } from "./campaign.ts";
import { dayOfIsoDate, isoDateOf, mondayOf } from "./civil-date.ts";
import { chancesToBeBest, type Seen } from "./effect/chance-to-be-best.ts";
import { type CountedDay, type CountedWeek, weeksOf } from "./effect/weeks.ts";
import type { ArmSums } from "./goal-counts.ts";
import { bucketCount } from "./hold-out.ts";
import { type Learned, wayKey } from "./learned.ts";
import type { SharesFrom } from "./split-way.ts";

/** This share of customers is always divided evenly, so that a way that had bad luck, or whose time comes later, is seen. */
export const evenShare = 0.2;
/** Fewer customers of a way, or fewer conversions of all ways together, say nothing yet. */
const customersMin = 50;
const convertedMin = 20;

type Split = StepOf<"split">;

export const adaptingSplits = ({ steps }: Pick<Campaign, "steps">): readonly Split[] =>
  steps.flatMap((step) => (step.kind === "split" && step.adapts === true ? [step] : []));

const treatedOf = ({ variants }: CountedWeek, name: string): ArmSums | undefined =>
  variants.find(({ arm, variant }) => arm === "treated" && variant === name)?.sums;

/** The same week of each way; nothing of a week in which some way had nobody. */
const cellsOf = (weeks: readonly CountedWeek[], names: readonly string[]): readonly (readonly ArmSums[])[] =>
  weeks.flatMap((week) => {
    const cells = names.flatMap((name) => treatedOf(week, name) ?? []);
    return cells.length === names.length && cells.every(({ customers }) => customers > 0) ? [cells] : [];
  });

/** A week weighs as much as the comparison of its ways is worth, for all ways alike. */
const weightOf = (cells: readonly ArmSums[]): number =>
  1 / cells.reduce((sum, { customers }) => sum + 1 / customers, 0);

/**
 * What is known of each way as if all of them had been tried in the same weeks: its share of conversions with the weeks
 * weighed alike for all ways, and as many customers as that share is as sure as. Otherwise a way that most customers went
 * in a good month would look good for the month's sake.
 */
const seenAlike = (weeks: readonly (readonly ArmSums[])[], way: number): Seen => {
  const total = weeks.reduce((sum, cells) => sum + weightOf(cells), 0);
  const own = weeks.flatMap((cells) => {
    const cell = cells[way];
    return cell === undefined ? [] : [{ ...cell, weight: weightOf(cells) / total }];
  });
  const share = own.reduce((sum, { weight, converted, customers }) => sum + (weight * converted) / customers, 0);
  const spread = own.reduce((sum, { weight, customers }) => sum + (weight * weight) / customers, 0);
  return { customers: 1 / spread, converted: share / spread };
};

/** Whole ten-thousandths that add up to one: the largest remainders are rounded up, the earlier way first. */
const inParts = (shares: readonly number[]): readonly number[] => {
  const whole = shares.map((share) => Math.floor(share * bucketCount));
  const left = bucketCount - whole.reduce((sum, part) => sum + part, 0);
  const remainder = (way: number): number => (shares[way] ?? 0) * bucketCount - (whole[way] ?? 0);
  const first = new Set([...whole.keys()].sort((a, b) => remainder(b) - remainder(a) || a - b).slice(0, left));
  return whole.map((part, way) => part + (first.has(way) ? 1 : 0));
};

/** By name, 0 to 1, in whole ten-thousandths; undefined while too little is known. `weeks`: of settled days alone. */
export const sharesOf = (
  { ways }: Pick<Split, "ways">,
  weeks: readonly CountedWeek[],
): SharesFrom["shares"] | undefined => {
  const names = ways.map(({ name }) => name);
  const cells = cellsOf(weeks, names);
  const sum = (way: number, of: "customers" | "converted"): number =>
    cells.reduce((all, cell) => all + (cell[way]?.[of] ?? 0), 0);
  const isEnough =
    names.every((_, way) => sum(way, "customers") >= customersMin) &&
    names.reduce((all, _, way) => all + sum(way, "converted"), 0) >= convertedMin;
  if (!isEnough) return undefined;
  const chances = chancesToBeBest(names.map((_, way) => seenAlike(cells, way)));
  const parts = inParts(chances.map((chance) => evenShare / names.length + (1 - evenShare) * chance));
  return Object.fromEntries(names.map((name, way) => [name, (parts[way] ?? 0) / bucketCount]));
};

export interface WaysSeen {
  readonly campaign: Pick<Campaign, "id" | "steps">;
  /** Days whose windows are all over, as far back as is looked. */
  readonly settled: readonly CountedDay[];
}

/**
 * What splits that adapt go by: the shares of this week as they were, and those of the next, by all that is known by now.
 * Within a week of the shop nothing changes, so that its customers differ in nothing but their way (effect/like-for-like.ts).
 * `today` is the shop's local day.
 */
export const learnWays = (
  seen: readonly WaysSeen[],
  { before, today }: { readonly before: Learned["ways"]; readonly today: string },
): NonNullable<Learned["ways"]> => {
  const from = isoDateOf(mondayOf(dayOfIsoDate(today)) + 7);
  return new Map(
    seen.flatMap(({ campaign, settled }) => {
      const weeks = weeksOf(settled);
      return adaptingSplits(campaign).flatMap((split): [string, readonly SharesFrom[]][] => {
        const key = wayKey(campaign.id, split.id);
        const now = before?.get(key)?.findLast((one) => one.from <= today);
        const shares = sharesOf(split, weeks);
        const known = [...(now === undefined ? [] : [now]), ...(shares === undefined ? [] : [{ from, shares }])];
        return known.length === 0 ? [] : [[key, known]];
      });
    }),
  );
};
