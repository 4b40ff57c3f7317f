// Finds the lowest point of a smooth function of a few numbers. The functions here are negative log-likelihoods of four
// parameters, each a fraction of a millisecond to compute and without a written-down gradient. See decision 54.
//
// The method is BFGS: it walks downhill with a running estimate of the curvature, and takes the slope from symmetric differences.
// A likelihood can have flat valleys, so the walk is repeated from each start that is given, and the best end is taken.

export type Objective = (at: readonly number[]) => number;

export interface Minimum {
  readonly at: readonly number[];
  readonly value: number;
  /** False when the walk ended because its steps were used up. */
  readonly converged: boolean;
  readonly evaluations: number;
}

type Vector = readonly number[];
type Matrix = readonly Vector[];

const maxSteps = 200;
/** A slope this small relative to the value is the bottom: the differences are no more exact. */
const flatSlope = 1e-8;
/** A step that gains less than this part of the value, twice in a row, gains nothing more. */
const smallGain = 1e-13;
const differenceStep = 1e-5;
const shortestStep = 1e-12;
/** Parameters are logarithms: a step of 2 multiplies one by seven, and a longer one only leaves the region. */
const longestStep = 2;

/** The best of the walks from every start. A value that is no number counts as infinitely high. */
export const minimize = (objective: Objective, starts: readonly Vector[]): Minimum => {
  const ends = starts.map((start) => walk(objective, start));
  const best = ends.reduce((least, end) => (end.value < least.value ? end : least));
  return { ...best, evaluations: ends.reduce((sum, { evaluations }) => sum + evaluations, 0) };
};

const walk = (objective: Objective, start: Vector): Minimum => {
  let evaluations = 0;
  const valueAt: Objective = (at) => {
    evaluations += 1;
    const value = objective(at);
    return Number.isNaN(value) ? Number.POSITIVE_INFINITY : value;
  };
  let at = start;
  let value = valueAt(at);
  let slope = gradient(valueAt, at);
  let inverse = identity(start.length);
  let smallGains = 0;
  for (let step = 0; step < maxSteps; step += 1) {
    if (slope.every((part) => Math.abs(part) <= flatSlope * (1 + Math.abs(value))) || smallGains >= 2)
      return { at, value, converged: true, evaluations };
    const next = descend(valueAt, { at, value, slope }, directionOf(inverse, slope));
    if (next === undefined) return { at, value, converged: true, evaluations };
    smallGains = value - next.value < smallGain * Math.abs(value) ? smallGains + 1 : 0;
    const nextSlope = gradient(valueAt, next.at);
    inverse = updated(inverse, difference(next.at, at), difference(nextSlope, slope));
    at = next.at;
    value = next.value;
    slope = nextSlope;
  }
  return { at, value, converged: false, evaluations };
};

/** Downhill by the estimated curvature, or straight down when that estimate points up. */
const directionOf = (inverse: Matrix, slope: Vector): Vector => {
  const direction = inverse.map((row) => -dot(row, slope));
  const downhill = dot(direction, slope) < 0 ? direction : slope.map((part) => -part);
  const length = Math.max(...downhill.map(Math.abs));
  return length > longestStep ? downhill.map((part) => (part * longestStep) / length) : downhill;
};

interface Place {
  readonly at: Vector;
  readonly value: number;
  readonly slope: Vector;
}

/** The part of the promised fall that must be real. */
const enoughFall = 1e-4;

/** Halves the step until it leads down; nothing when no step does: then this is the bottom, as far as numbers can tell. */
const descend = (
  valueAt: Objective,
  { at, value, slope }: Place,
  direction: Vector,
): { readonly at: Vector; readonly value: number } | undefined => {
  const promised = dot(direction, slope);
  for (let length = 1; length > shortestStep; length /= 2) {
    const next = at.map((part, index) => part + length * (direction[index] ?? 0));
    const nextValue = valueAt(next);
    if (nextValue <= value + enoughFall * length * promised && nextValue < value) return { at: next, value: nextValue };
  }
  return undefined;
};

/** Symmetric differences. */
export const gradient = (objective: Objective, at: Vector): Vector =>
  at.map((_, index) => {
    const up = objective(shifted(at, index, differenceStep));
    const down = objective(shifted(at, index, -differenceStep));
    return (up - down) / (2 * differenceStep);
  });

export const shifted = (at: Vector, index: number, by: number): Vector =>
  at.map((part, place) => (place === index ? part + by : part));

const identity = (size: number): Matrix =>
  Array.from({ length: size }, (_, row) => Array.from({ length: size }, (_, column) => (row === column ? 1 : 0)));

const dot = (a: Vector, b: Vector): number => a.reduce((sum, part, index) => sum + part * (b[index] ?? 0), 0);

const difference = (a: Vector, b: Vector): Vector => a.map((part, index) => part - (b[index] ?? 0));

/** The BFGS update of the inverse curvature; left as it is where the step showed none. */
const updated = (inverse: Matrix, step: Vector, change: Vector): Matrix => {
  const curvature = dot(step, change);
  if (!(curvature > 1e-12 * Math.sqrt(dot(step, step) * dot(change, change)))) return inverse;
  const turned = inverse.map((row) => dot(row, change));
  const weight = (1 + dot(change, turned) / curvature) / curvature;
  return inverse.map((row, i) =>
    row.map((entry, j) => {
      const [si = 0, sj = 0, ti = 0, tj = 0] = [step[i], step[j], turned[i], turned[j]];
      return entry + weight * si * sj - (ti * sj + si * tj) / curvature;
    }),
  );
};
