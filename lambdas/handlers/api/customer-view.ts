import { nameOf } from "../../domain/audience-estimate.ts";
import { type Channel, categories, channels } from "../../domain/channel.ts";
import { addressIn, comparable, refusalOf } from "../../domain/consent.ts";
import { expectedPurchases, type NextPurchaseOfProduct } from "../../domain/expected-purchases.ts";
import { dayMs } from "../../domain/limits.ts";
import { loyaltyOf } from "../../domain/loyalty.ts";
import { type Ladder, levelRank } from "../../domain/membership.ts";
import type { Profile } from "../../domain/profile.ts";
import { rhythmOf, rhythmSentence } from "../../domain/rhythm.ts";
import type { Rules } from "../../domain/rules.ts";
import { tierOf } from "../../domain/tier.ts";
import type { TierBands } from "../../domain/tier-bands.ts";
import { bestYearSpend } from "../../domain/yearly-spend.ts";

export interface Seen {
  readonly now: number;
  readonly bands: TierBands;
  readonly ladder: Ladder;
  /** Absent before anything was published. */
  readonly rules?: Rules;
  /** Of products that the catalogue knows. */
  readonly productNames: ReadonlyMap<string, string>;
}

const iso = (at: number): string => new Date(at).toISOString();
const dated = <Name extends string>(name: Name, at: number | undefined) =>
  (at === undefined ? {} : { [name]: iso(at) }) as { readonly [Key in Name]?: string };

/** A line of a list of customers. */
export const shownFound = (profile: Profile, { now, bands }: Pick<Seen, "now" | "bands">) => {
  const { customerId, traits, orders } = profile;
  const name = nameOf(profile);
  return {
    customerId,
    ...(name !== undefined && { name }),
    ...(traits.email !== undefined && { email: traits.email }),
    ...(traits.phone !== undefined && { phone: traits.phone }),
    tier: tierOf(orders, now, bands),
    orders: orders.count,
    ...dated("lastOrderAt", orders.lastAt),
  };
};

const wayOf = (profile: Profile, channel: Channel) => {
  const address = addressIn(profile, channel);
  const held = profile.suppressions[channel]?.find(
    (one) => address !== undefined && one.address === comparable(address),
  );
  return {
    channel,
    known: address !== undefined,
    ...(held !== undefined && { suppressed: { cause: held.cause, at: iso(held.at) } }),
    statements: Object.entries(profile.consents[channel] ?? {}).map(([topic, { granted, at, source }]) => ({
      ...{ topic, granted, source },
      at: iso(at),
    })),
    allowed: categories.filter((category) => refusalOf(profile, channel, category) === undefined),
  };
};

const figuresOf = ({ orders, visits }: Profile, { now, ladder }: Seen) => ({
  orders: orders.count,
  revenue: orders.revenue,
  yearRevenue: bestYearSpend(orders, now, ladder.zone),
  ...(orders.count > 0 && { averageValue: Math.round((orders.revenue / orders.count) * 100) / 100 }),
  discounted: orders.discounted ?? 0,
  ...dated("firstOrderAt", orders.firstAt),
  ...dated("lastOrderAt", orders.lastAt),
  visits: visits?.count ?? 0,
  ...dated("lastVisitAt", visits?.lastAt),
});

const levelIn = ({ orders }: Profile, { now, ladder }: Seen) => {
  const level = ladder.levels[levelRank(orders, now, ladder) - 1];
  return level === undefined ? {} : { level: { id: level.id, name: level.name, benefits: level.benefits } };
};

const rhythmIn = ({ orders }: Profile, { now, rules }: Seen) => {
  const rhythm = rules && rhythmOf(orders, now, rules);
  return rhythm === undefined ? {} : { rhythm: rhythmSentence(rhythm) };
};

const shownPurchase = ({ lastAt, expected, ...purchase }: NextPurchaseOfProduct, name: string | undefined) => ({
  ...purchase,
  ...(name !== undefined && { name }),
  lastAt: iso(lastAt),
  ...(expected !== undefined && {
    expected: { at: iso(expected.at), early: iso(expected.early), late: iso(expected.late) },
  }),
});

const purchasesIn = (profile: Profile, { now, rules, productNames }: Seen) =>
  rules === undefined
    ? []
    : expectedPurchases(profile, now, rules).map((one) => shownPurchase(one, productNames.get(one.productId)));

/** A customer's page: instants in ISO 8601 UTC, no key of ours. */
export const shownCustomer = (profile: Profile, seen: Seen) => {
  const { customerId, traits, devices = [], categories: bought = [], coupons = [], cases = [] } = profile;
  const { now } = seen;
  const name = nameOf(profile);
  return {
    customerId,
    traits: Object.fromEntries(Object.entries(traits).map(([key, value]) => [key, String(value)])),
    ...(name !== undefined && { name }),
    tier: tierOf(profile.orders, now, seen.bands),
    loyalty: loyaltyOf(profile, now),
    ...levelIn(profile, seen),
    ...rhythmIn(profile, seen),
    purchases: purchasesIn(profile, seen),
    figures: figuresOf(profile, seen),
    attributes: { ...profile.marks, ...profile.attributes },
    ways: channels.map((channel) => wayOf(profile, channel)),
    ...(profile.frequency !== undefined && { perWeek: profile.frequency.perWeek }),
    devices: devices.map(({ platform, at }) => ({ platform, at: iso(at) })),
    categories: bought.map(({ category, count, lastAt }) => ({ category, count, lastAt: iso(lastAt) })),
    journeys: profile.journeys.map(({ campaignId, version, enteredAt, lookAt, resend }) => ({
      ...{ campaignId, version, cameBack: resend !== undefined },
      enteredAt: iso(enteredAt),
      nextAt: iso(lookAt),
    })),
    coupons: coupons.map(({ couponId, code, campaignId, at, expiresAt }) => ({
      ...{ couponId, code, campaignId, at: iso(at) },
      ...dated("expiresAt", expiresAt),
    })),
    cases: cases.map(({ caseId, subject, at }) => ({ caseId, subject, at: iso(at) })),
    messagesThisWeek: profile.contacts.filter(({ at }) => at > now - 7 * dayMs && at <= now).length,
    ...dated("settlesAt", (profile.settleUntil ?? 0) > now ? profile.settleUntil : undefined),
  };
};
