/** What a forecast said of a customer, and what came. */
export interface Outcome {
  /** Orders expected. */
  readonly expected: number;
  /** Higher for whoever is likelier to order again: a probability, or any number in that order. */
  readonly score: number;
  readonly actual: number;
}

export interface Errors {
  readonly expected: number;
  readonly actual: number;
  /** (expected − actual) / actual; absent when nobody ordered. */
  readonly totalError?: number;
  readonly meanAbsoluteError: number;
  readonly rootMeanSquareError: number;
  /** The chance that of two customers, one who came back and one who did not, the score tells who; a half is guessing. */
  readonly auc?: number;
}

export const errorsOf = (outcomes: readonly Outcome[]): Errors => {
  const sum = (of: (outcome: Outcome) => number): number => outcomes.reduce((total, one) => total + of(one), 0);
  const count = Math.max(1, outcomes.length);
  const expected = sum((one) => one.expected);
  const actual = sum((one) => one.actual);
  const auc = areaUnderCurve(outcomes);
  return {
    expected,
    actual,
    ...(actual > 0 && { totalError: (expected - actual) / actual }),
    meanAbsoluteError: sum((one) => Math.abs(one.expected - one.actual)) / count,
    rootMeanSquareError: Math.sqrt(sum((one) => (one.expected - one.actual) ** 2) / count),
    ...(auc !== undefined && { auc }),
  };
};

/** By ranks (Mann and Whitney); equal scores count half. Nothing when all came back, or none. */
export const areaUnderCurve = (outcomes: readonly Pick<Outcome, "score" | "actual">[]): number | undefined => {
  const sorted = [...outcomes].sort((a, b) => a.score - b.score);
  const returned = sorted.filter(({ actual }) => actual > 0).length;
  const lost = sorted.length - returned;
  if (returned === 0 || lost === 0) return undefined;
  let ranks = 0;
  for (let start = 0; start < sorted.length; ) {
    let end = start;
    while (end < sorted.length && sorted[end]?.score === sorted[start]?.score) end += 1;
    const tied = sorted.slice(start, end).filter(({ actual }) => actual > 0).length;
    ranks += tied * ((start + 1 + end) / 2);
    start = end;
  }
  return (ranks - (returned * (returned + 1)) / 2) / (returned * lost);
};

export interface Group {
  readonly customers: number;
  /** Means over the group. */
  readonly predicted: number;
  readonly actual: number;
}

/** Customers in groups of equal size by their predicted chance, and which share of each came back. */
export const calibration = (outcomes: readonly Outcome[], groups: number): readonly Group[] => {
  const sorted = [...outcomes].sort((a, b) => a.score - b.score);
  return Array.from({ length: groups }, (_, index) => {
    const from = Math.floor((index * sorted.length) / groups);
    const group = sorted.slice(from, Math.floor(((index + 1) * sorted.length) / groups));
    return meansOf(
      group,
      ({ score }) => score,
      ({ actual }) => (actual > 0 ? 1 : 0),
    );
  }).filter(({ customers }) => customers > 0);
};

export const meansOf = <One>(
  group: readonly One[],
  predicted: (one: One) => number,
  actual: (one: One) => number,
): Group => {
  const mean = (of: (one: One) => number): number =>
    group.reduce((sum, one) => sum + of(one), 0) / Math.max(1, group.length);
  return { customers: group.length, predicted: mean(predicted), actual: mean(actual) };
};
