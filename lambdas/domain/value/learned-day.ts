import * as z from "zod";
import { dayMs } from "../limits.ts";
import { tiers } from "../tier.ts";
import type { ShopReport } from "./shop-report.ts";

const orders = z.number().min(0).optional();

/** The key figures of one day's learning, for the whole shop. */
export const learnedDaySchema = z.strictObject({
  /** Of the shop, YYYY-MM-DD. */
  day: z.string(),
  customers: z.number().describe("Of the shop, about."),
  sampled: z.number(),
  alive: z.number().describe("Customers who will order again some day."),
  /** Orders that the customers known on that day were then expected to place within so many days. */
  orders30: orders,
  orders90: orders,
  /** Orders of the last 30 or 90 days by customers known before them: what came of the forecast made then. */
  came30: orders,
  came90: orders,
  /** Shares of all customers. */
  tiers: z.partialRecord(z.enum(tiers), z.number()),
});
export type LearnedDay = z.infer<typeof learnedDaySchema>;

export const learnedDayOf = (report: ShopReport, day: string): LearnedDay => {
  const { from: sampled, figures, lookBack } = report;
  const scale = sampled.customers === 0 ? 0 : sampled.of / sampled.customers;
  const buyers = sampled.buyers * scale;
  const came = (days: number) => lookBack.find((one) => one.days === days)?.actual;
  const [came30, came90] = [came(30), came(90)];
  return {
    day,
    customers: sampled.of,
    sampled: sampled.customers,
    alive: rounded(figures.alive.value * buyers),
    orders30: rounded(figures.orders30.value * buyers),
    orders90: rounded(figures.orders90.value * buyers),
    ...(came30 !== undefined && { came30: rounded(came30 * scale) }),
    ...(came90 !== undefined && { came90: rounded(came90 * scale) }),
    tiers: Object.fromEntries(
      report.tiers.tiers.flatMap(({ tier, share }) => (share.value > 0 ? [[tier, rounded(share.value)]] : [])),
    ),
  };
};

const rounded = (value: number): number => Number(value.toPrecision(5));

/** One entry a day, the latest of it, oldest day first. */
export const withDay = (history: readonly LearnedDay[], entry: LearnedDay, daysKept: number): readonly LearnedDay[] =>
  [...history.filter(({ day }) => day !== entry.day), entry].sort((a, b) => (a.day < b.day ? -1 : 1)).slice(-daysKept);

export interface ForecastAgainstActual {
  /** The day of the forecast. */
  readonly day: string;
  readonly days: 30 | 90;
  readonly forecast: number;
  readonly came: number;
}

/** Every forecast that has come due, beside what came. */
export const againstActual = (history: readonly LearnedDay[], days: 30 | 90): readonly ForecastAgainstActual[] => {
  const byDay = new Map(history.map((entry) => [entry.day, entry]));
  return history.flatMap((entry) => {
    const later = byDay.get(new Date(Date.parse(entry.day) + days * dayMs).toISOString().slice(0, 10));
    const forecast = entry[`orders${days}`];
    const came = later?.[`came${days}`];
    return forecast === undefined || came === undefined ? [] : [{ day: entry.day, days, forecast, came }];
  });
};
