import type { CustomerEvent } from "../../lambdas/domain/event.ts";
import { dayMs } from "../../lambdas/domain/limits.ts";
import { type Chance, seededChance } from "../sample/chance.ts";

export interface GeneratedOrders {
  readonly seed: number;
  /** The generation ends with the customer who reaches it, so a few more may come. */
  readonly orders: number;
  /** Epoch milliseconds: nobody orders at or after it. */
  readonly endAt: number;
  readonly days: number;
}

/**
 * Customers who tell their birthday, may have a club, and mostly consent to email. A quarter order once; the others every three weeks to every
 * half year until they fall silent.
 */
export function* generatedOrders({ seed, orders, endAt, days }: GeneratedOrders): Generator<CustomerEvent> {
  const chance = seededChance(seed);
  let made = 0;
  for (let customer = 1; made < orders; customer += 1)
    for (const event of historyOf(chance, `c-${String(customer).padStart(7, "0")}`, endAt - days * dayMs, endAt)) {
      if (event.kind === "order-placed") made += 1;
      yield event;
    }
}

function* historyOf(chance: Chance, customerId: string, startAt: number, endAt: number): Generator<CustomerEvent> {
  const at = startAt + Math.floor(chance.next() * (endAt - startAt));
  const traits = { email: `${customerId}@example.com`, country: chance.pick(["GB", "US", "JP"]) };
  const attributes = { birthday: birthday(chance), club: chance.pick(clubs) };
  yield {
    customerId,
    occurredAt: at,
    receivedAt: at,
    eventId: "identity",
    kind: "identified",
    traits,
    attributes,
  };
  if (chance.happens(0.85))
    yield {
      customerId,
      occurredAt: at,
      receivedAt: at,
      eventId: "consent",
      kind: "consent-given",
      channel: "email",
      topic: "all",
      source: "shop",
    };
  yield* ordersOf(chance, customerId, at, endAt);
}

/** As the benchmark's campaigns ask for. */
const clubs = ["lanterns", "spring-letter", "running-out", "none"];

const birthday = (chance: Chance): string =>
  `${chance.between(1950, 2004)}-${String(chance.between(1, 12)).padStart(2, "0")}-${String(chance.between(1, 28)).padStart(2, "0")}`;

function* ordersOf(chance: Chance, customerId: string, firstAt: number, endAt: number): Generator<CustomerEvent> {
  const gapDays = 20 + 160 * chance.next() ** 2;
  const stops = chance.pick([0.9, 0.3, 0.1, 0.05]);
  let at = firstAt;
  for (let number = 1; at < endAt; number += 1) {
    const quantity = chance.between(1, 3);
    const unitPrice = chance.between(4, 60);
    yield {
      customerId,
      eventId: `order-${customerId}-${number}`,
      occurredAt: at,
      receivedAt: at,
      kind: "order-placed",
      orderId: `${customerId}-${number}`,
      amount: quantity * unitPrice,
      lines: [{ productId: `p-${chance.between(1, 500)}`, quantity, unitPrice }],
    };
    if (chance.happens(stops)) return;
    at += Math.round(gapDays * chance.around(0.5) * dayMs);
  }
}
