// Fits every customer-base model to what a shop's customers did, and chooses one.
import type { DropoutKind, DropoutModel } from "./dropout-model.ts";
import { dropoutLogLikelihood } from "./dropout-model.ts";
import { type Estimated, estimate, type Prior } from "./estimate.ts";
import { type Histories, repeatersOf } from "./history.ts";
import { bicOf, estimatedNumbers, type FitNotes, modelName } from "./model-fit.ts";
import { paretoLogLikelihood } from "./pareto-nbd.ts";

export interface DropoutFit extends DropoutModel, FitNotes {
  readonly name: string;
  readonly bic: number;
}

export interface ParetoFit extends Estimated<ParetoName> {
  readonly name: "Pareto/NBD";
  readonly bic: number;
}

export interface CustomerBase {
  readonly chosen: DropoutFit;
  /** Why it was chosen. */
  readonly why: string;
  /** All that were fitted, the chosen one included, by their names' order: BG before MBG, by regularity. */
  readonly fits: readonly DropoutFit[];
}

/** Steadier rhythms than this are as good as clockwork. */
export const maxRegularity = 6;

/** Below these the priors weigh in. With fewer repeat buyers than fifty, four numbers cannot be told apart. */
const enoughCustomers = 200;
const enoughRepeaters = 50;

const dropoutNames = ["r", "alpha", "a", "b"] as const;
type DropoutName = (typeof dropoutNames)[number];

const paretoNames = ["r", "alpha", "s", "beta"] as const;
type ParetoName = (typeof paretoNames)[number];

/**
 * What shops are like before anything is known of one: wide enough that a year of a small shop outweighs it. The centres lie
 * between the two real shops in docs/value-model.md; a mean gap between orders of some ten weeks for those who stay.
 */
export const dropoutPriors: Readonly<Record<DropoutName, Prior>> = {
  r: { centre: 0.5, spread: 0.7 },
  alpha: { centre: 7, spread: 0.8 },
  a: { centre: 0.4, spread: 0.8 },
  b: { centre: 2, spread: 0.8 },
};

const paretoPriors: Readonly<Record<ParetoName, Prior>> = {
  r: { centre: 0.7, spread: 0.7 },
  alpha: { centre: 10, spread: 0.8 },
  s: { centre: 0.5, spread: 0.8 },
  beta: { centre: 12, spread: 0.8 },
};

/** What is missing for parameters that rest on the shop's own data alone. */
const thinness = (histories: Histories): { readonly thin?: string } => {
  const repeaters = repeatersOf(histories);
  if (histories.customers >= enoughCustomers && repeaters >= enoughRepeaters) return {};
  return {
    thin: `${histories.customers} customers, ${repeaters} of them with repeat orders; ${enoughCustomers} and ${enoughRepeaters} are needed`,
  };
};

/** A fit of one model; `start` is where a related model ended. */
export const fitDropout = (histories: Histories, kind: DropoutKind, start?: DropoutModel["parameters"]): DropoutFit => {
  const name = modelName(kind);
  if (histories.customers === 0) return { ...priorFit(kind), name, bic: 0 };
  const fit = estimate({
    names: dropoutNames,
    priors: priorsFor(kind),
    logLikelihood: (parameters) => dropoutLogLikelihood(histories, { ...kind, parameters }),
    ...(start && { starts: [start] }),
    ...thinness(histories),
  });
  return { ...kind, ...fit, name, bic: bicOf(fit.logLikelihood, estimatedNumbers(kind), histories.customers) };
};

/** Of k stages each passes k times as fast. */
const priorsFor = ({ regularity }: DropoutKind): typeof dropoutPriors => {
  const { alpha } = dropoutPriors;
  return { ...dropoutPriors, alpha: { ...alpha, centre: alpha.centre / regularity } };
};

const priorFit = ({ dropsAtFirst, regularity }: DropoutKind): DropoutModel & FitNotes => {
  const { r, alpha, a, b } = priorsFor({ dropsAtFirst, regularity });
  return {
    dropsAtFirst,
    regularity,
    parameters: { r: r.centre, alpha: alpha.centre, a: a.centre, b: b.centre },
    basis: "prior",
    reason: "no customer was seen",
    logLikelihood: 0,
    converged: true,
  };
};

/** The reference; never chosen, because it knows no regularity and its forecasts cost more than they gain. */
export const fitPareto = (histories: Histories): ParetoFit | undefined => {
  if (histories.customers === 0) return undefined;
  const fit = estimate({
    names: paretoNames,
    priors: paretoPriors,
    logLikelihood: (parameters) => paretoLogLikelihood(histories, parameters),
    starts: [{ r: 0.7, alpha: 10, s: 0.5, beta: 12 }],
    ...thinness(histories),
  });
  return { ...fit, name: "Pareto/NBD", bic: bicOf(fit.logLikelihood, 4, histories.customers) };
};

/** Fits both families, and rhythms steadier than chance where the data can show them. */
export const fitCustomerBase = (histories: Histories): CustomerBase => {
  const most = histories.logGaps === undefined || thinness(histories).thin !== undefined ? 1 : maxRegularity;
  const fits = [false, true].flatMap((dropsAtFirst) => fitFamily(histories, dropsAtFirst, most));
  const chosen = fits.reduce((best, fit) => (fit.bic < best.bic ? fit : best));
  return { chosen, why: whyChosen(chosen, fits), fits };
};

/** Regularities in a row that may be worse than the best one before the search ends. */
const worseTried = 2;

/**
 * Each regularity begins where the one before it ended, with the rate of stages grown accordingly. The likelihood rises to one
 * regularity and falls from there on.
 */
const fitFamily = (histories: Histories, dropsAtFirst: boolean, most: number): readonly DropoutFit[] => {
  const fits: DropoutFit[] = [];
  for (let regularity = 1; regularity <= most; regularity += 1) {
    const best = Math.min(...fits.map(({ bic }) => bic));
    if (fits.length > worseTried && fits.slice(-worseTried).every(({ bic }) => bic > best)) break;
    const before = fits.at(-1)?.parameters;
    const start = before && { ...before, alpha: (before.alpha * (regularity - 1)) / regularity };
    fits.push(fitDropout(histories, { dropsAtFirst, regularity }, start));
  }
  return fits;
};

const whyChosen = (chosen: DropoutFit, fits: readonly DropoutFit[]): string => {
  if (chosen.basis === "prior") return "no customer was seen: what other shops are like";
  const next = fits.filter((fit) => fit !== chosen).sort((a, b) => a.bic - b.bic)[0];
  const lead = next === undefined ? "" : `, ${(next.bic - chosen.bic).toFixed(1)} below ${next.name}`;
  return `the lowest BIC (${chosen.bic.toFixed(1)}${lead}) of ${fits.length}`;
};
