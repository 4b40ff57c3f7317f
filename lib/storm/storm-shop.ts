import type { Channel } from "../../lambdas/domain/channel.ts";
import type { CustomerEvent, EventBody } from "../../lambdas/domain/event.ts";
import { type Chance, seededChance } from "../sample/chance.ts";

/** A customer as the storm made them up; the checks know them from here and not from the engine's profile. */
export interface StormCustomer {
  readonly customerId: string;
  readonly email: string;
  readonly phone: string;
  /** As the shop told it; it may be missing or nonsense. */
  readonly timeZone?: string;
  /** The channels the customer agreed to, for every topic. */
  readonly consents: readonly Channel[];
}

/** Something that happens while the storm is on. */
export type Happening = CustomerEvent & {
  /** The shop reports it again a day later, as a client does that got no answer. */
  readonly isRepeated: boolean;
};

export interface StormShop {
  readonly customers: readonly StormCustomer[];
  /** What lies behind when the clock starts. */
  readonly history: readonly CustomerEvent[];
  /** What is to come, in the order of its instants. */
  readonly happenings: readonly Happening[];
}

export interface ShopQuery {
  readonly seed: number;
  readonly customers: number;
  /** The clock's first instant, epoch milliseconds. */
  readonly startAt: number;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Longer than any storm takes to send its messages. */
const horizonDays = 90;

/** With one that does not exist and one that is not told: both mean the shop's own. */
const zones = [
  "Europe/London",
  "Europe/Berlin",
  "America/New_York",
  "America/Los_Angeles",
  "Asia/Shanghai",
  "Asia/Kathmandu",
  "Australia/Sydney",
  "Mars/Olympus",
  "",
] as const;

/** Shares of a customer's ways to be reached. */
const consentsOf = (chance: Chance): readonly Channel[] => {
  const draw = chance.next();
  if (draw < 0.66) return ["email"];
  if (draw < 0.8) return ["email", "sms"];
  return draw < 0.95 ? ["sms"] : [];
};

/** The addresses of the mailbox simulator bounce and complain. They are few: a shop with many is stopped by its provider. */
const emailOf = (customerId: string, index: number): string => {
  if (index % 1_500 === 7) return `complaint+${customerId}@simulator.amazonses.com`;
  return index % 90 === 5 ? `bounce+${customerId}@simulator.amazonses.com` : `${customerId}@example.com`;
};

/** Numbers whose owner sent STOP to the network: it refuses every text to them. */
export const isStopped = (phone: string): boolean => phone.endsWith("77");

const customerOf = (index: number, chance: Chance): StormCustomer => {
  const customerId = `storm-${String(index).padStart(6, "0")}`;
  const timeZone = chance.pick(zones);
  return {
    customerId,
    email: emailOf(customerId, index),
    phone: `+4477${String(10_000_000 + index)}`,
    ...(timeZone !== "" && { timeZone }),
    consents: consentsOf(chance),
  };
};

type Maker = (at: number, eventId: string, body: EventBody) => CustomerEvent;

const makerFor =
  (customerId: string): Maker =>
  (at, eventId, body) => ({ customerId, eventId, occurredAt: at, receivedAt: at, ...body });

export const orderBody = (customerId: string, number: number | string): EventBody => ({
  kind: "order-placed",
  orderId: `${customerId}-order-${number}`,
  amount: 30,
  lines: [{ productId: "tea", quantity: 1, unitPrice: 30 }],
});

/** Whole hours, so that very many fall due at the same instant. */
const onTheHour = (at: number): number => at - (at % hourMs);

/** Orders from the first one on, each some days after the one before; who has gone quiet places no more. */
const ordersOf = (chance: Chance, { startAt }: ShopQuery): readonly number[] => {
  const isQuiet = chance.happens(0.4);
  const last = onTheHour(startAt - chance.between(3, 20) * dayMs - chance.between(0, 23) * hourMs);
  const before = chance.happens(0.7) ? [last - chance.between(8, 16) * dayMs] : [];
  const later: number[] = [];
  const gap = chance.between(6, 11);
  for (let at = last + gap * dayMs; !isQuiet && at < startAt + horizonDays * dayMs; ) {
    if (at > startAt) later.push(at);
    at += (gap + chance.between(-1, 2)) * dayMs;
  }
  return [...before, last, ...later];
};

const identityOf = (customer: StormCustomer, make: Maker, at: number): readonly CustomerEvent[] => {
  const { email, phone, timeZone } = customer;
  const traits = { email, phone, firstName: "Ada", ...(timeZone !== undefined && { timeZone }) };
  const consents = customer.consents.map((channel) =>
    make(at, `consent-${channel}`, { kind: "consent-given", channel, topic: "all", source: "storm" }),
  );
  return [make(at, "identified", { kind: "identified", traits }), ...consents];
};

/** A tenth opts out of a channel at some moment, half of these of promotions only. */
const optOutsOf = (customer: StormCustomer, make: Maker, chance: Chance, startAt: number): readonly CustomerEvent[] => {
  const [channel] = customer.consents;
  if (channel === undefined || !chance.happens(0.1)) return [];
  const at = onTheHour(startAt + chance.between(1, 40) * dayMs + chance.between(0, 23) * hourMs);
  const topic = chance.happens(0.5) ? "all" : "promotion";
  return [make(at, "opt-out", { kind: "consent-withdrawn", channel, topic, source: "storm" })];
};

/** The same seed makes the same people and the same happenings. */
export const createStormShop = (q: ShopQuery): StormShop => {
  const chance = seededChance(q.seed);
  const customers = Array.from({ length: q.customers }, (_, index) => customerOf(index, chance));
  const events = customers.flatMap((customer) => {
    const make = makerFor(customer.customerId);
    const orders = ordersOf(chance, q).map((at, number) =>
      make(at, `order-${number}`, orderBody(customer.customerId, number)),
    );
    return [
      ...identityOf(customer, make, q.startAt - 60 * dayMs),
      ...orders,
      ...optOutsOf(customer, make, chance, q.startAt),
    ];
  });
  const happenings = events
    .filter(({ occurredAt }) => occurredAt > q.startAt)
    .map((event) => ({ ...event, isRepeated: chance.happens(0.05) }))
    .sort((a, b) => a.occurredAt - b.occurredAt);
  return { customers, history: events.filter(({ occurredAt }) => occurredAt <= q.startAt), happenings };
};
