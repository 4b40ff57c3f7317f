// Would a reminder have come at the right time? For every purchase of a product that somebody made again on the days held back, the
// date is predicted as it would have been right after their purchase before, from what was known then.

import { expectedGapMs, gapsOf } from "../../lambdas/domain/cadence.ts";
import { dayMs } from "../../lambdas/domain/limits.ts";
import type { OrderFigures } from "../../lambdas/domain/profile.ts";
import { learnProductGaps } from "../../lambdas/domain/value/learn-product-gaps.ts";
import { gapBelief, nextPurchase, type ProductGapModel } from "../../lambdas/domain/value/product-gap.ts";
import type { CustomerDays } from "./order-days.ts";
import { type CadenceAt, gapsUntil, type ProductPurchases, type Purchase } from "./product-purchases.ts";

export interface ReminderCheck {
  /** Purchases of a product that the same customer had bought before. */
  readonly repeatPurchases: number;
  /** See `ProductGapModel`. */
  readonly perQuantity: number;
  readonly perCadence: number;
  readonly methods: readonly {
    readonly method: string;
    /** The share whose predicted day was at most a week off. */
    readonly withinAWeek: number;
    /** Half of them were further off, in days. */
    readonly medianDaysOff: number;
  }[];
}

interface Repeat {
  readonly whose: ProductPurchases;
  /** All up to the purchase that the prediction follows, oldest first. */
  readonly before: readonly Purchase[];
  readonly latest: Purchase;
  readonly gapDays: number;
}

const closeDays = 7;
const fixedDays = 30;
/** The defaults of the playbook repurchase-reminder. */
const cadencePrior = { priorGapDays: 60, priorWeight: 3 };

/** Nothing when no product was bought again on those days. */
export const checkReminders = (
  products: readonly ProductPurchases[],
  customers: readonly CustomerDays[],
  { fittedUntil, until }: { readonly fittedUntil: number; readonly until: number },
): ReminderCheck | undefined => {
  const cadenceAt = cadencesOf(customers, fittedUntil);
  const model = learnProductGaps(products.flatMap((one) => gapsUntil(one, fittedUntil, cadenceAt)));
  const repeats = products.flatMap((whose) => repeatsOf(whose, fittedUntil, until));
  if (repeats.length === 0) return undefined;
  const methods: readonly (readonly [string, (repeat: Repeat) => number])[] = [
    ["gaps of the product", (repeat) => predicted(model, repeat, cadenceAt)],
    ["gap between the customer's orders", ({ whose, latest }) => cadenceAt(whose.customerId, latest.day)],
    [`${fixedDays} days`, () => fixedDays],
  ];
  return {
    repeatPurchases: repeats.length,
    perQuantity: model.perQuantity,
    perCadence: model.perCadence,
    methods: methods.map(([method, predict]) => ({
      method,
      ...closeness(repeats.map((repeat) => Math.abs(predict(repeat) - repeat.gapDays))),
    })),
  };
};

const repeatsOf = (whose: ProductPurchases, fittedUntil: number, until: number): readonly Repeat[] =>
  whose.purchases.flatMap(({ day }, index) => {
    const before = whose.purchases.slice(0, index);
    const latest = before.at(-1);
    if (latest === undefined || day <= fittedUntil || day > until) return [];
    return [{ whose, before, latest, gapDays: day - latest.day }];
  });

const predicted = (model: ProductGapModel, { whose, before, latest }: Repeat, cadenceAt: CadenceAt): number => {
  const own = gapsUntil({ ...whose, purchases: before }, latest.day, cadenceAt);
  const cadenceDays = cadenceAt(whose.customerId, latest.day);
  return nextPurchase(gapBelief(model, { ...whose, quantity: latest.quantity, cadenceDays }, own), 0).median;
};

/** What campaigns without a product go by: the customer's mean gap at the end of a day, shrunk toward the shop's. */
const cadencesOf = (customers: readonly CustomerDays[], fittedUntil: number): CadenceAt => {
  const days = new Map(customers.map((customer) => [customer.customerId, customer.days.map(({ day }) => day)]));
  const shop = [...days.values()]
    .map((own) => gapsOf(figuresAt(own, fittedUntil)))
    .reduce(
      (sum, { gapCount, gapMsTotal }) => ({
        gapCount: sum.gapCount + gapCount,
        gapMsTotal: sum.gapMsTotal + gapMsTotal,
      }),
      { gapCount: 0, gapMsTotal: 0 },
    );
  return (customerId, day) => expectedGapMs(figuresAt(days.get(customerId) ?? [], day), shop, cadencePrior) / dayMs;
};

const figuresAt = (own: readonly number[], until: number): OrderFigures => {
  const seen = own.filter((day) => day <= until);
  const [first, last] = [seen[0], seen.at(-1)];
  if (first === undefined || last === undefined) return { count: 0, revenue: 0, recent: [] };
  return { count: seen.length, revenue: 0, recent: [], firstAt: first * dayMs, lastAt: last * dayMs };
};

const closeness = (daysOff: readonly number[]): { readonly withinAWeek: number; readonly medianDaysOff: number } => {
  const sorted = [...daysOff].sort((a, b) => a - b);
  return {
    withinAWeek: sorted.filter((days) => days <= closeDays).length / sorted.length,
    medianDaysOff: sorted[Math.floor(sorted.length / 2)] ?? 0,
  };
};
