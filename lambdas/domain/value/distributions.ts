// Who the customers are, as far as it is known: each question divides all of them, and those of whom nothing is known are a group.
import { dayOfDate, yearsBetween } from "../age.ts";
import { attributeOf } from "../attribute.ts";
import { type Channel, channels } from "../channel.ts";
import { refusalOf } from "../consent.ts";
import { birthdayOf } from "../figure.ts";
import type { Profile } from "../profile.ts";
import { tierOf } from "../tier.ts";
import type { TierBands } from "../tier-bands.ts";
import { type RfmEdges, rfmScores } from "./rfm-scores.ts";
import type { SampledCustomer } from "./sampled-customer.ts";
import { type Estimate, type Sampled, sampledOf, shareOf } from "./sampling.ts";

export const distributionIds = [
  "country",
  "region",
  "age",
  "gender",
  "tier",
  "value",
  "reach",
  "orders",
  "discounts",
] as const;
export type DistributionId = (typeof distributionIds)[number];

export interface Group {
  /** What the group has in common; `unknown` and `other` are groups as well. */
  readonly group: string;
  readonly customers: number;
  /** Of all customers. The shares of a distribution come to 1. */
  readonly share: Estimate;
}

export interface Distributions {
  readonly sampled: Sampled;
  readonly of: Readonly<Record<DistributionId, readonly Group[]>>;
}

export interface DistributionsQuestion {
  /** The shop's local day, `2026-03-02`; ages are counted on it. */
  readonly day: string;
  /** Epoch milliseconds. */
  readonly now: number;
  readonly bands: TierBands;
  /** For the customers' value; absent: unknown. */
  readonly edges?: RfmEdges | undefined;
}

export const unknown = "unknown";
const other = "other";
/** The most frequent groups of what the shop words itself; the others are one group. */
const groupsShown = 12;

type Ask = (profile: Profile) => string;

export const distributionsOf = (customers: readonly SampledCustomer[], q: DistributionsQuestion): Distributions => {
  const asks: Readonly<Record<DistributionId, Ask>> = {
    country: ({ traits }) => traits.country ?? unknown,
    region: (profile) => textOf(attributeOf(profile, "region")),
    age: (profile) => ageBand(profile, dayOfDate(q.day) ?? 0),
    gender: (profile) => textOf(attributeOf(profile, "gender")),
    tier: ({ orders }) => tierOf(orders, q.now, q.bands),
    value: (profile) => valueBand(profile, q),
    reach: reachOf,
    orders: ({ orders }) => within(orders.count, orderBands),
    discounts: discountBand,
  };
  const profiles = customers.map(({ profile }) => profile);
  const of = (id: DistributionId): readonly Group[] => grouped(profiles.map(asks[id]));
  return {
    sampled: sampledOf(customers),
    of: Object.fromEntries(distributionIds.map((id) => [id, of(id)])) as Distributions["of"],
  };
};

const textOf = (value: unknown): string => {
  const text = typeof value === "string" ? value.trim() : typeof value === "number" ? String(value) : "";
  return text === "" ? unknown : text;
};

interface Band {
  readonly name: string;
  /** The first number that is above it. */
  readonly below: number;
}

const within = (value: number, bands: readonly Band[]): string =>
  bands.find(({ below }) => value < below)?.name ?? unknown;

const ageBands: readonly Band[] = [
  { name: "0-17", below: 18 },
  { name: "18-24", below: 25 },
  { name: "25-34", below: 35 },
  { name: "35-44", below: 45 },
  { name: "45-54", below: 55 },
  { name: "55-64", below: 65 },
  { name: "65+", below: 120 },
];

/** An age that nobody reaches is a birthday that nobody knows. */
const ageBand = (profile: Profile, day: number): string => {
  const born = birthdayOf(profile);
  const age = born === undefined ? -1 : yearsBetween(born, day);
  return age < 0 ? unknown : within(age, ageBands);
};

const valueBand = ({ orders }: Profile, { now, edges }: DistributionsQuestion): string => {
  if (orders.count === 0) return "no-order";
  const scores = edges && edges.money.length > 0 ? rfmScores(orders, now, edges) : undefined;
  return scores === undefined ? unknown : `${scores.money}`;
};

/** The channels by which something may be offered, such as `email+push`. */
const reachOf = (profile: Profile): string => {
  const open = channels.filter((channel: Channel) => refusalOf(profile, channel, "promotion") === undefined);
  return open.length === 0 ? "none" : open.join("+");
};

const orderBands: readonly Band[] = [
  { name: "0", below: 1 },
  { name: "1", below: 2 },
  { name: "2", below: 3 },
  { name: "3-4", below: 5 },
  { name: "5-9", below: 10 },
  { name: "10+", below: Number.POSITIVE_INFINITY },
];

const discountBand = ({ orders: { count, discounted = 0 } }: Profile): string => {
  if (count === 0) return "no-order";
  const share = discounted / count;
  if (share === 0) return "never";
  if (share < 0.34) return "seldom";
  return share < 0.67 ? "often" : "nearly-always";
};

/** The largest first; what the customers are not asked for, or too seldom are, comes last. */
const grouped = (names: readonly string[]): readonly Group[] => {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  const known = [...counts].filter(([name]) => name !== unknown && name !== other);
  known.sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1));
  const rest = known.slice(groupsShown).reduce((sum, [, count]) => sum + count, counts.get(other) ?? 0);
  return [
    ...known.slice(0, groupsShown),
    ...(rest > 0 ? [[other, rest] as const] : []),
    [unknown, counts.get(unknown) ?? 0] as const,
  ].map(([group, customers]) => ({ group, customers, share: shareOf(customers, names.length) }));
};
