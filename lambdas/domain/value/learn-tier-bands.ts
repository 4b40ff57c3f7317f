// The bands of tiers as the shop's own customers draw them.
//
//   how long somebody may be silent   of those who came back, 80 of 100 had come back by then (active), 95 (at risk), 98 (dormant)
//   what makes a core customer        more orders than four of five customers, and no less money than half of them
//
// Quantiles of the time since the last order would be the usual choice. They say how many customers are how silent, not when silence
// means something: a wave of new customers would make lost ones of people who did nothing. The latest gap of each customer who came
// back is compared instead, one for each, so that those who order daily do not speak for all.
//
// A gap that is still open counts nowhere. So a shop can only learn gaps far shorter than the time it has been seen.
import { dayMs } from "../limits.ts";
import type { TierBands } from "../tier-bands.ts";
import type { SampledCustomer } from "./sampled-customer.ts";
import { type Estimate, quantileEstimate, type Sampled, sampledOf } from "./sampling.ts";

export const bandNames = ["activeDays", "atRiskDays", "dormantDays", "coreOrders", "coreRevenue"] as const;
export type BandName = (typeof bandNames)[number];

export const tierShares: Readonly<Record<BandName, number>> = {
  activeDays: 0.8,
  atRiskDays: 0.95,
  dormantDays: 0.98,
  coreOrders: 0.8,
  coreRevenue: 0.5,
};

/** Fewer who came back leave the last edge to a handful of people: of 400, eight lie beyond it. */
export const returnersMin = 400;
/** The shop must have been seen for so many times the longest band, or long gaps had no time to end. */
const spanTimesMin = 2;

export interface LearnedTierBands {
  readonly sampled: Sampled;
  /** Customers who ordered, and those of them who ordered on another day again. */
  readonly buyers: number;
  readonly returners: number;
  /** What tiers go by where the shop wants learned bands; absent while the data are thin, and always were. */
  readonly bands?: TierBands;
  /** Of each band, from these customers alone; absent while there is nobody to learn from. */
  readonly estimates?: Readonly<Record<BandName, Estimate>>;
  /** Why there are no bands, or that they stayed as they were. */
  readonly note: BandsNote;
}

export type BandsNote = "learned" | "kept" | "too-few-returned" | "seen-too-briefly";

export interface BandsQuestion {
  /** Epoch milliseconds. */
  readonly now: number;
  /** What tiers go by until now; it stays unless the data speak against it. */
  readonly previous?: TierBands | undefined;
}

export const learnTierBands = (
  customers: readonly SampledCustomer[],
  { now, previous }: BandsQuestion,
): LearnedTierBands => {
  const buyers = customers.filter(({ profile }) => profile.orders.count > 0);
  const gaps = buyers.flatMap((customer) => latestGapDays(customer) ?? []);
  const counts = { sampled: sampledOf(customers), buyers: buyers.length, returners: gaps.length };
  if (gaps.length === 0) return { ...counts, note: "too-few-returned" };
  const estimates = estimatesOf(buyers, gaps);
  const said = { ...counts, estimates };
  // What was learned once from enough customers is not forgotten because tonight's sample has a few less of them.
  const kept = previous && { bands: previous };
  if (gaps.length < returnersMin) return { ...said, ...kept, note: "too-few-returned" };
  const bands = bandsFrom(estimates);
  if (seenDays(buyers, now) < spanTimesMin * bands.dormantDays) return { ...said, ...kept, note: "seen-too-briefly" };
  if (previous !== undefined && standsStill(previous, estimates)) return { ...said, bands: previous, note: "kept" };
  return { ...said, bands, note: "learned" };
};

/** Between the latest two orders that were more than a day apart; a second order within a day is part of the first. */
const latestGapDays = ({ orders }: SampledCustomer): number | undefined => {
  for (let later = orders.length - 1; later > 0; later -= 1) {
    const gapMs = (orders[later]?.at ?? 0) - (orders[later - 1]?.at ?? 0);
    if (gapMs >= dayMs) return gapMs / dayMs;
  }
  return undefined;
};

const ascending = (values: readonly number[]): readonly number[] => values.toSorted((a, b) => a - b);

const estimatesOf = (buyers: readonly SampledCustomer[], gaps: readonly number[]): Record<BandName, Estimate> => {
  const of = {
    gaps: ascending(gaps),
    orders: ascending(buyers.map(({ profile }) => profile.orders.count)),
    revenue: ascending(buyers.map(({ profile }) => profile.orders.revenue)),
  };
  const at = (name: BandName, sorted: readonly number[]): Estimate => quantileEstimate(sorted, tierShares[name]);
  return {
    activeDays: at("activeDays", of.gaps),
    atRiskDays: at("atRiskDays", of.gaps),
    dormantDays: at("dormantDays", of.gaps),
    coreOrders: at("coreOrders", of.orders),
    coreRevenue: at("coreRevenue", of.revenue),
  };
};

const longestDays = 3650;

/** Whole days that grow, more orders than the quantile (two at least), and money that can be said. */
const bandsFrom = (estimates: Readonly<Record<BandName, Estimate>>): TierBands => {
  const days = (name: BandName, atLeast: number): number =>
    Math.min(longestDays, Math.max(atLeast, Math.ceil(estimates[name].value)));
  const activeDays = Math.min(longestDays - 2, days("activeDays", 1));
  const atRiskDays = Math.min(longestDays - 1, days("atRiskDays", activeDays + 1));
  return {
    activeDays,
    atRiskDays,
    dormantDays: days("dormantDays", atRiskDays + 1),
    coreOrders: Math.min(1000, Math.max(2, estimates.coreOrders.value + 1)),
    coreRevenue: Math.max(0, Math.round(estimates.coreRevenue.value * 100) / 100),
  };
};

/** Less of a change than this is nobody's news. */
const changeMin = 0.1;
/**
 * The bands in force are themselves from a sample, there are five of them, and they are compared every night: so much wider than a
 * single estimate's interval is what chance alone brings.
 */
const wider = 2.2;

/** Whether every band in force lies where the new estimate puts it, or near: no sample is the same as the one before. */
const standsStill = (previous: TierBands, estimates: Readonly<Record<BandName, Estimate>>): boolean => {
  const next = bandsFrom(estimates);
  return bandNames.every((name) => {
    const { value, low, high } = estimates[name];
    const off = previous[name] - next[name];
    const room = 1 + wider * (off < 0 ? value - low : high - value);
    return Math.abs(off) <= Math.max(room, changeMin * next[name]);
  });
};

const seenDays = (buyers: readonly SampledCustomer[], now: number): number => {
  const first = buyers.reduce((least, { profile }) => Math.min(least, profile.orders.firstAt ?? now), now);
  return (now - first) / dayMs;
};
