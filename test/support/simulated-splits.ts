import type { StepOf } from "../../lambdas/domain/campaign.ts";
import { dayOfIsoDate, isoDateOf } from "../../lambdas/domain/civil-date.ts";
import type { Compared, SplitEffect } from "../../lambdas/domain/effect/ways-compared.ts";
import { splitEffects } from "../../lambdas/domain/effect/ways-compared.ts";
import { type CountedDay, type CountedWeek, weekOf, weeksOf } from "../../lambdas/domain/effect/weeks.ts";
import { type Counts, sumCounts } from "../../lambdas/domain/funnel-counts.ts";
import { changedCounts, openedCounts } from "../../lambdas/domain/goal-counts.ts";
import { learnWays } from "../../lambdas/domain/learn-ways.ts";
import { type Learned, wayKey } from "../../lambdas/domain/learned.ts";
import { wayOf, waysOn } from "../../lambdas/domain/split-way.ts";
import { sendStep } from "./campaigns.ts";
import { bell, chanceOf, meanOfOrder, orderCents, windowOf } from "./simulated-shops.ts";

/** A shop with one split, whose truth is known, because it was made up. */
export interface MadeUpSplit {
  readonly seed: number;
  readonly days: number;
  readonly customersPerDay: number;
  readonly heldOut: number;
  /** Share who reach the goal without the campaign, before the season. */
  readonly base: number;
  /** How much more reach it on each way. */
  readonly lifts: readonly number[];
  readonly adapts: boolean;
}

/** A Monday. */
const firstDay = dayOfIsoDate("2026-01-05");
const windowDays = 14;
const campaignId = "madeup";

/** Twice as many come back anyway at the height of the season as half a year away from it. */
const seasonOf = (day: number): number => 1 + Math.sin((2 * Math.PI * day) / 180) / 3;

export const wayNames = ["way-a", "way-b", "way-c", "way-d", "way-e"];

export const splitOf = (ways: number, adapts: boolean): StepOf<"split"> => ({
  kind: "split",
  id: "split",
  ...(adapts && { adapts }),
  ways: wayNames.slice(0, ways).map((name) => ({ name, share: 100 / ways, to: `send-${name}` })),
});

export const campaignOf = (q: Pick<MadeUpSplit, "lifts" | "adapts">) => {
  const split = splitOf(q.lifts.length, q.adapts);
  return { id: campaignId, steps: [split, ...split.ways.map(({ to = "" }) => sendStep({ id: to }))] };
};

interface Day {
  readonly day: string;
  readonly counts: Counts;
  /** Treated customers by way. */
  readonly taken: readonly number[];
}

const liveDay = (q: MadeUpSplit, index: number, ways: Learned["ways"], chance: () => number): Day => {
  const split = splitOf(q.lifts.length, q.adapts);
  const day = isoDateOf(firstDay + index);
  const shares = waysOn(split, ways?.get(wayKey(campaignId, split.id)), day);
  const taken = q.lifts.map(() => 0);
  const counts = Array.from({ length: q.customersPerDay }, (_, number) => {
    const way = wayNames.indexOf(wayOf(shares, `${q.seed}/${index}/${number}`, "salt")?.name ?? "");
    const heldOut = chance() < q.heldOut;
    if (!heldOut) taken[way] = (taken[way] ?? 0) + 1;
    const habit = bell(chance);
    const converted = chance() < q.base * seasonOf(index) + (heldOut ? 0 : (q.lifts[way] ?? 0));
    const revenueCents = converted ? Math.round(orderCents * Math.exp(0.5 * habit + 0.5 * bell(chance))) : 0;
    const spentCents = Math.round(20_000 * Math.exp(0.5 * habit));
    const begun = { ...windowOf({ heldOut, spentCents }), variant: wayNames[way] ?? "" };
    return sumCounts([
      openedCounts(begun),
      changedCounts(begun, { ...begun, converted, revenueCents, orders: converted ? 1 : 0 }),
    ]);
  });
  return { day, counts: sumCounts(counts), taken };
};

export interface SeenOnDay {
  readonly day: string;
  readonly taken: readonly number[];
  readonly ways: Learned["ways"];
  /** What the shop sees on that day; absent when nobody looks. */
  readonly effect?: SplitEffect | undefined;
}

