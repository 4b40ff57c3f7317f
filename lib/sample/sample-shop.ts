import type { CustomerEvent, OrderLine, Traits } from "../../lambdas/domain/event.ts";
import type { SettingsInput } from "../../lambdas/domain/settings.ts";
import { type Chance, seededChance } from "./chance.ts";
import { type Region, regions } from "./people.ts";
import { products, type SampleProduct } from "./products.ts";

const dayMs = 86_400_000;
const usualCustomers = 500;
const historyDays = 548;
/** How many British mobile numbers are kept for fiction; a large shop gives each to several people. */
const fictionalNumbers = 1000;

export interface SampleShopInput {
  readonly seed: number;
  /** Epoch milliseconds at which the history ends. */
  readonly endAt: number;
  readonly customers?: number | undefined;
}

export interface SampleShop {
  readonly settings: SettingsInput;
  /** In the order in which they happened, the last one before `endAt`. */
  readonly events: readonly CustomerEvent[];
}

/**
 * A tea and coffee shop, small unless told otherwise, with 18 months of orders that end at `endAt` (epoch milliseconds).
 * Everybody has a rhythm of their own; some bought once, some fell silent, so each campaign finds somebody. Addresses
 * and numbers come from ranges reserved for fiction.
 */
export const sampleShop = ({ seed, endAt, customers = usualCustomers }: SampleShopInput): SampleShop => {
  const chance = seededChance(seed);
  const events = Array.from({ length: customers }, (_, index) => customerEvents(chance, index, endAt)).flat();
  return {
    settings,
    events: events.sort((a, b) => a.occurredAt - b.occurredAt || (a.eventId < b.eventId ? -1 : 1)),
  };
};

const settings: SettingsInput = {
  shop: {
    name: "Copper Kettle",
    timeZone: "Europe/London",
    locale: "en",
    currency: "GBP",
    postalAddress: "Copper Kettle, 12 Canal Street, Leeds LS1 0AA, United Kingdom",
  },
  senders: { emailFrom: "Copper Kettle <hello@copper-kettle.example>", smsSenderId: "CopperKetl" },
  holdOut: { percent: 5, salt: "sample" },
  campaigns: {
    "dormant-wake-up": { shopUrl: "https://copper-kettle.example" },
    "repurchase-reminder": { shopUrl: "https://copper-kettle.example" },
    "post-delivery-care": { shopUrl: "https://copper-kettle.example" },
  },
};

const customerEvents = (chance: Chance, index: number, endAt: number): readonly CustomerEvent[] => {
  const customerId = `c-${String(index + 1).padStart(4, "0")}`;
  const joinedAt = endAt - Math.floor((0.02 + 0.98 * chance.next()) * historyDays * dayMs);
  const region = pickRegion(chance);
  const identity = identityEvents(chance, { customerId, index, region, joinedAt });
  return [...identity, ...orderEvents(chance, { customerId, joinedAt, endAt })];
};

const pickRegion = (chance: Chance): Region => {
  const draw = chance.next() * 100;
  let upTo = 0;
  const found = regions.find((region) => {
    upTo += region.share;
    return draw < upTo;
  });
  return found ?? chance.pick(regions);
};

interface Identity {
  readonly customerId: string;
  readonly index: number;
  readonly region: Region;
  readonly joinedAt: number;
}

const identityEvents = (chance: Chance, { customerId, index, region, joinedAt }: Identity): CustomerEvent[] => {
  const at = { customerId, occurredAt: joinedAt, receivedAt: joinedAt };
  const consent = (channel: "email" | "sms"): CustomerEvent => ({
    ...at,
    eventId: `${customerId}-consent-${channel}`,
    kind: "consent-given",
    channel,
    topic: "all",
    source: "checkout",
    evidence: "Ticked at checkout: “Send me offers and reminders”.",
  });
  const traits = traitsOf(chance, { index, region });
  return [
    { ...at, eventId: `${customerId}-identified`, kind: "identified", traits },
    ...(chance.happens(0.9) ? [consent("email")] : []),
    ...(traits.phone !== undefined && chance.happens(0.6) ? [consent("sms")] : []),
  ];
};

const traitsOf = (chance: Chance, { index, region }: { readonly index: number; readonly region: Region }): Traits => ({
  email: `customer${index + 1}@example.com`,
  ...(chance.happens(0.5) && { phone: `+447700900${String(index % fictionalNumbers).padStart(3, "0")}` }),
  firstName: chance.pick(region.firstNames),
  lastName: chance.pick(region.lastNames),
  timeZone: region.timeZone,
  language: region.language,
  country: region.country,
});

interface Shopping {
  readonly customerId: string;
  readonly joinedAt: number;
  readonly endAt: number;
}

/** Buys the same two or three things again and again, until the day they fall silent for good. */
const orderEvents = (chance: Chance, { customerId, joinedAt, endAt }: Shopping): CustomerEvent[] => {
  const favourites = Array.from({ length: chance.between(1, 3) }, () => chance.pick(products));
  const gapDays = (Math.min(...favourites.map((product) => product.lastsDays ?? 150)) + 6) * chance.around(0.5);
  const stopChance = chance.pick([0.5, 0.2, 0.1, 0.05]);
  const events: CustomerEvent[] = [];
  let at = joinedAt;
  while (at < endAt) {
    events.push(...orderAndDelivery(chance, { customerId, at, endAt, number: events.length, favourites }));
    if (chance.happens(stopChance)) break;
    at += Math.round(gapDays * chance.around(0.35) * dayMs);
  }
  return events;
};

interface OrderInput {
  readonly customerId: string;
  readonly at: number;
  readonly endAt: number;
  readonly number: number;
  readonly favourites: readonly SampleProduct[];
}

const orderAndDelivery = (
  chance: Chance,
  { customerId, at, endAt, number, favourites }: OrderInput,
): CustomerEvent[] => {
  const orderId = `${customerId}-${number + 1}`;
  const lines = linesOf(chance, favourites);
  const amount = Math.round(lines.reduce((sum, line) => sum + line.quantity * line.unitPrice, 0) * 100) / 100;
  const placed = { customerId, occurredAt: at, receivedAt: at };
  const deliveredAt = at + chance.between(1, 5) * dayMs + chance.between(0, 10) * 3_600_000;
  const delivered = { customerId, occurredAt: deliveredAt, receivedAt: deliveredAt };
  const order: CustomerEvent = { ...placed, eventId: `order-${orderId}`, kind: "order-placed", orderId, amount, lines };
  if (deliveredAt >= endAt) return [order];
  return [order, { ...delivered, eventId: `delivered-${orderId}`, kind: "order-delivered", orderId }];
};

const linesOf = (chance: Chance, favourites: readonly SampleProduct[]): OrderLine[] =>
  [...new Set([chance.pick(favourites), chance.pick(favourites)])].map(({ productId, name, category, unitPrice }) => ({
    productId,
    name,
    category,
    unitPrice,
    quantity: chance.happens(0.2) ? 2 : 1,
  }));
