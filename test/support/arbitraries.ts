import * as fc from "fast-check";
import { categories, languages } from "../../lambdas/domain/channel.ts";
import { caseSubjects, pushPlatforms, suppressionCauses, type Traits } from "../../lambdas/domain/event.ts";
import { type Message, messageStatuses, type Reservation } from "../../lambdas/domain/message.ts";
import type { Profile } from "../../lambdas/domain/profile.ts";
import { tiers } from "../../lambdas/domain/tier.ts";
import {
  anyInstant,
  campaignId,
  category,
  channel,
  count,
  dictionary,
  id,
  messageKey,
  money,
  perChannel,
  productFigures,
  record,
  text,
} from "./arbitrary-parts.ts";
import { goalWindow, shopWindow } from "./arbitrary-windows.ts";

export { anyInstant } from "./arbitrary-parts.ts";

export const traits: fc.Arbitrary<Traits> = record(
  {
    email: fc.oneof(fc.emailAddress(), text),
    phone: fc.oneof(fc.stringMatching(/^\+[1-9]\d{7,13}$/), text),
    firstName: text,
    lastName: text,
    timeZone: fc.constantFrom("Europe/London", "Asia/Shanghai", "not a zone"),
    language: fc.constantFrom(...languages),
    country: fc.constantFrom("GB", "CN"),
  },
  [],
);

export const anyReservation: fc.Arbitrary<Reservation> = record(
  {
    messageKey,
    campaignId,
    campaignVersion: fc.integer({ min: 1, max: 999 }),
    stepId: campaignId,
    occurrence: id,
    channel,
    category,
    status: fc.constantFrom("reserved" as const, "held-out" as const),
    reservedAt: anyInstant,
    day: fc.constantFrom("2026-03-02", "2026-03-03"),
    sendBy: anyInstant,
    timeZone: fc.constantFrom("Europe/London", "Asia/Shanghai"),
    attempt: fc.integer({ min: 1, max: 20 }),
    variant: text,
  },
  [
    "messageKey",
    "campaignId",
    "campaignVersion",
    "stepId",
    "occurrence",
    "channel",
    "category",
    "status",
    "reservedAt",
    "day",
    "sendBy",
    "timeZone",
    "attempt",
  ],
);

export const anyMessage: fc.Arbitrary<Message> = fc
  .tuple(
    anyReservation,
    record(
      {
        customerId: id,
        status: fc.constantFrom(...messageStatuses),
        updatedAt: anyInstant,
        reason: text,
        submittedAt: anyInstant,
        leaseUntil: anyInstant,
        providerId: text,
      },
      ["customerId", "status", "updatedAt"],
    ),
  )
  .map(([reservation, rest]) => ({ ...reservation, ...rest }));

const orders: fc.Arbitrary<Profile["orders"]> = record(
  {
    count,
    revenue: money,
    byYear: record({ year: fc.integer({ min: 2020, max: 2030 }), revenue: money, before: money }, [
      "year",
      "revenue",
      "before",
    ]),
    firstAt: anyInstant,
    lastAt: anyInstant,
    lastOrderId: id,
    recent: fc.array(fc.record({ orderId: id, at: anyInstant }, { noNullPrototype: true }), { maxLength: 5 }),
  },
  ["count", "revenue", "recent"],
).map(({ lastAt, lastOrderId, ...figures }) => {
  // Of remembered orders the newest is the last one.
  const [newest] = figures.recent;
  if (newest !== undefined) return { ...figures, lastAt: newest.at, lastOrderId: newest.orderId };
  return { ...figures, ...(lastAt !== undefined && { lastAt }), ...(lastOrderId !== undefined && { lastOrderId }) };
});

const journey: fc.Arbitrary<Profile["journeys"][number]> = record(
  {
    campaignId,
    occurrence: id,
    version: count,
    enteredAt: anyInstant,
    stepIndex: count,
    stepAt: anyInstant,
    lookAt: anyInstant,
    resend: fc.record({ reservation: anyReservation, holdsSlot: fc.boolean() }, { noNullPrototype: true }),
  },
  ["campaignId", "occurrence", "version", "enteredAt", "stepIndex", "stepAt", "lookAt"],
);

