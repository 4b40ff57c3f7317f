// What the ways of a split did: each against the customers held out, and each against each other. Whoever looks at many intervals
// finds one that leaves the truth out; so each is widened (Bonferroni) until all of a split's, of one measure, hold at once in
// nineteen shops of twenty, at all looks together. Then the best-looking difference may be picked out afterwards.
import type { Campaign, StepOf } from "../campaign.ts";
import { dayOfIsoDate } from "../civil-date.ts";
import type { Arm, ArmSums } from "../goal-counts.ts";
import { type UnlikeReason, whyUnlike } from "../ways-alike.ts";
import { halfWidth, missesMost } from "./confidence-sequence.ts";
import { isSure } from "./lift.ts";
import { pointsWanted } from "./lift-over-time.ts";
import { type Difference, differenceOf, type Pair, shareVariance, totalWorth, worthOf } from "./like-for-like.ts";
import type { CountedWeek } from "./weeks.ts";

/** As for the lift of the whole campaign: fewer say nothing of how far the numbers spread. */
const customersMin = 50;
const convertedMin = 20;
const weeksMost = 520;

export type Compared =
  | ({ readonly kind: "difference"; readonly weeksToGo?: number } & Difference)
  | { readonly kind: "not-enough"; readonly weeksToGo?: number }
  /** One of the groups has nobody. */
  | { readonly kind: "nobody" };

export interface WayEffect {
  readonly way: string;
  /** Customers whose windows are over. */
  readonly treated: ArmSums;
  readonly heldOut: ArmSums;
  readonly againstHeldOut: Compared;
}

export interface SplitEffect {
  readonly stepId: string;
  readonly adapts: boolean;
  /** Why the customers of its ways cannot be set against each other; absent: they can. */
  readonly unlike?: UnlikeReason;
  readonly ways: readonly WayEffect[];
  /** Each way against each later one; none where the customers are unlike. */
  readonly pairs: readonly { readonly one: string; readonly other: string; readonly compared: Compared }[];
  /** How treated customers were divided, week by week. */
  readonly weeks: readonly { readonly week: string; readonly customers: Readonly<Record<string, number>> }[];
}

const nobody: ArmSums = {
  ...{ customers: 0, converted: 0, orders: 0, revenue: 0, spent: 0 },
  ...{ spentSquares: 0, revenueSquares: 0, products: 0 },
};

const plus = (a: ArmSums, b: ArmSums): ArmSums => ({
  customers: a.customers + b.customers,
  converted: a.converted + b.converted,
  orders: a.orders + b.orders,
  revenue: a.revenue + b.revenue,
  spent: a.spent + b.spent,
  spentSquares: a.spentSquares + b.spentSquares,
  revenueSquares: a.revenueSquares + b.revenueSquares,
  products: a.products + b.products,
});

const added = (all: readonly ArmSums[]): ArmSums => all.reduce(plus, nobody);

const sumsOf = ({ variants }: CountedWeek, arm: Arm, names: readonly string[]): ArmSums =>
  added(variants.filter((one) => one.arm === arm && names.includes(one.variant)).map(({ sums }) => sums));

interface Basis {
  readonly misses: number;
  /** From the first week to the last. */
  readonly weeks: number;
}

/** About how many more weeks like those before until two points would show; nothing where that takes ten years. */
const toGo = (pairs: readonly Pair[], { misses, weeks }: Basis): { readonly weeksToGo?: number } => {
  const both = added(pairs.flatMap(({ one, other }) => [one, other]));
  const variance = shareVariance(both.converted, both.customers);
  const perWeek = totalWorth(pairs) / weeks;
  if (!(perWeek > 0)) return {};
  for (let more = 0; more < weeksMost; more += 1) {
    const squaredError = variance / (perWeek * (weeks + more));
    if (halfWidth({ squaredError, variance }, misses) <= pointsWanted) return more === 0 ? {} : { weeksToGo: more };
  }
  return {};
};

const compare = (pairs: readonly Pair[], basis: Basis): Compared => {
  const alike = pairs.filter((pair) => worthOf(pair) > 0);
  const [one, other] = [added(alike.map((pair) => pair.one)), added(alike.map((pair) => pair.other))];
  if (alike.length === 0) return { kind: "nobody" };
  const isEnough =
    Math.min(one.customers, other.customers) >= customersMin && one.converted + other.converted >= convertedMin;
  if (!isEnough) return { kind: "not-enough", ...toGo(alike, basis) };
  const difference = differenceOf(alike, basis.misses);
  return { kind: "difference", ...difference, ...(isSure(difference.conversion) ? {} : toGo(alike, basis)) };
};

const spanOf = (weeks: readonly CountedWeek[]): number => {
  const [first, last] = [weeks[0], weeks.at(-1)];
  return first === undefined || last === undefined ? 0 : (dayOfIsoDate(last.week) - dayOfIsoDate(first.week)) / 7 + 1;
};

const pairsOf = (names: readonly string[]): readonly (readonly [string, string])[] =>
  names.flatMap((one, index) => names.slice(index + 1).map((other) => [one, other] as const));

const effectOf = (
  campaign: Pick<Campaign, "steps">,
  split: StepOf<"split">,
  weeks: readonly CountedWeek[],
): SplitEffect => {
  const names = split.ways.map(({ name }) => name);
  const unlike = whyUnlike(campaign.steps, split);
  const apart = unlike === undefined ? pairsOf(names) : [];
  const basis = { misses: missesMost / (names.length + apart.length), weeks: spanOf(weeks) };
  const treated = (week: CountedWeek, name: string): ArmSums => sumsOf(week, "treated", [name]);
  // Held-out customers get nothing on any way: where all ways begin alike, all of them are as good a comparison.
  const controls = (name: string): readonly string[] => (unlike === undefined ? names : [name]);
  return {
    ...{ stepId: split.id, adapts: split.adapts === true, ...(unlike !== undefined && { unlike }) },
    ways: names.map((way) => {
      const pairs = weeks.map((week) => ({ one: treated(week, way), other: sumsOf(week, "heldOut", controls(way)) }));
      const [own, kept] = [added(pairs.map(({ one }) => one)), added(pairs.map(({ other }) => other))];
      return { way, treated: own, heldOut: kept, againstHeldOut: compare(pairs, basis) };
    }),
    pairs: apart.map(([one, other]) => {
      const pairs = weeks.map((week) => ({ one: treated(week, one), other: treated(week, other) }));
      return { one, other, compared: compare(pairs, basis) };
    }),
    weeks: weeks.map((week) => ({
      week: week.week,
      customers: Object.fromEntries(names.map((name) => [name, treated(week, name).customers])),
    })),
  };
};

/** Of every split of the campaign through which somebody came to a message. `weeks`: of days whose windows are all over. */
export const splitEffects = (
  campaign: Pick<Campaign, "steps">,
  weeks: readonly CountedWeek[],
): readonly SplitEffect[] =>
  campaign.steps
    .flatMap((step) => (step.kind === "split" ? [effectOf(campaign, step, weeks)] : []))
    .filter(({ ways }) => ways.some(({ treated, heldOut }) => treated.customers + heldOut.customers > 0));
