import { comparable, newerConsent } from "./consent.ts";
import type { CustomerEvent } from "./event.ts";
import { withAttributes } from "./fold-attributes.ts";
import { foldBehaviour } from "./fold-behaviour.ts";
import { withoutCartUntil } from "./fold-cart.ts";
import { foldCancelledOrder, foldOrder } from "./fold-order.ts";
import { withoutDropped, withoutUsed } from "./held-coupon.ts";
import type { Consent, Engagement, Profile } from "./profile.ts";
import { profileWith } from "./profile-with.ts";
import { withYearOf, yearOf } from "./yearly-spend.ts";

/**
 * What an event changes in the figures of a profile. Events arrive late and histories are imported, so wherever it can be
 * the result does not depend on the order of arrival: counts, sums, minima, maxima, and the newest statement.
 * `shopZone` is the shop's time zone: its calendar says in which year money was spent.
 */
export const foldEvent = (profile: Profile, event: CustomerEvent, shopZone: string): Profile => {
  const folded = foldFigures(profile, event);
  const orders = withYearOf(profile.orders, folded.orders, () => yearOf(event.occurredAt, shopZone));
  const dated = orders === folded.orders ? folded : profileWith(folded, { orders });
  return withArrival(foldBehaviour(dated, event), event.receivedAt);
};

const withArrival = (profile: Profile, receivedAt: number): Profile =>
  profile.since !== undefined && profile.since <= receivedAt ? profile : profileWith(profile, { since: receivedAt });

const foldFigures = (profile: Profile, event: CustomerEvent): Profile => {
  switch (event.kind) {
    case "identified":
      return foldTraits(profile, event);
    case "order-placed":
      return afterOrder(foldOrder(profile, event), event);
    case "order-cancelled":
      return foldCancelledOrder(profile, event);
    case "consent-given":
    case "consent-withdrawn":
      return foldConsent(profile, event);
    case "suppressed":
      return foldSuppression(profile, event);
    case "message-clicked":
    case "message-delivered":
    case "message-opened":
      return foldEngagement(profile, event);
    case "message-dropped":
      return withoutDropped(refund(profile, event.reservation.messageKey), event.reservation);
    default:
      return profile;
  }
};

/** The newest statement wins field by field; an older one still fills what nobody said since. */
const foldTraits = (profile: Profile, event: Extract<CustomerEvent, { kind: "identified" }>): Profile => {
  const { traits, attributes, occurredAt: at } = event;
  const isNewest = profile.traitsAt === undefined || at >= profile.traitsAt;
  const folded = isNewest
    ? profileWith(profile, { traits: { ...profile.traits, ...traits }, traitsAt: at })
    : profileWith(profile, { traits: { ...traits, ...profile.traits } });
  return attributes === undefined ? folded : withAttributes(folded, attributes, isNewest);
};

/** An order empties the cart that came before it, and uses up the coupons it names. */
const afterOrder = (profile: Profile, event: Extract<CustomerEvent, { kind: "order-placed" }>): Profile => {
  return withoutUsed(withoutCartUntil(profile, event.occurredAt), event);
};

type ConsentEvent = Extract<CustomerEvent, { kind: "consent-given" | "consent-withdrawn" }>;

const foldConsent = (profile: Profile, event: ConsentEvent): Profile => {
  const stated: Consent = { granted: event.kind === "consent-given", at: event.occurredAt, source: event.source };
  const known = profile.consents[event.channel];
  const before = known?.[event.topic];
  const consent = before === undefined ? stated : newerConsent(before, stated);
  return profileWith(profile, {
    consents: { ...profile.consents, [event.channel]: { ...known, [event.topic]: consent } },
  });
};

const foldSuppression = (profile: Profile, event: Extract<CustomerEvent, { kind: "suppressed" }>): Profile => {
  const { channel, cause, occurredAt: at } = event;
  const address = comparable(event.address);
  const known = profile.suppressions[channel] ?? [];
  if (known.some((suppression) => suppression.address === address)) return profile;
  return profileWith(profile, {
    suppressions: { ...profile.suppressions, [channel]: [...known, { address, cause, at }] },
  });
};

type EngagementEvent = Extract<CustomerEvent, { kind: "message-clicked" | "message-delivered" | "message-opened" }>;

const foldEngagement = (profile: Profile, event: EngagementEvent): Profile => {
  const { channel } = event.message;
  const before = profile.engagement[channel] ?? { delivered: 0, clicked: 0 };
  // Mail programs open what nobody reads; an app reports what a person did.
  if (event.kind === "message-opened" && channel !== "push") return profile;
  return profileWith(profile, { engagement: { ...profile.engagement, [channel]: engagementAfter(before, event) } });
};

const engagementAfter = (before: Engagement, { kind, occurredAt: at }: EngagementEvent): Engagement => {
  switch (kind) {
    case "message-clicked":
      return { ...before, clicked: before.clicked + 1, lastClickAt: Math.max(before.lastClickAt ?? 0, at) };
    case "message-opened":
      return { ...before, opened: (before.opened ?? 0) + 1, lastOpenAt: Math.max(before.lastOpenAt ?? 0, at) };
    case "message-delivered":
      return { ...before, delivered: before.delivered + 1 };
  }
};

/** A message that was never accepted gives its slot in the caps back. */
const refund = (profile: Profile, messageKey: string): Profile =>
  profileWith(profile, { contacts: profile.contacts.filter((contact) => contact.messageKey !== messageKey) });
