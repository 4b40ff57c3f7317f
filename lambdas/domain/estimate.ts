/** How many of all customers something holds for, told from a sample. */
export interface Estimate {
  /** Rounded to what the sample can tell; exact when the sample is everybody. */
  readonly about: number;
  /** Nineteen times in twenty the true number lies from `least` to `most`. */
  readonly least: number;
  readonly most: number;
  /** Half the distance between them; 0 when exact. */
  readonly plusMinus: number;
}

export interface SampleCount {
  /** Customers in the sample for whom it holds. */
  readonly hits: number;
  readonly size: number;
  /** How many customers there are. */
  readonly of: number;
  /** True when the sample is everybody. */
  readonly whole: boolean;
}

/** Standard deviations that hold nineteen of twenty. */
export const z = 1.96;

/**
 * Wilson's interval, which stays honest where few or nearly all are hit, with the sample's size corrected for the share of all
 * customers it already is: who was seen needs no guessing.
 */
const wilson = ({ hits, size, of }: SampleCount): { readonly low: number; readonly high: number } => {
  const share = hits / size;
  const worth = of > size ? (size * (of - 1)) / (of - size) : Number.POSITIVE_INFINITY;
  if (worth === Number.POSITIVE_INFINITY) return { low: share, high: share };
  const pull = (z * z) / worth;
  const middle = (share + pull / 2) / (1 + pull);
  const half = (z * Math.sqrt((share * (1 - share)) / worth + pull / (4 * worth))) / (1 + pull);
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
};

/** 10 for ± 276, 1 for ± 20: further digits would be made up. */
export const stepFor = (plusMinus: number): number =>
  plusMinus < 100 ? 1 : 10 ** (Math.floor(Math.log10(plusMinus)) - 1);

export const estimateOf = (count: SampleCount): Estimate => {
  const { hits, size, whole } = count;
  const of = Math.max(count.of, size);
  if (whole || size === of) return { about: hits, least: hits, most: hits, plusMinus: 0 };
  // Nobody was seen, so nobody knows.
  if (size === 0) return { about: 0, least: 0, most: of, plusMinus: Math.ceil(of / 2) };
  const { low, high } = wilson({ hits, size, of, whole });
  // What was seen is there, whatever the formula says.
  const least = Math.max(hits, Math.floor(of * low));
  const most = Math.min(of - (size - hits), Math.ceil(of * high));
  const half = Math.ceil((most - least) / 2);
  const step = stepFor(half);
  const plusMinus = Math.ceil(half / step) * step;
  const about = Math.min(most, Math.max(least, Math.round((of * hits) / size / step) * step));
  return { about: hits === 0 ? 0 : about, least, most, plusMinus };
};
