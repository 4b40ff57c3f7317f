import type { CustomerEvent } from "../../lambdas/domain/event.ts";

const dayMs = 86_400_000;

/** A customer who may be written to by email, and placed the last order so many days ago. */
export const customerWith = (q: {
  readonly customerId: string;
  readonly now: number;
  readonly daysSinceOrder: number;
  readonly phone?: string;
  readonly timeZone?: string;
}): CustomerEvent[] => {
  const at = q.now - q.daysSinceOrder * dayMs;
  const envelope = (eventId: string) => ({ customerId: q.customerId, eventId, occurredAt: at, receivedAt: q.now });
  const traits = {
    email: `${q.customerId}@example.com`,
    firstName: "Ada",
    ...(q.phone !== undefined && { phone: q.phone }),
    ...(q.timeZone !== undefined && { timeZone: q.timeZone }),
  };
  const consent = { kind: "consent-given", topic: "all", source: "test" } as const;
  return [
    { ...envelope("identified"), kind: "identified", traits },
    { ...envelope("consent"), ...consent, channel: "email" },
    ...(q.phone === undefined ? [] : [{ ...envelope("consent-sms"), ...consent, channel: "sms" as const }]),
    {
      ...envelope("order"),
      kind: "order-placed",
      orderId: `order-of-${q.customerId}`,
      amount: 30,
      lines: [{ productId: "tea", quantity: 1, unitPrice: 30 }],
    },
  ];
};
