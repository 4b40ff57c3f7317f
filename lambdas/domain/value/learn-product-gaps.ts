// What a shop's customers show of how long products last: see product-gap.ts, which uses it.
import { type LogFigures, noFigures, type Spread, spreadOf, withValue } from "./gap-levels.ts";
import {
  lengthening,
  logCadence,
  logGap,
  logPieces,
  type ProductGap,
  type ProductGapModel,
  usualSpread,
} from "./product-gap.ts";

const productOf = ({ productId }: ProductGap): string => productId;
const pairOf = ({ customerId, productId }: ProductGap): string => `${customerId}\n${productId}`;

export const learnProductGaps = (gaps: readonly ProductGap[]): ProductGapModel => {
  const usualQuantity = figuresBy(gaps, productOf, ({ quantity }) => logPieces(quantity));
  const known = gaps.filter(({ cadenceDays }) => cadenceDays !== undefined);
  const cadences = known.reduce((figures, gap) => withValue(figures, logCadence(gap)), noFigures);
  const effects = {
    usualQuantity,
    cadences,
    perQuantity: slopeWithin(groupsOf(gaps, pairOf), ({ quantity }) => logPieces(quantity), proportion),
    perCadence: slopeWithin(groupsOf(known, productOf), logCadence, indifference),
  };
  const comparable = (gap: ProductGap): number => logGap(gap) - lengthening(effects, gap);
  const products = figuresBy(gaps, productOf, comparable);
  const categories = figuresBy(gaps, ({ category }) => category, comparable);
  return {
    ...effects,
    shop: gaps.reduce((figures, gap) => withValue(figures, comparable(gap)), noFigures),
    categories,
    products,
    categoryOf: new Map(
      gaps.flatMap(({ productId, category }) => (category === undefined ? [] : [[productId, category]])),
    ),
    spreads: {
      categories: spreadIn(gaps, { family: () => "", group: ({ category }) => category, comparable }),
      products: spreadIn(gaps, { family: ({ category = "" }) => category, group: productOf, comparable }),
      customers: spreadIn(gaps, { family: productOf, group: pairOf, comparable }),
    },
  };
};

interface Comparison {
  readonly family: (gap: ProductGap) => string;
  /** Absent: the gap belongs to no group. */
  readonly group: (gap: ProductGap) => string | undefined;
  readonly comparable: (gap: ProductGap) => number;
}

const spreadIn = (gaps: readonly ProductGap[], { family, group, comparable }: Comparison): Spread =>
  spreadOf(
    groupsOf(gaps, family)
      .map((some) => [...figuresBy(some, group, comparable).values()])
      .filter(({ length }) => length > 0),
    usualSpread,
  );

const figuresBy = (
  gaps: readonly ProductGap[],
  keyOf: (gap: ProductGap) => string | undefined,
  comparable: (gap: ProductGap) => number,
): ReadonlyMap<string, LogFigures> => {
  const figures = new Map<string, LogFigures>();
  for (const gap of gaps) {
    const key = keyOf(gap);
    if (key !== undefined) figures.set(key, withValue(figures.get(key) ?? noFigures, comparable(gap)));
  }
  return figures;
};

const groupsOf = (
  gaps: readonly ProductGap[],
  keyOf: (gap: ProductGap) => string,
): readonly (readonly ProductGap[])[] => {
  const groups = new Map<string, ProductGap[]>();
  for (const gap of gaps) {
    const group = groups.get(keyOf(gap));
    if (group === undefined) groups.set(keyOf(gap), [gap]);
    else group.push(gap);
  }
  return [...groups.values()];
};

interface Belief {
  readonly effect: number;
  readonly variance: number;
}

/** "In proportion" and "no matter" before anything was seen, each give or take a half. */
const proportion: Belief = { effect: 1, variance: 0.25 };
const indifference: Belief = { effect: 0, variance: 0.25 };
const strongestEffect = 1.5;

/** The slope of gaps over something, among gaps of the same group, drawn toward what is believed. */
const slopeWithin = (
  groups: readonly (readonly ProductGap[])[],
  cause: (gap: ProductGap) => number,
  { effect, variance }: Belief,
): number => {
  let [scatter, joint, rest, free] = [0, 0, 0, 0];
  for (const group of groups) {
    if (group.length < 2) continue;
    const causes = centred(group.map(cause));
    const gaps = centred(group.map(logGap));
    for (const [index, value] of causes.entries()) {
      scatter += value * value;
      joint += value * (gaps[index] ?? 0);
      rest += (gaps[index] ?? 0) ** 2;
    }
    free += group.length - 1;
  }
  const noise = free === 0 ? usualSpread.within : Math.max(leastNoise, rest / free);
  const slope = (joint / noise + effect / variance) / (scatter / noise + 1 / variance);
  return Math.min(strongestEffect, Math.max(0, slope));
};

/** Gaps that fit without any scatter are too few to be believed that far. */
const leastNoise = 1e-6;

const centred = (values: readonly number[]): readonly number[] => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.map((value) => value - mean);
};
