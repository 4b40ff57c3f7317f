// A forecast against what came: everything is fitted on the log as it was some days before its end, and the orders of those days are
// compared with it. The rules of thumb that a shop would use without a model stand beside it.
import {
  type CustomerBase,
  fitCustomerBase,
  fitPareto,
  type ParetoFit,
} from "../../lambdas/domain/value/customer-base.ts";
import { orderChances } from "../../lambdas/domain/value/dropout-forecast.ts";
import type { DropoutModel } from "../../lambdas/domain/value/dropout-model.ts";
import type { PurchaseHistory } from "../../lambdas/domain/value/history.ts";
import { paretoExpectedOrders } from "../../lambdas/domain/value/pareto-nbd.ts";
import { type CustomerDays, historiesOf, historyFor, seenUntil } from "./order-days.ts";
import { areaUnderCurve, calibration, type Errors, errorsOf, type Group, meansOf, type Outcome } from "./scores.ts";

export interface ForecastCheck {
  /** The last day that the fit saw, and the days after it that were forecast. */
  readonly fittedUntil: number;
  readonly heldBackDays: number;
  readonly customers: number;
  readonly chosen: string;
  readonly methods: readonly (Errors & { readonly method: string })[];
  /** Of a score that is no forecast: who ordered last. */
  readonly aucByRecency?: number;
  /** By repeat orders so far; the last group holds those with seven and more. */
  readonly byFrequency: readonly (Group & {
    readonly repeats: string;
    /** The mean that BG/NBD and Pareto/NBD expect: the two of which others have published such a table. */
    readonly references: Readonly<Record<string, number>>;
  })[];
  /** Tenths of the customers by their predicted chance of another order. */
  readonly calibration: readonly Group[];
}

interface Seen extends PurchaseHistory {
  readonly actual: number;
}

type Predict = (history: PurchaseHistory) => Pick<Outcome, "expected" | "score">;

const referenceModels: readonly string[] = ["BG/NBD", "Pareto/NBD"];
const tenths = 10;
const mostFrequency = 7;
/** The rule that shops use: whoever was silent for this long is gone. */
const silentWeeks = 180 / 7;

export const checkForecast = (all: readonly CustomerDays[], until: number, heldBackDays: number): ForecastCheck => {
  const fittedUntil = until - heldBackDays;
  const seen = seenUntil(all, fittedUntil);
  const histories = historiesOf(seen, fittedUntil);
  const base = fitCustomerBase(histories);
  const outcomes = outcomesOf(all, seen, { fittedUntil, until });
  const horizon = heldBackDays / 7;
  const chosen = judge(outcomes, byModel(base.chosen, horizon));
  const methods = methodsOf(base, fitPareto(histories), horizon);
  const references = methods
    .map(([method, predict]) => [method.replace(" (chosen)", ""), predict] as const)
    .filter(([method]) => referenceModels.includes(method))
    .map(([method, predict]) => [method, judge(outcomes, predict)] as const);
  const aucByRecency = areaUnderCurve(outcomes.map(({ recency, age, actual }) => ({ score: recency - age, actual })));
  return {
    fittedUntil,
    heldBackDays,
    customers: outcomes.length,
    chosen: base.chosen.name,
    methods: methods.map(([method, predict]) => ({
      method,
      ...errorsOf(judge(outcomes, predict)),
    })),
    ...(aucByRecency !== undefined && { aucByRecency }),
    byFrequency: byFrequency(outcomes, chosen, references),
    calibration: calibration(chosen, tenths),
  };
};

/** Customers whom the fit saw, with the days on which they ordered afterwards. */
const outcomesOf = (
  all: readonly CustomerDays[],
  seen: readonly CustomerDays[],
  { fittedUntil, until }: { readonly fittedUntil: number; readonly until: number },
): readonly Seen[] => {
  const later = new Map(
    all.map(({ customerId, days }) => [customerId, days.filter(({ day }) => day > fittedUntil && day <= until).length]),
  );
  return seen.map((customer) => ({
    ...historyFor(customer, fittedUntil),
    actual: later.get(customer.customerId) ?? 0,
  }));
};

const judge = (outcomes: readonly Seen[], predict: Predict): readonly Outcome[] => {
  const known = new Map<string, Pick<Outcome, "expected" | "score">>();
  return outcomes.map((outcome) => {
    const key = `${outcome.repeats} ${outcome.recency} ${outcome.age}`;
    const said = known.get(key) ?? predict(outcome);
    known.set(key, said);
    return { ...said, actual: outcome.actual };
  });
};

const byModel =
  (model: DropoutModel, horizon: number): Predict =>
  (history) => {
    const chances = orderChances(model, history, horizon);
    return { expected: chances.reduce((sum, chance) => sum + chance, 0), score: chances[0] ?? 0 };
  };

const sameRate = ({ repeats, age }: PurchaseHistory, horizon: number): number =>
  age > 0 ? (repeats / age) * horizon : 0;

const methodsOf = (
  base: CustomerBase,
  pareto: ParetoFit | undefined,
  horizon: number,
): readonly (readonly [string, Predict])[] => [
  [`${base.chosen.name} (chosen)`, byModel(base.chosen, horizon)],
  ...base.fits
    .filter((fit) => fit !== base.chosen && fit.regularity === 1)
    .map((fit): readonly [string, Predict] => [fit.name, byModel(fit, horizon)]),
  ...(pareto === undefined ? [] : [paretoMethod(pareto, horizon)]),
  [
    "same rate as before",
    (history) => {
      const expected = sameRate(history, horizon);
      return { expected, score: expected };
    },
  ],
  [
    "180-day rule",
    (history) => {
      const isAlive = history.age - history.recency <= silentWeeks;
      return { expected: isAlive ? sameRate(history, horizon) : 0, score: isAlive ? 1 : 0 };
    },
  ],
];

const paretoMethod = ({ name, parameters }: ParetoFit, horizon: number): readonly [string, Predict] => [
  name,
  (history) => {
    const expected = paretoExpectedOrders(parameters, history, horizon);
    return { expected, score: expected };
  },
];

type Judged = readonly (readonly [string, readonly Outcome[]])[];

const byFrequency = (
  outcomes: readonly Seen[],
  chosen: readonly Outcome[],
  references: Judged,
): ForecastCheck["byFrequency"] =>
  Array.from({ length: mostFrequency + 1 }, (_, frequency) => {
    const belongs = (_: unknown, index: number): boolean =>
      Math.min(outcomes[index]?.repeats ?? 0, mostFrequency) === frequency;
    const expectedIn = (judged: readonly Outcome[]) =>
      meansOf(
        judged.filter(belongs),
        ({ expected }) => expected,
        ({ actual }) => actual,
      );
    return {
      repeats: frequency === mostFrequency ? `${frequency}+` : String(frequency),
      ...expectedIn(chosen),
      references: Object.fromEntries(references.map(([name, judged]) => [name, expectedIn(judged).predicted])),
    };
  });
