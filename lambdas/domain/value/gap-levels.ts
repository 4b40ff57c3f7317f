// How far apart things of a group are, as figures that add up: so that a sample can be taken in parts, in any order.

/** Over logarithms of gaps, or of what else is compared. */
export interface LogFigures {
  readonly count: number;
  readonly sum: number;
  readonly squares: number;
}

export const noFigures: LogFigures = { count: 0, sum: 0, squares: 0 };

export const withValue = ({ count, sum, squares }: LogFigures, value: number): LogFigures => ({
  count: count + 1,
  sum: sum + value,
  squares: squares + value * value,
});

export const together = (a: LogFigures, b: LogFigures): LogFigures => ({
  count: a.count + b.count,
  sum: a.sum + b.sum,
  squares: a.squares + b.squares,
});

export const meanOf = ({ count, sum }: LogFigures): number => (count === 0 ? 0 : sum / count);

/** The sum of squared distances from the mean. */
const scatterOf = ({ count, sum, squares }: LogFigures): number =>
  count === 0 ? 0 : Math.max(0, squares - (sum * sum) / count);

/** How much values differ inside groups and how much the groups' means differ beyond that. Both are variances. */
export interface Spread {
  readonly within: number;
  readonly between: number;
}

/**
 * The usual estimate for groups of unequal size (analysis of variance), where groups are compared within their family only: customers
 * of one product, products of one kind. `usual` stands in while there are too few values: it counts as `usualWeight` of them would.
 */
export const spreadOf = (families: readonly (readonly LogFigures[])[], usual: Spread): Spread => {
  let [inside, outside, free, others, size] = [0, 0, 0, 0, 0];
  for (const groups of families) {
    const all = groups.reduce(together, noFigures);
    const own = groups.reduce((sum, group) => sum + scatterOf(group), 0);
    inside += own;
    outside += scatterOf(all) - own;
    free += all.count - groups.length;
    others += groups.length - 1;
    size += all.count - groups.reduce((sum, { count }) => sum + count ** 2, 0) / all.count;
  }
  const within = (inside + usualWeight * usual.within) / (free + usualWeight);
  const excess = Math.max(0, outside - others * within);
  return { within, between: (excess + usualWeight * usual.between) / (size + usualWeight) };
};

const usualWeight = 20;

/** How much a group's own mean counts against its parent's: the less, the fewer values and the more chance in them. */
export const weightOf = ({ count }: LogFigures, { within, between }: Spread): number =>
  (count * between) / (count * between + within);

/** A group's mean drawn toward what its parent says. */
export const shrunkMean = (figures: LogFigures, parent: number, spread: Spread): number =>
  parent + weightOf(figures, spread) * (meanOf(figures) - parent);

/** The variance that is left of a group's mean after it was drawn toward its parent. */
export const doubtOf = (figures: LogFigures, spread: Spread): number =>
  spread.between * (1 - weightOf(figures, spread));
