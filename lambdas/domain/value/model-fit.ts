import type { DropoutKind } from "./dropout-model.ts";

/** What parameters rest on: the shop's data, what other shops were like, or both. */
export type Basis = "fitted" | "mixed" | "prior";

/** What every fit says of itself. */
export interface FitNotes {
  readonly basis: Basis;
  /** Why the basis is what it is. */
  readonly reason: string;
  /** The log-likelihood of the shop's data alone, with times in weeks. 0 where there are none. */
  readonly logLikelihood: number;
  /** By parameter; absent when the data do not tell the parameters apart, and for a prior. */
  readonly standardErrors?: Readonly<Record<string, number>>;
  readonly converged: boolean;
}

/** `BG/NBD`, `MBG/CNBD-2`: the published names. */
export const modelName = ({ dropsAtFirst, regularity }: DropoutKind): string =>
  `${dropsAtFirst ? "MBG" : "BG"}/${regularity === 1 ? "NBD" : `CNBD-${regularity}`}`;

/**
 * The Bayesian information criterion: lower is better, and each estimated number costs the logarithm of how many customers were seen.
 */
export const bicOf = (logLikelihood: number, estimated: number, customers: number): number =>
  -2 * logLikelihood + estimated * Math.log(Math.max(1, customers));

/** The regularity is chosen by the data as well, and counts as one more number as soon as it is not 1. */
export const estimatedNumbers = ({ regularity }: DropoutKind): number => (regularity === 1 ? 4 : 5);
