import type { CustomerEvent } from "../../lambdas/domain/event.ts";
import type { SpendHistory } from "../../lambdas/domain/value/gamma-gamma.ts";
import {
  collapse,
  type Histories,
  historyOfDays,
  logGapsOfDays,
  type PurchaseHistory,
} from "../../lambdas/domain/value/history.ts";

/** A day on which somebody ordered, by the shop's calendar, and what the orders of that day came to. */
export interface OrderDay {
  /** Days since 1970-01-01. */
  readonly day: number;
  readonly amount: number;
}

export interface CustomerDays {
  readonly customerId: string;
  /** In ascending order, each day once. */
  readonly days: readonly OrderDay[];
}

export interface OrderDays {
  add(event: CustomerEvent): void;
  /** Everybody who ordered, by id. */
  customers(): readonly CustomerDays[];
}

/** Collects ordering days, and nothing else, so that a long log needs little room. Cancellations are events of their own. */
export const createOrderDays = (dayOf: (at: number) => number): OrderDays => {
  const customers = new Map<string, Map<number, number>>();
  return {
    add: (event) => {
      if (event.kind !== "order-placed") return;
      const days = customers.get(event.customerId) ?? new Map<number, number>();
      customers.set(event.customerId, days);
      const day = dayOf(event.occurredAt);
      days.set(day, (days.get(day) ?? 0) + event.amount);
    },
    customers: () =>
      [...customers]
        .map(([customerId, days]) => ({ customerId, days: sortedDays(days) }))
        .sort((a, b) => (a.customerId < b.customerId ? -1 : 1)),
  };
};

const sortedDays = (days: ReadonlyMap<number, number>): readonly OrderDay[] =>
  [...days].map(([day, amount]) => ({ day, amount })).sort((a, b) => a.day - b.day);

/** What was known at the end of a day: whoever ordered later for the first time is not there yet. */
export const seenUntil = (customers: readonly CustomerDays[], until: number): readonly CustomerDays[] =>
  customers.flatMap(({ customerId, days }) => {
    const seen = days.filter(({ day }) => day <= until);
    return seen.length === 0 ? [] : [{ customerId, days: seen }];
  });

export const lastDayOf = (customers: readonly CustomerDays[]): number | undefined =>
  customers.reduce<number | undefined>((latest, { days }) => {
    const last = days.at(-1)?.day;
    return last === undefined || (latest !== undefined && latest >= last) ? latest : last;
  }, undefined);

export const historyFor = ({ days }: CustomerDays, until: number): PurchaseHistory =>
  historyOfDays(
    days.map(({ day }) => day),
    until,
  );

export const historiesOf = (customers: readonly CustomerDays[], until: number): Histories => {
  const logGaps = customers.reduce((sum, { days }) => sum + logGapsOfDays(days.map(({ day }) => day)), 0);
  return collapse(
    customers.map((customer) => historyFor(customer, until)),
    logGaps,
  );
};

/** The repeat orders alone, as the published figures have it: a first order is often of another size. */
export const repeatSpendOf = ({ days }: CustomerDays): SpendHistory => {
  const repeats = days.slice(1);
  const total = repeats.reduce((sum, { amount }) => sum + amount, 0);
  return { orders: repeats.length, mean: repeats.length === 0 ? 0 : total / repeats.length };
};
