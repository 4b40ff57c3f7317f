// Any event of a customer, for property tests.
import * as fc from "fast-check";
import { type CustomerEvent, suppressionCauses } from "../../lambdas/domain/event.ts";
import {
  anyReservation,
  attributeValue,
  byName,
  caseSubject,
  plain,
  platform,
  productIds,
  traits,
} from "./arbitraries.ts";
import { anyInstant, campaignId, channel, count, id, messageKey, money, record, text } from "./arbitrary-parts.ts";

const envelope = { customerId: id, eventId: id, occurredAt: anyInstant, receivedAt: anyInstant };
const reference = fc.record({ messageKey, campaignId, stepId: campaignId, occurrence: id, channel }, plain);
const envelopeKeys = ["customerId", "eventId", "occurredAt", "receivedAt", "kind"] as const;
const line = record(
  { productId: id, quantity: fc.integer({ min: -50, max: 500 }), unitPrice: money, name: text, category: text },
  ["productId", "quantity", "unitPrice"],
);

const kind = <Kind extends string>(...kinds: readonly Kind[]) => fc.constantFrom(...kinds);

/** An event keeps whatever the shop said; the fold chooses. */
const anyAttributes = fc.oneof(
  byName(attributeValue),
  fc.constantFrom('{"__proto__":1}', '{"constructor":"x"}').map((json) => JSON.parse(json)),
);

/** Kinds that were added with campaigns as marketers think of them. */
const otherEvents = [
  fc.record({ ...envelope, kind: kind("visited") }, plain),
  fc.record({ ...envelope, kind: kind("product-viewed", "product-favourited"), productId: id, category: id }, plain),
  fc.record({ ...envelope, kind: kind("cart-updated"), items: count, value: money, products: productIds }, plain),
  fc.record({ ...envelope, kind: kind("review-posted"), reviewId: id, rating: fc.integer({ min: 1, max: 5 }) }, plain),
  fc.record({ ...envelope, kind: kind("case-opened"), caseId: id, subject: caseSubject }, plain),
  fc.record({ ...envelope, kind: kind("case-closed"), caseId: id, subject: caseSubject, outcome: text }, plain),
  fc.record({ ...envelope, kind: kind("device-registered"), endpoint: id, platform }, plain),
  fc.record({ ...envelope, kind: kind("device-removed"), endpoint: id }, plain),
  fc.record({ ...envelope, kind: kind("frequency-chosen"), perWeek: count }, plain),
  fc.record({ ...envelope, kind: kind("coupon-issued"), couponId: campaignId, code: id, campaignId }, plain),
] as fc.Arbitrary<CustomerEvent>[];

export const anyEvent: fc.Arbitrary<CustomerEvent> = fc.oneof(
  record({ ...envelope, kind: kind("identified"), traits, attributes: anyAttributes }, [
    ...envelopeKeys,
    "traits",
  ]) as fc.Arbitrary<CustomerEvent>,
  ...otherEvents,
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
