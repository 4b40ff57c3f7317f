import * as fc from "fast-check";
import { categories, channels, languages } from "../../lambdas/domain/channel.ts";
import { type CustomerEvent, suppressionCauses, type Traits } from "../../lambdas/domain/event.ts";
import { type Message, messageStatuses, type Reservation } from "../../lambdas/domain/message.ts";
import type { Profile } from "../../lambdas/domain/profile.ts";

/** Instants of this product: 2001 to 2096, to the millisecond. */
export const anyInstant = fc.integer({ min: 978_307_200_000, max: 3_999_999_999_999 });
const count = fc.nat({ max: 100_000 });
const money = fc.integer({ min: -1_000_000, max: 100_000_000 }).map((cents) => cents / 100);
/** Ids come from other systems: any text but the empty one. */
const id = fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 });
const channel = fc.constantFrom(...channels);
const category = fc.constantFrom(...categories);
const text = fc.string({ unit: "grapheme", maxLength: 60 });
const campaignId = fc.stringMatching(/^[a-z][a-z0-9-]{0,30}$/);
const messageKey = fc.stringMatching(/^[a-z2-7]{26}$/);

type WithoutUndefined<T> = { [K in keyof T]: Exclude<T[K], undefined> };

const record = <T extends object, R extends keyof T>(
  model: { [K in keyof T]: fc.Arbitrary<T[K]> },
  requiredKeys: R[],
) =>
  fc.record<T, R>(model, { requiredKeys, noNullPrototype: true }) as fc.Arbitrary<
    WithoutUndefined<Pick<T, R>> & Partial<WithoutUndefined<T>>
  >;

const perChannel = <Value>(value: fc.Arbitrary<Value>) =>
  record({ email: value, sms: value, push: value }, []) as fc.Arbitrary<
    Partial<Record<"email" | "sms" | "push", Value>>
  >;

const dictionary = <Value>(key: fc.Arbitrary<string>, value: fc.Arbitrary<Value>) =>
  fc.dictionary(key, value, { maxKeys: 3, noNullPrototype: true });

const traits: fc.Arbitrary<Traits> = record(
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
    firstAt: anyInstant,
    lastAt: anyInstant,
    lastOrderId: id,
    recent: fc.array(fc.record({ orderId: id, at: anyInstant }, { noNullPrototype: true }), { maxLength: 5 }),
  },
  ["count", "revenue", "recent"],
);

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

const plain = { noNullPrototype: true } as const;

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
    products: fc.array(fc.record({ productId: id, lastAt: anyInstant, count }, plain), { maxLength: 4 }),
    engagement: perChannel(
      record({ delivered: count, clicked: count, lastClickAt: anyInstant }, ["delivered", "clicked"]),
    ),
    contacts: fc.array(fc.record({ messageKey, channel, category, at: anyInstant }, plain), { maxLength: 5 }),
    journeys: fc.array(journey, { maxLength: 3 }),
    entries: dictionary(campaignId, fc.record({ occurrence: id, at: anyInstant, count }, plain)),
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

const envelope = { customerId: id, eventId: id, occurredAt: anyInstant, receivedAt: anyInstant };
const reference = fc.record({ messageKey, campaignId, stepId: campaignId, occurrence: id, channel }, plain);
const line = record(
  { productId: id, quantity: fc.integer({ min: -50, max: 500 }), unitPrice: money, name: text, category: text },
  ["productId", "quantity", "unitPrice"],
);

const kind = <Kind extends string>(...kinds: readonly Kind[]) => fc.constantFrom(...kinds);

export const anyEvent: fc.Arbitrary<CustomerEvent> = fc.oneof(
  fc.record({ ...envelope, kind: kind("identified"), traits }, plain),
  fc.record(
    { ...envelope, kind: kind("order-placed"), orderId: id, amount: money, lines: fc.array(line, { maxLength: 5 }) },
    plain,
  ),
  fc.record({ ...envelope, kind: kind("order-cancelled"), orderId: id, amount: money }, plain),
  fc.record({ ...envelope, kind: kind("order-delivered"), orderId: id }, plain),
  fc.record(
    { ...envelope, kind: kind("consent-given", "consent-withdrawn"), channel, topic: text, source: text },
    plain,
  ),
  fc.record(
    { ...envelope, kind: kind("suppressed"), channel, address: text, cause: fc.constantFrom(...suppressionCauses) },
    plain,
  ),
  fc.record({ ...envelope, kind: kind("message-clicked", "message-delivered"), message: reference }, plain),
  fc.record({ ...envelope, kind: kind("message-released"), reservation: anyReservation, retryAt: anyInstant }, plain),
  fc.record(
    {
      ...envelope,
      kind: kind("message-dropped"),
      reservation: anyReservation,
      outcome: fc.constantFrom("failed" as const, "expired" as const, "withdrawn" as const),
    },
    plain,
  ),
  fc.record(
    {
      ...envelope,
      kind: kind("custom"),
      name: text,
      // What JSON can say; a negative zero is not among it.
      properties: fc.dictionary(
        text,
        fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value))),
        plain,
      ),
    },
    plain,
  ),
);
