import { nameOf } from "../../domain/audience-estimate.ts";
import { type Channel, categories, channels } from "../../domain/channel.ts";
import { addressIn, comparable, refusalOf } from "../../domain/consent.ts";
import { dayMs } from "../../domain/limits.ts";
import { loyaltyOf } from "../../domain/loyalty.ts";
import { type Ladder, levelRank } from "../../domain/membership.ts";
import type { Profile } from "../../domain/profile.ts";
import { tierOf } from "../../domain/tier.ts";
import type { TierBands } from "../../domain/tier-bands.ts";

export interface Seen {
  readonly now: number;
  readonly bands: TierBands;
  readonly ladder: Ladder;
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

const figuresOf = ({ orders, visits }: Profile) => ({
  orders: orders.count,
  revenue: orders.revenue,
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
    figures: figuresOf(profile),
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
