import type { Channel } from "../../lambdas/domain/channel.ts";
import type { CustomerEvent, EventBody, Traits } from "../../lambdas/domain/event.ts";

/** Events of one customer, told as they happened. */
export const happened = (iso: string, body: EventBody, customerId = "c-1"): CustomerEvent => {
  const occurredAt = Date.parse(iso);
  return { customerId, eventId: `${body.kind}-${iso}`, occurredAt, receivedAt: occurredAt, ...body };
};

export const ordered = (iso: string, orderId = `order-${iso.slice(0, 10)}`, amount = 30): CustomerEvent =>
  happened(iso, {
    kind: "order-placed",
    orderId,
    amount,
    lines: [{ productId: "tea", quantity: 1, unitPrice: amount }],
  });

export const delivered = (iso: string, orderId: string): CustomerEvent =>
  happened(iso, { kind: "order-delivered", orderId });

export const identified = (iso: string, traits: Traits): CustomerEvent => happened(iso, { kind: "identified", traits });

export const consented = (iso: string, channel: Channel = "email", topic = "all"): CustomerEvent =>
  happened(iso, { kind: "consent-given", channel, topic, source: "test" });

export const withdrew = (iso: string, channel: Channel = "email", topic = "all"): CustomerEvent =>
  happened(iso, { kind: "consent-withdrawn", channel, topic, source: "test" });

/** A customer who can be reached by email, as most tests want one. */
export const reachable = (iso: string, traits: Traits = {}): CustomerEvent[] => [
  identified(iso, { email: "ada@example.com", ...traits }),
  consented(iso),
];
