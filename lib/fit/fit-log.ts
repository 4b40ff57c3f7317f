// Fits all models to an order log and says of each customer what the chosen one expects.
import { isoDateOf } from "../../lambdas/domain/civil-date.ts";
import {
  type CustomerBase,
  type DropoutFit,
  fitCustomerBase,
  fitPareto,
  type ParetoFit,
} from "../../lambdas/domain/value/customer-base.ts";
import { aliveProbability, expectedOrders, nextOrderQuantile } from "../../lambdas/domain/value/dropout-forecast.ts";
import { expectedSpend } from "../../lambdas/domain/value/gamma-gamma.ts";
import { type Histories, repeatersOf, repeatsOf } from "../../lambdas/domain/value/history.ts";
import { fitSpend, type SpendFit } from "../../lambdas/domain/value/spend-fit.ts";
import { type CustomerDays, historiesOf, historyFor, repeatSpendOf } from "./order-days.ts";

export interface LogFit {
  /** The last day that was seen. */
  readonly until: number;
  readonly customers: number;
  readonly repeatBuyers: number;
  readonly repeatOrders: number;
  readonly base: CustomerBase;
  readonly pareto: ParetoFit | undefined;
  readonly spend: SpendFit | undefined;
}

/** Whoever fits gets told how far it is. */
export type OnProgress = (line: string) => void;

export const fitLog = (customers: readonly CustomerDays[], until: number, onProgress: OnProgress): LogFit => {
  const histories = historiesOf(customers, until);
  onProgress(`${customers.length} customers until ${isoDateOf(until)}: fitting`);
  const base = fitCustomerBase(histories);
  onProgress(`${base.chosen.name} was chosen: ${base.why}`);
  return {
    until,
    ...sizeOf(histories),
    base,
    pareto: fitPareto(histories),
    spend: fitSpend(customers.map(repeatSpendOf), meanOrder(customers)),
  };
};

const sizeOf = (histories: Histories): Pick<LogFit, "customers" | "repeatBuyers" | "repeatOrders"> => ({
  customers: histories.customers,
  repeatBuyers: repeatersOf(histories),
  repeatOrders: repeatsOf(histories),
});

const meanOrder = (customers: readonly CustomerDays[]): number | undefined => {
  const amounts = customers.flatMap(({ days }) => days.map(({ amount }) => amount));
  return amounts.length === 0 ? undefined : amounts.reduce((sum, amount) => sum + amount, 0) / amounts.length;
};

/** A row of `customers.csv`. Recency and age in weeks. */
export interface CustomerRow {
  readonly customerId: string;
  readonly repeats: number;
  readonly recency: number;
  readonly age: number;
  readonly alive: number;
  /** One for each horizon. */
  readonly expected: readonly number[];
  /** The median date of the next order of somebody alive; nothing beyond a thousand years. */
  readonly nextOrder?: string;
  readonly expectedSpend?: number;
}

/** Customers who look the same are reckoned once. */
export const customerRows = (
  customers: readonly CustomerDays[],
  { until, base, spend }: LogFit,
  horizonDays: readonly number[],
): readonly CustomerRow[] => {
  const known = new Map<string, Pick<CustomerRow, "alive" | "expected" | "nextOrder">>();
  return customers.map((customer) => {
    const history = historyFor(customer, until);
    const key = `${history.repeats} ${history.recency} ${history.age}`;
    const forecast = known.get(key) ?? forecastOf(base.chosen, history, { until, horizonDays });
    known.set(key, forecast);
    return {
      customerId: customer.customerId,
      ...history,
      ...forecast,
      ...(spend && { expectedSpend: expectedSpend(spend.parameters, repeatSpendOf(customer)) }),
    };
  });
};

const forecastOf = (
  model: DropoutFit,
  history: ReturnType<typeof historyFor>,
  { until, horizonDays }: { readonly until: number; readonly horizonDays: readonly number[] },
): Pick<CustomerRow, "alive" | "expected" | "nextOrder"> => {
  const weeks = nextOrderQuantile(model, history, 0.5);
  return {
    alive: aliveProbability(model, history),
    expected: horizonDays.map((days) => expectedOrders(model, history, days / 7)),
    ...(Number.isFinite(weeks) && { nextOrder: isoDateOf(until + Math.round(weeks * 7)) }),
  };
};

const cell = (value: number | undefined, digits: number): string =>
  value === undefined ? "" : String(Number(value.toFixed(digits)));

/** An id may hold anything that the order log held in quotes. */
const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

export function* customerLines(rows: readonly CustomerRow[], horizonDays: readonly number[]): Generator<string> {
  const expected = horizonDays.map((days) => `expected_orders_${days}d`);
  yield ["customer_id", "repeat_orders", "recency_weeks", "age_weeks", "p_alive", ...expected]
    .concat("next_order_if_alive", "expected_spend_per_order")
    .join(",");
  for (const row of rows) {
    const cells = [quoted(row.customerId), String(row.repeats), cell(row.recency, 4), cell(row.age, 4)];
    cells.push(cell(row.alive, 6), ...row.expected.map((orders) => cell(orders, 6)));
    yield [...cells, row.nextOrder ?? "", cell(row.expectedSpend, 2)].join(",");
  }
}
