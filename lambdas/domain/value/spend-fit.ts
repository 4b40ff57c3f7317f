import { type Estimated, estimate } from "./estimate.ts";
import { type SpendHistory, type SpendParameters, saysSomething, spendLogLikelihood } from "./gamma-gamma.ts";

export interface SpendFit extends Omit<Estimated<"p" | "q" | "v">, "parameters"> {
  readonly name: "gamma-gamma";
  readonly parameters: SpendParameters;
  /** Customers with repeat orders that were paid for. */
  readonly customers: number;
}

/** Below this the shapes come from elsewhere, and only the level from the shop. */
const enoughSpenders = 100;

/** How much orders of one customer and customers differ, where a shop cannot say: between the two in docs/value-model.md. */
const usualShape = { p: 4, excess: 2 };

/**
 * The spend per order over the means of customers with repeat orders. Nothing for a shop without a paid order: there is no usual
 * level of spend. `level` is the mean amount of all the shop's orders, used while few came back.
 */
export const fitSpend = (histories: readonly SpendHistory[], level: number | undefined): SpendFit | undefined => {
  const spenders = histories.filter(saysSomething);
  const mean = spenders.length > 0 ? meanOf(spenders) : level;
  if (mean === undefined || !(mean > 0)) return undefined;
  const names = ["p", "excess", "v"] as const;
  const fit = estimate({
    names,
    // q is 1 + excess, so that the shop's mean is finite.
    logLikelihood: ({ p, excess, v }) => spendLogLikelihood(spenders, { p, q: 1 + excess, v }),
    priors: {
      p: { centre: usualShape.p, spread: 0.5 },
      excess: { centre: usualShape.excess, spread: 0.5 },
      v: { centre: (mean * usualShape.excess) / usualShape.p, spread: 1 },
    },
    ...(spenders.length < enoughSpenders && {
      thin: `${spenders.length} customers with paid repeat orders; ${enoughSpenders} are needed`,
    }),
  });
  const { p, excess, v } = fit.parameters;
  const { excess: error, ...others } = fit.standardErrors ?? {};
  return {
    ...fit,
    name: "gamma-gamma",
    parameters: { p, q: 1 + excess, v },
    ...(fit.standardErrors && error !== undefined && { standardErrors: { ...others, q: error } }),
    customers: spenders.length,
  };
};

const meanOf = (spenders: readonly SpendHistory[]): number => {
  const orders = spenders.reduce((sum, one) => sum + one.orders, 0);
  return spenders.reduce((sum, { orders: own, mean }) => sum + own * mean, 0) / orders;
};
