// How far an estimate from a sample may be off what all customers would show. The sample is divided into groups at random, each
// group is left out in turn, and what is estimated from the rest differs as much as chance makes it differ. That works for
// anything that can be estimated, a model's parameters and what follows from them included, and needs no formula for it.

/** Two times in three, what all customers would show is no further from the value than the error. */
export interface SampleEstimate {
  readonly value: number;
  /** The standard error; 0 when the sample was everybody. */
  readonly error: number;
}

export interface Jackknife<One, Name extends string> {
  readonly sample: readonly One[];
  /** How many there are, the sample included. */
  readonly of: number;
  readonly groups: number;
  readonly estimate: (some: readonly One[]) => Readonly<Record<Name, number>>;
  /** What the whole sample says, where it is known already. */
  readonly all?: Readonly<Record<Name, number>>;
}

export const jackknife = <One, Name extends string>({
  sample,
  of,
  groups,
  estimate,
  all = estimate(sample),
}: Jackknife<One, Name>): Readonly<Record<Name, SampleEstimate>> => {
  const share = unseenShare(sample.length, of);
  const parts = share === 0 ? [] : leftOut(sample, groups).map(estimate);
  const estimates = Object.entries<number>(all).map(([name, value]) => {
    const error = Math.sqrt(share * spreadOf(parts.map((part) => part[name as Name])));
    return [name, { value, error }] as const;
  });
  return Object.fromEntries(estimates) as Record<Name, SampleEstimate>;
};

/** Who was seen is no longer chance: of a sample that is half of all, only the other half can surprise. */
const unseenShare = (seen: number, of: number): number => (seen >= of ? 0 : 1 - seen / of);

/** Neighbours in the sample come from the same part of the table and go to different groups. */
const leftOut = <One>(sample: readonly One[], groups: number): readonly (readonly One[])[] => {
  const count = Math.min(groups, sample.length);
  return Array.from({ length: count < 2 ? 0 : count }, (_, group) =>
    sample.filter((_one, place) => place % count !== group),
  );
};

/** The variance of the estimate from all groups together. */
const spreadOf = (estimates: readonly number[]): number => {
  if (estimates.length === 0) return 0;
  const mean = estimates.reduce((sum, value) => sum + value, 0) / estimates.length;
  const squares = estimates.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return ((estimates.length - 1) / estimates.length) * squares;
};
