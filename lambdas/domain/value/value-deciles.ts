import { expectedSpend } from "./expected-spend.ts";
import type { SampledCustomer } from "./sampled-customer.ts";
import { type Sampled, sampledOf } from "./sampling.ts";
import type { ShopModels } from "./shop-models.ts";

/** A tenth of the customers by what the models expect them to spend in the next twelve months, in the shop's currency. */
export interface ValueDecile {
  /** 1 is the best tenth. */
  readonly decile: number;
  readonly customers: number;
  /** Per customer. */
  readonly expected: number;
  /** The standard error of that mean: how far it would be elsewhere in another sample, the models being what they are. */
  readonly standardError: number;
  /** Of all that is expected; 0 to 1. */
  readonly share: number;
}

export interface ValueDeciles {
  readonly sampled: Sampled;
  /** Customers who ordered. */
  readonly buyers: number;
  readonly basis: ShopModels["customers"]["basis"];
  /** Why it rests on that. */
  readonly reason: string;
  /** None while nothing is known of the shop's spend. */
  readonly deciles: readonly ValueDecile[];
}

const tenths = 10;

export const valueDeciles = (customers: readonly SampledCustomer[], models: ShopModels, now: number): ValueDeciles => {
  const expected = customers.flatMap(({ profile }) => expectedSpend(models, profile.orders, now) ?? []);
  const { basis, reason } = models.customers;
  const head = { sampled: sampledOf(customers), buyers: expected.length, basis, reason };
  if (expected.length < tenths) return { ...head, deciles: [] };
  expected.sort((a, b) => b - a);
  const whole = expected.reduce((sum, value) => sum + value, 0);
  const cut = (tenth: number): number => Math.round((tenth * expected.length) / tenths);
  return {
    ...head,
    deciles: Array.from({ length: tenths }, (_, index) =>
      decileOf(index + 1, expected.slice(cut(index), cut(index + 1)), whole),
    ),
  };
};

const decileOf = (decile: number, values: readonly number[], whole: number): ValueDecile => {
  const sum = values.reduce((total, value) => total + value, 0);
  const mean = sum / values.length;
  const scatter = values.reduce((total, value) => total + (value - mean) ** 2, 0);
  return {
    decile,
    customers: values.length,
    expected: mean,
    standardError: Math.sqrt(scatter / Math.max(1, values.length - 1) / values.length),
    share: whole === 0 ? 1 / tenths : sum / whole,
  };
};
