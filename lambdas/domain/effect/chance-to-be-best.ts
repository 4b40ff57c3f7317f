// How likely each of a few ways is to convert best, given what was seen. Each way's true share has a Beta distribution (Jeffreys'
// prior); the chance that one exceeds all others is an integral over one variable, taken on a grid. The grid is one of log-odds:
// there every density has a single peak and no pole, even with no conversion at all. Nothing is drawn at random, so the same counts
// give the same chances, byte for byte.

/** What is known of one way. Neither number need be whole. */
export interface Seen {
  readonly customers: number;
  readonly converted: number;
}

/** Jeffreys' prior: half a conversion and half a customer without one. */
const prior = 0.5;
/** A density e^-30 below its peak is nothing. */
const nothingBelow = 30;
const stepsEach = 1_200;

interface Curve {
  readonly peak: number;
  readonly low: number;
  readonly high: number;
  /** Of the log-odds; 0 at the peak. */
  logDensity(at: number): number;
}

const logistic = (at: number): number => 1 / (1 + Math.exp(-at));
/** log(1 + e^x) without overflow. */
const softplus = (at: number): number => Math.max(at, 0) + Math.log1p(Math.exp(-Math.abs(at)));

const curveOf = ({ customers, converted }: Seen): Curve => {
  const [alpha, beta] = [converted + prior, Math.max(0, customers - converted) + prior];
  const peak = Math.log(alpha / beta);
  const raw = (at: number): number => alpha * at - (alpha + beta) * softplus(at);
  const top = raw(peak);
  const logDensity = (at: number): number => raw(at) - top;
  const edge = (side: 1 | -1): number => {
    let reach = 1 / Math.sqrt((alpha + beta) * logistic(peak) * logistic(-peak));
    while (logDensity(peak + side * reach) > -nothingBelow) reach *= 1.25;
    return peak + side * reach;
  };
  return { peak, low: edge(-1), high: edge(1), logDensity };
};

/** Points of all curves together, so that each is seen as finely as it is narrow. */
const gridOf = (curves: readonly Curve[]): readonly number[] => {
  const points = curves.flatMap(({ low, high }) =>
    Array.from({ length: stepsEach + 1 }, (_, index) => low + ((high - low) * index) / stepsEach),
  );
  return [...new Set(points)].sort((a, b) => a - b);
};

interface Masses {
  /** Of each cell between two points. */
  readonly mass: readonly number[];
  /** Below the middle of each cell. */
  readonly below: readonly number[];
}

const massesOf = ({ logDensity }: Curve, grid: readonly number[]): Masses => {
  const density = grid.map((at) => Math.exp(logDensity(at)));
  const raw = density.slice(1).map((value, index) => {
    const width = (grid[index + 1] ?? 0) - (grid[index] ?? 0);
    return (width * (value + (density[index] ?? 0))) / 2;
  });
  const total = raw.reduce((sum, value) => sum + value, 0);
  let passed = 0;
  const mass = raw.map((value) => value / total);
  const below = mass.map((value) => {
    passed += value;
    return passed - value / 2;
  });
  return { mass, below };
};

/** In the order of what was seen; they add up to 1. */
export const chancesToBeBest = (seen: readonly Seen[]): readonly number[] => {
  const curves = seen.map(curveOf);
  const grid = gridOf(curves);
  const masses = curves.map((curve) => massesOf(curve, grid));
  const best = masses.map(({ mass }, own) =>
    mass.reduce((sum, value, cell) => {
      const beaten = masses.reduce((all, { below }, way) => (way === own ? all : all * (below[cell] ?? 0)), 1);
      return sum + value * beaten;
    }, 0),
  );
  const total = best.reduce((sum, chance) => sum + chance, 0);
  return best.map((chance) => chance / total);
};
