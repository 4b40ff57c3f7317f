import type { CustomerEvent, OrderLine } from "../../lambdas/domain/event.ts";
import type { Chance } from "./chance.ts";
import { products, type SampleProduct } from "./products.ts";

const dayMs = 86_400_000;
/** Since then one product is in fashion. */
const fashionMs = 90 * dayMs;

export interface Shopping {
  readonly customerId: string;
  /** Epoch milliseconds: the first order, and the end of the history. */
  readonly joinedAt: number;
  readonly endAt: number;
}

/** What somebody buys, and how. */
interface Habits {
  /** Again and again, most of them together. Empty: somebody who buys a present. */
  readonly staples: readonly SampleProduct[];
  readonly equipment: readonly SampleProduct[];
  readonly isCoffee: boolean;
  readonly gapDays: number;
  readonly stopChance: number;
  /** Of their orders, those with a discount; 0 to 1. */
  readonly discounts: number;
}

const named = (...ids: readonly string[]): readonly SampleProduct[] =>
  products.filter(({ productId }) => ids.includes(productId));
const ofKind = (kind: string): readonly SampleProduct[] => products.filter(({ category }) => category === kind);

const coffees = ofKind("coffee");
const teas = ofKind("tea");
/** Coffee is brewed with it through a filter. */
const kettle = "kettle-goose";
const besideCoffee = { filters: named("filter-v60"), oatDrink: named("oat-drink") };
const equipmentOf = { coffee: named("grinder-hand", kettle), tea: named("cup-double", kettle) };
const inFashion = named("bean-single");

/** Coffee goes with filters and oat drink, tea with tea; one in eight buys a present and is never seen again. */
const habitsOf = (chance: Chance): Habits => {
  const isCoffee = chance.happens(0.55);
  const kinds = Array.from({ length: chance.between(1, 2) }, () => chance.pick(isCoffee ? coffees : teas));
  const beside = [
    ...(isCoffee && chance.happens(0.4) ? besideCoffee.filters : []),
    ...(isCoffee && chance.happens(0.35) ? besideCoffee.oatDrink : []),
  ];
  const staples = chance.happens(0.12) ? [] : [...new Set([...kinds, ...beside])];
  return {
    staples,
    equipment: equipmentOf[isCoffee ? "coffee" : "tea"],
    isCoffee,
    gapDays: (Math.min(150, ...kinds.map((product) => product.lastsDays ?? 150)) + 6) * chance.around(0.5),
    stopChance: staples.length === 0 ? 1 : chance.pick([0.5, 0.2, 0.1, 0.05]),
    discounts: chance.pick([0, 0, 0, 0.1, 0.6]),
  };
};

/** Everybody has a rhythm of their own, and keeps it until the day they fall silent for good. */
export const orderEvents = (chance: Chance, { customerId, joinedAt, endAt }: Shopping): CustomerEvent[] => {
  const habits = habitsOf(chance);
  const events: CustomerEvent[] = [];
  let at = joinedAt;
  while (at < endAt) {
    events.push(...orderAndDelivery(chance, { customerId, at, endAt, number: events.length, habits }));
    if (chance.happens(habits.stopChance)) break;
    at += Math.round(habits.gapDays * chance.around(0.35) * dayMs);
  }
  return events;
};

interface OrderInput {
  readonly customerId: string;
  readonly at: number;
  readonly endAt: number;
  readonly number: number;
  readonly habits: Habits;
}

const inPence = (amount: number): number => Math.round(amount * 100) / 100;

const orderAndDelivery = (chance: Chance, order: OrderInput): CustomerEvent[] => {
  const { customerId, at, endAt, number, habits } = order;
  const orderId = `${customerId}-${number + 1}`;
  const lines = linesOf(chance, order);
  const whole = lines.reduce((sum, line) => sum + line.quantity * line.unitPrice, 0);
  const discount = chance.happens(habits.discounts) ? inPence(whole * 0.1) : 0;
  const placed = { customerId, occurredAt: at, receivedAt: at };
  const deliveredAt = at + chance.between(1, 5) * dayMs + chance.between(0, 10) * 3_600_000;
  const delivered = { customerId, occurredAt: deliveredAt, receivedAt: deliveredAt };
  const event: CustomerEvent = {
    ...{
      ...placed,
      eventId: `order-${orderId}`,
      kind: "order-placed",
      orderId,
      amount: inPence(whole - discount),
      lines,
    },
    ...(discount > 0 && { discount }),
  };
  if (deliveredAt >= endAt) return [event];
  return [event, { ...delivered, eventId: `delivered-${orderId}`, kind: "order-delivered", orderId }];
};

const linesOf = (chance: Chance, { habits, number, at, endAt }: OrderInput): OrderLine[] => {
  const { staples, equipment, isCoffee } = habits;
  const usual = staples.filter(() => chance.happens(0.75));
  const bought = staples.length === 0 || chance.happens(number === 0 ? 0.25 : 0.02) ? [chance.pick(equipment)] : [];
  const withKettle =
    isCoffee && bought.some(({ productId }) => productId === kettle) && chance.happens(0.7) ? besideCoffee.filters : [];
  const fashion = isCoffee && at > endAt - fashionMs && chance.happens(0.4) ? inFashion : [];
  const [first] = staples;
  const all = [...usual, ...bought, ...withKettle, ...fashion];
  return [...new Set(all.length === 0 && first !== undefined ? [first] : all)].map((product) =>
    lineOf(chance, product),
  );
};

const lineOf = (chance: Chance, { productId, name, category, unitPrice }: SampleProduct): OrderLine => ({
  productId,
  name,
  category,
  unitPrice,
  quantity: chance.happens(0.2) ? 2 : 1,
});