export const plain = { noNullPrototype: true } as const;
export const caseSubject = fc.constantFrom(...caseSubjects);
export const platform = fc.constantFrom(...pushPlatforms);
export const productIds = fc.array(id, { maxLength: 3 });
/** An empty list is stored as nothing at all. */
const few = <Value>(value: fc.Arbitrary<Value>) => fc.array(value, { minLength: 1, maxLength: 3 });
/** The fold refuses the two names that are none. */
const attributeName = fc
  .string({ unit: "grapheme-ascii", minLength: 1, maxLength: 20 })
  .filter((name) => name !== "__proto__" && name !== "constructor");
export const attributeValue = fc.oneof(text, count, money, fc.boolean(), fc.array(text, { maxLength: 3 }));
export const byName = <Value>(value: fc.Arbitrary<Value>) =>
  fc.dictionary(attributeName, value, { minKeys: 1, maxKeys: 3, noNullPrototype: true });

/** What a customer did, as far as the profile remembers it. */
const behaviour = {
  attributes: byName(attributeValue),
  answeredAt: byName(anyInstant),
  marks: byName(fc.oneof(text, count, fc.boolean())),
  categories: few(fc.record({ category: id, lastAt: anyInstant, count }, plain)),
  favourites: few(record({ productId: id, category: id, at: anyInstant }, ["productId", "at"])),
  visits: fc.record({ count, lastAt: anyInstant }, plain),
  activities: few(record({ name: id, key: id, at: anyInstant }, ["name", "at"])),
  cart: record({ at: anyInstant, cartId: id, items: count, value: money, products: productIds }, [
    "at",
    "items",
    "products",
  ]),
  cartEmptiedAt: anyInstant,
  devices: few(fc.record({ endpoint: id, platform, at: anyInstant }, plain)),
  frequency: fc.record({ perWeek: count, at: anyInstant }, plain),
  frequencyFreedAt: anyInstant,
  cases: few(fc.record({ caseId: id, subject: caseSubject, at: anyInstant }, plain)),
  closedCases: few(fc.record({ caseId: id, at: anyInstant }, plain)),
  coupons: few(
    record({ couponId: campaignId, code: id, campaignId, at: anyInstant, expiresAt: anyInstant }, [
      "couponId",
      "code",
      "campaignId",
      "at",
    ]),
  ),
  standings: byName(
    record({ at: fc.constantFrom("in" as const, "out" as const, ...tiers), since: anyInstant, by: id }, [
      "at",
      "since",
    ]),
  ),
  departures: few(fc.record({ campaignId, occurrence: id, at: anyInstant }, plain)),
};

export const anyProfile: fc.Arbitrary<Profile> = record(
  {
    customerId: id,
    version: fc.constant(0),
    watermark: fc.stringMatching(/^[1-9]\d{0,39}$/),
    since: anyInstant,
    traits,
    traitsAt: anyInstant,
    consents: perChannel(
      dictionary(
        fc.constantFrom("all", ...categories),
        fc.record({ granted: fc.boolean(), at: anyInstant, source: text }, plain),
      ),
    ),
    suppressions: perChannel(
      fc.array(fc.record({ address: text, cause: fc.constantFrom(...suppressionCauses), at: anyInstant }, plain), {
        minLength: 1,
        maxLength: 3,
      }),
    ),
    orders,
    products: fc.array(productFigures, { maxLength: 4 }),
    ...behaviour,
    engagement: perChannel(
      record({ delivered: count, clicked: count, lastClickAt: anyInstant }, ["delivered", "clicked"]),
    ),
    contacts: fc.array(fc.record({ messageKey, channel, category, at: anyInstant }, plain), { maxLength: 5 }),
    journeys: fc.array(journey, { maxLength: 3 }),
    entries: dictionary(
      campaignId,
      record({ occurrence: id, at: anyInstant, count, window: goalWindow }, ["occurrence", "at", "count"]),
    ),
    shopWindow,
    settleUntil: anyInstant,
    dueAt: anyInstant,
  },
  [
    "customerId",
    "version",
    "traits",
    "consents",
    "suppressions",
    "orders",
    "products",
    "engagement",
    "contacts",
    "journeys",
    "entries",
  ],
);