/** What is counted by week, and what that says: days of a week say the same together as one by one, and less often. */
class Settled {
  readonly #counts = new Map<string, Counts>();
  readonly #weeks = new Map<string, readonly CountedWeek[]>();

  add({ day, counts }: Day): void {
    const week = weekOf(day);
    const sum = sumCounts([this.#counts.get(week) ?? {}, counts]);
    this.#counts.set(week, sum);
    this.#weeks.set(week, weeksOf([{ day: week, counts: sum }]));
  }

  get days(): readonly CountedDay[] {
    return [...this.#counts].map(([day, counts]) => ({ day, counts }));
  }

  get weeks(): readonly CountedWeek[] {
    return [...this.#weeks.values()].flat();
  }
}

interface Looks {
  readonly looks: boolean;
  /** How many days lie between two runs of the job. With 7 it runs on Sundays, and only those count. */
  readonly learnsEvery?: 1 | 7;
}

/** A shop from its first day on: customers come, windows end two weeks later, the nightly job learns, somebody looks. */
export const liveThrough = (q: MadeUpSplit, { looks, learnsEvery = 1 }: Looks): readonly SeenOnDay[] => {
  const chance = chanceOf(q.seed);
  const campaign = campaignOf(q);
  const [days, settled] = [[] as Day[], new Settled()];
  let ways: Learned["ways"];
  return Array.from({ length: q.days }, (_, index) => {
    const today = liveDay(q, index, ways, chance);
    days.push(today);
    const over = days[index - windowDays - 1];
    if (over !== undefined) settled.add(over);
    if (q.adapts && index % learnsEvery === learnsEvery - 1)
      ways = learnWays([{ campaign, settled: settled.days }], { before: ways, today: today.day });
    const effect = looks ? splitEffects(campaign, settled.weeks)[0] : undefined;
    return { day: today.day, taken: today.taken, ways, effect };
  });
};

const leavesOut = (compared: Compared, lift: number): { readonly conversion: boolean; readonly revenue: boolean } => {
  if (compared.kind !== "difference") return { conversion: false, revenue: false };
  const { conversion, revenue } = compared;
  const money = (lift * meanOfOrder) / 100;
  return {
    conversion: lift < conversion.low || lift > conversion.high,
    revenue: money < revenue.low || money > revenue.high,
  };
};

/** Of one look: whether any interval of the split leaves its truth out. */
export const missesOf = (effect: SplitEffect, lifts: readonly number[]) => {
  const liftOf = (way: string): number => lifts[wayNames.indexOf(way)] ?? 0;
  const all = [
    ...effect.ways.map(({ way, againstHeldOut }) => leavesOut(againstHeldOut, liftOf(way))),
    ...effect.pairs.map(({ one, other, compared }) => leavesOut(compared, liftOf(one) - liftOf(other))),
  ];
  return { conversion: all.some((one) => one.conversion), revenue: all.some((one) => one.revenue) };
};

/** Shops of many kinds, each looked at daily: in how many any interval of the split ever left the truth out. */
export const splitCoverageOf = (q: { shops: number; days: number; apart: number; adapts: boolean }) => {
  let [missedConversion, missedRevenue, told] = [0, 0, 0];
  for (let shop = 0; shop < q.shops; shop += 1) {
    const chance = chanceOf(1_000_003 * (shop + 1));
    const lifts = Array.from({ length: 2 + Math.floor(chance() * 3) }, (_, way) => q.apart * way);
    const madeUp: MadeUpSplit = {
      ...{ seed: shop + 1, days: q.days, lifts, adapts: q.adapts },
      customersPerDay: 5 + Math.floor(chance() * 45),
      heldOut: 0.1 + 0.4 * chance(),
      base: 0.05 + 0.15 * chance(),
    };
    const seen = liveThrough(madeUp, { looks: true, learnsEvery: 7 }).flatMap(({ effect }) => effect ?? []);
    const misses = seen.map((effect) => missesOf(effect, lifts));
    missedConversion += Number(misses.some(({ conversion }) => conversion));
    missedRevenue += Number(misses.some(({ revenue }) => revenue));
    told += Number(seen.at(-1)?.pairs.some(({ compared }) => compared.kind === "difference") === true);
  }
  return { shops: q.shops, missedConversion, missedRevenue, told };
};
