// Estimates a few positive numbers by maximum likelihood, or toward a prior where the data are thin. The search goes over the
// logarithms: every parameter here is positive, and their likelihoods are nearly symmetric on that scale.
import { minimize } from "./minimize.ts";
import type { Basis, FitNotes } from "./model-fit.ts";
import { covarianceAt } from "./uncertainty.ts";

export type Numbers<Name extends string> = Readonly<Record<Name, number>>;

/** What a parameter is like elsewhere: its logarithm lies about `log(centre)`, give or take `spread`. */
export interface Prior {
  readonly centre: number;
  readonly spread: number;
}

export interface Estimation<Name extends string> {
  readonly names: readonly Name[];
  readonly logLikelihood: (parameters: Numbers<Name>) => number;
  readonly priors: Readonly<Record<Name, Prior>>;
  /** Where the search begins, besides the centres of the priors. */
  readonly starts?: readonly Numbers<Name>[];
  /** Absent when there are enough data; says what they lack otherwise, and the priors weigh in. */
  readonly thin?: string;
}

export interface Estimated<Name extends string> extends FitNotes {
  readonly parameters: Numbers<Name>;
}

/** A logarithm known no better than this is not known. */
const unknownError = 2;
/** Parameters beyond exp(±this) are never meant: the likelihood is flat there, and sums lose their digits. */
const farthest = 15;

export const estimate = <Name extends string>(estimation: Estimation<Name>): Estimated<Name> => {
  if (estimation.thin !== undefined) return search(estimation, "mixed", estimation.thin);
  const fitted = search(estimation, "fitted", "enough data");
  if (fitted.standardErrors !== undefined) return fitted;
  return search(estimation, "mixed", "the data do not tell the parameters apart");
};

const search = <Name extends string>(
  { names, logLikelihood, priors, starts = [] }: Estimation<Name>,
  basis: Basis,
  reason: string,
): Estimated<Name> => {
  const numbersAt = (at: readonly number[]): Numbers<Name> =>
    Object.fromEntries(names.map((name, index) => [name, Math.exp(at[index] ?? 0)])) as Record<Name, number>;
  const penalty = (at: readonly number[]): number => (basis === "fitted" ? 0 : distance(names, priors, at));
  const objective = (at: readonly number[]): number =>
    at.some((part) => Math.abs(part) > farthest)
      ? Number.POSITIVE_INFINITY
      : penalty(at) - logLikelihood(numbersAt(at));
  const centres = names.map((name) => Math.log(priors[name].centre));
  const minimum = minimize(objective, [
    ...starts.map((start) => names.map((name) => Math.log(start[name]))),
    ...(starts.length === 0 ? [centres, centres.map((centre) => centre - 1)] : []),
  ]);
  const parameters = numbersAt(minimum.at);
  const errors = errorsAt(objective, minimum.at);
  return {
    parameters,
    basis,
    reason,
    logLikelihood: logLikelihood(parameters),
    ...(errors && { standardErrors: errorsOf(names, parameters, errors) }),
    converged: minimum.converged,
  };
};

const distance = <Name extends string>(
  names: readonly Name[],
  priors: Readonly<Record<Name, Prior>>,
  at: readonly number[],
): number =>
  names.reduce((sum, name, index) => {
    const { centre, spread } = priors[name];
    return sum + (((at[index] ?? 0) - Math.log(centre)) / spread) ** 2 / 2;
  }, 0);

/** The standard errors of the logarithms, when all of them are known. */
const errorsAt = (
  objective: (at: readonly number[]) => number,
  at: readonly number[],
): readonly number[] | undefined => {
  const errors = covarianceAt(objective, at)?.map((row, index) => Math.sqrt(row[index] ?? Number.NaN));
  return errors?.every((error) => error <= unknownError) ? errors : undefined;
};

/** That of a parameter is that of its logarithm times the parameter, to first order. */
const errorsOf = <Name extends string>(
  names: readonly Name[],
  parameters: Numbers<Name>,
  errors: readonly number[],
): Readonly<Record<string, number>> =>
  Object.fromEntries(names.map((name, index) => [name, parameters[name] * (errors[index] ?? 0)]));
