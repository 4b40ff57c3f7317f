import { codeOf, comparableCode, expiryOf } from "./coupon-code.ts";
import type { CustomerEvent } from "./event.ts";
import { couponsKept } from "./limits.ts";
import type { Reservation } from "./message.ts";
import type { HeldCoupon, Profile } from "./profile.ts";
import { profileWith } from "./profile-with.ts";
import type { Rules } from "./rules.ts";

type Held = readonly HeldCoupon[] | undefined;

/** Enough to tell the few messages of one journey apart, and short, because every decision pays for it. */
export const messageMark = (messageKey: string): string => messageKey.slice(0, 8);

const isSame = (a: Pick<HeldCoupon, "code" | "campaignId">, b: Pick<HeldCoupon, "code" | "campaignId">): boolean =>
  a.code === b.code && a.campaignId === b.campaignId;

/**
 * What the customer holds once a message is reserved: the code of its coupon, in the same write. A code from a pool is not
 * known yet; it is told of when the message has gone out.
 */
export const withReserved = (held: Held, customerId: string, reservation: Reservation, rules: Rules): Held => {
  const { couponId, campaignId, occurrence, messageKey, reservedAt: at } = reservation;
  const coupon = couponId === undefined ? undefined : rules.coupons.get(couponId);
  const code = coupon && codeOf(coupon, { customerId, campaignId, occurrence });
  if (coupon === undefined || code === undefined) return held;
  const mark = messageMark(messageKey);
  const known = held?.find((one) => isSame(one, { code, campaignId }));
  if (known === undefined) {
    const expiresAt = expiryOf(coupon, at);
    const given = { couponId: coupon.id, code, campaignId, at, messages: [mark] };
    return kept(held, expiresAt === undefined ? given : { ...given, expiresAt });
  }
  if (known.messages === undefined || known.messages.includes(mark)) return held;
  const marked = { ...known, messages: [...known.messages, mark] };
  return held?.map((one) => (one === known ? marked : one));
};

/** The newest few; one that has run out makes room first. */
const kept = (held: Held, given: HeldCoupon): readonly HeldCoupon[] => {
  const current = (held ?? []).filter(({ expiresAt = Number.POSITIVE_INFINITY }) => expiresAt > given.at);
  return [...current, given].slice(-couponsKept);
};

/** A message that was never accepted told nobody a code: unless another message of the journey did, it is not held. */
export const withoutDropped = (profile: Profile, { couponId, campaignId, messageKey }: Reservation): Profile => {
  const { coupons: held } = profile;
  if (couponId === undefined || held === undefined) return profile;
  const mark = messageMark(messageKey);
  const isConcerned = (one: HeldCoupon): boolean =>
    one.couponId === couponId && one.campaignId === campaignId && one.messages?.includes(mark) === true;
  if (!held.some(isConcerned)) return profile;
  const coupons = held.flatMap((one) => {
    if (!isConcerned(one)) return [one];
    const messages = one.messages?.filter((other) => other !== mark) ?? [];
    return messages.length === 0 ? [] : [{ ...one, messages }];
  });
  return profileWith(profile, { coupons });
};

/** The code of a pool's message that went out; told twice, it is held once. */
export const withIssued = (profile: Profile, event: Extract<CustomerEvent, { kind: "coupon-issued" }>): Profile => {
  const { couponId, code, campaignId, validUntil, occurredAt: at } = event;
  const given = { couponId, code, campaignId, at, ...(validUntil !== undefined && { expiresAt: validUntil }) };
  if (profile.coupons?.some((one) => isSame(one, given))) return profile;
  return profileWith(profile, { coupons: kept(profile.coupons, given) });
};

/** A code is used by an order that names it and came after it was given: an imported history uses up nothing. */
const isUsedBy = (event: CustomerEvent): ((one: HeldCoupon) => boolean) => {
  const used = event.kind === "order-placed" ? (event.coupons ?? []).map(comparableCode) : [];
  return ({ code, at }) => at <= event.occurredAt && used.includes(comparableCode(code));
};

/** An order uses up the codes it names. */
export const withoutUsed = (profile: Profile, event: Extract<CustomerEvent, { kind: "order-placed" }>): Profile => {
  const isUsed = isUsedBy(event);
  return profile.coupons?.some(isUsed) === true
    ? profileWith(profile, { coupons: profile.coupons.filter((one) => !isUsed(one)) })
    : profile;
};

/**
 * The campaigns whose code an order used, each once. A code that several campaigns gave, as a shared one, counts for the
 * latest of them. The profile is the witness: with the order the code leaves it, so a repeated order finds nothing.
 */
export const redeemedBy = ({ coupons = [] }: Profile, event: CustomerEvent): readonly string[] => {
  if (event.kind !== "order-placed" || coupons.length === 0) return [];
  const latest = new Map<string, HeldCoupon>();
  for (const one of coupons.filter(isUsedBy(event))) {
    const code = comparableCode(one.code);
    if ((latest.get(code)?.at ?? Number.NEGATIVE_INFINITY) <= one.at) latest.set(code, one);
  }
  return [...latest.values()].map(({ campaignId }) => campaignId);
};
