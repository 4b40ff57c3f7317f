import type { StormRecord } from "../storm-record.ts";
import type { Happening } from "../storm-shop.ts";
import { grouped, iso } from "./sightings.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

type Order = { readonly customerId: string; readonly at: number; readonly isNews: boolean };

const ordersOf = ({ shop, told }: StormRecord): Map<string, Order[]> => {
  const news = told.map(({ happening }): Happening => happening);
  const placed = [
    ...shop.history.map((event) => ({ event, isNews: false })),
    ...news.map((event) => ({ event, isNews: true })),
  ];
  const orders = placed.flatMap(({ event: { kind, customerId, occurredAt }, isNews }) =>
    kind === "order-placed" ? [{ customerId, at: occurredAt, isNews }] : [],
  );
  return grouped(orders, ({ customerId }) => customerId);
};

/** Looks of a step that ended it: reserved, held out, or skipped for good. */
const finalLooks = ({ decided }: StormRecord): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const { customerId, looks } of decided) {
    for (const { stepId, until } of looks) {
      const place = `${customerId} ${stepId}`;
      if (until === undefined) counts.set(place, (counts.get(place) ?? 0) + 1);
    }
  }
  return counts;
};

/** Silences that lasted, with the deadline of their message behind them, until the next order or the end. */
const silences = (orders: readonly Order[], record: StormRecord): number => {
  const { dormantDays, sendWithinHours } = record.settings.campaigns["dormant-wake-up"];
  const sorted = orders.map(({ at }) => at).sort((a, b) => a - b);
  return sorted.filter((at, index) => {
    const over = at + dormantDays * dayMs + (sendWithinHours + 24) * hourMs;
    return at + dormantDays * dayMs > record.startedAt && over < (sorted[index + 1] ?? record.endedAt);
  }).length;
};

/** Orders of the storm whose care message has its deadline behind it. */
const deliveries = (orders: readonly Order[], record: StormRecord): number => {
  const { days, assumedDeliveryDays, sendWithinHours } = record.settings.campaigns["post-delivery-care"];
  const overMs = (days + assumedDeliveryDays) * dayMs + (sendWithinHours + 24) * hourMs;
  return orders.filter(({ at, isNews }) => isNews && at + overMs < record.endedAt).length;
};

/**
 * Everybody who fell due was looked at to an end, told from their orders alone: who was silent for so long has a look at
 * the first wake-up, who ordered has one at the care message. And nobody is due still.
 */
export const forgottenCustomers = (record: StormRecord): string[] => {
  const looked = finalLooks(record);
  const missing = [...ordersOf(record)].flatMap(([customerId, orders]) =>
    [
      { step: "return-gift", expected: silences(orders, record) },
      { step: "care-check", expected: deliveries(orders, record) },
    ].flatMap(({ step, expected }) => {
      const found = looked.get(`${customerId} ${step}`) ?? 0;
      return found < expected
        ? [`${customerId} fell due ${expected} times for ${step} and was looked at ${found} times`]
        : [];
    }),
  );
  const still = record.customers.flatMap(({ customerId, dueAt }) =>
    dueAt !== undefined && dueAt <= record.endedAt ? [`${customerId} is due since ${iso(dueAt)}`] : [],
  );
  return [...missing, ...still];
};

/** Each order and each click was folded once: the figures are those of what was made up and of what was clicked. */
export const wrongFolds = (record: StormRecord): string[] => {
  const orders = ordersOf(record);
  const clicks = grouped(record.clicks, (address) => address);
  const emails = new Map(record.shop.customers.map(({ customerId, email }) => [customerId, email]));
  return record.customers.flatMap(({ customerId, ...found }) => {
    const count = orders.get(customerId)?.length ?? 0;
    const clicked = clicks.get(emails.get(customerId) ?? "")?.length ?? 0;
    const isRight = found.orders === count && found.revenue === 30 * count && found.clicks === clicked;
    return isRight
      ? []
      : [
          `${customerId}: ${found.orders} orders (${found.revenue}), ${found.clicks} clicks; told ${count} and ${clicked}`,
        ];
  });
};
