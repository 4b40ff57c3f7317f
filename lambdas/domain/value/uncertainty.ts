import { type Objective, shifted } from "./minimize.ts";

const curvatureStep = 1e-3;

/**
 * The covariance of estimated numbers: the inverse of the curvature of the negative log-likelihood at its minimum. Nothing when
 * the data do not tell the numbers apart, so that the curvature is none in some direction.
 */
export const covarianceAt = (objective: Objective, at: readonly number[]): readonly (readonly number[])[] | undefined =>
  inverted(curvatureAt(objective, at));

/** The second derivatives by symmetric differences. */
const curvatureAt = (objective: Objective, at: readonly number[]): readonly (readonly number[])[] => {
  const here = objective(at);
  const step = curvatureStep;
  const along = (index: number): number =>
    (objective(shifted(at, index, step)) - 2 * here + objective(shifted(at, index, -step))) / step ** 2;
  const across = (i: number, j: number): number => {
    const both = (a: number, b: number): number => objective(shifted(shifted(at, i, a), j, b));
    return (both(step, step) - both(step, -step) - both(-step, step) + both(-step, -step)) / (4 * step ** 2);
  };
  return at.map((_, i) => at.map((_, j) => (i === j ? along(i) : across(Math.min(i, j), Math.max(i, j)))));
};

/** Less of a direction's curvature than this, once the others are accounted for, is the noise of differences. */
const noise = 1e-9;

/** By Cholesky's factors, which exist for a positive definite matrix only. */
const inverted = (matrix: readonly (readonly number[])[]): readonly (readonly number[])[] | undefined => {
  const factor = factorOf(matrix);
  if (factor === undefined) return undefined;
  const size = matrix.length;
  const columns = Array.from({ length: size }, (_, column) => solved(factor, column));
  return Array.from({ length: size }, (_, row) => columns.map((column) => column[row] ?? 0));
};

const factorOf = (matrix: readonly (readonly number[])[]): readonly (readonly number[])[] | undefined => {
  const factor: number[][] = [];
  for (const [i, row] of matrix.entries()) {
    const line: number[] = [];
    for (let j = 0; j <= i; j += 1) {
      const other = j === i ? line : (factor[j] ?? []);
      const rest = (row[j] ?? 0) - line.slice(0, j).reduce((sum, part, k) => sum + part * (other[k] ?? 0), 0);
      if (j === i && !(rest > noise * (row[i] ?? 0))) return undefined;
      line.push(j === i ? Math.sqrt(rest) : rest / (other[j] ?? 1));
    }
    factor.push(line);
  }
  return factor;
};

/** The column of the inverse: forward, then back. */
const solved = (factor: readonly (readonly number[])[], column: number): readonly number[] => {
  const size = factor.length;
  const at = (row: number, place: number): number => factor[row]?.[place] ?? 0;
  const forward: number[] = [];
  for (let i = 0; i < size; i += 1) {
    const known = forward.reduce((sum, value, k) => sum + at(i, k) * value, 0);
    forward.push(((i === column ? 1 : 0) - known) / at(i, i));
  }
  const result = new Array<number>(size).fill(0);
  for (let i = size - 1; i >= 0; i -= 1) {
    let rest = forward[i] ?? 0;
    for (let k = i + 1; k < size; k += 1) rest -= at(k, i) * (result[k] ?? 0);
    result[i] = rest / at(i, i);
  }
  return result;
};
