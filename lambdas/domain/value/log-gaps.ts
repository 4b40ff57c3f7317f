import { weekMs } from "./history.ts";
import type { SampledCustomer } from "./sampled-customer.ts";

/** A gap of less than a day is two orders of one purchase; its logarithm would weigh more than all others. */
const leastGapWeeks = 1 / 7;

/** Of customers who came back, the share whose gaps must be known. */
const knownEnough = 0.9;

/**
 * The sum of the logarithms of all gaps between orders, in weeks, by which regularity is told. Of somebody whose older orders
 * are not remembered, the gaps that are stand for all. Nothing when too many customers have none.
 */
export const logGapsOfSample = (customers: readonly SampledCustomer[]): number | undefined => {
  let [sum, known, unknown, repeats] = [0, 0, 0, 0];
  for (const { profile, orders } of customers) {
    const own = profile.orders.count - 1;
    if (own < 1) continue;
    const gaps = orders.slice(1).map(({ at }, index) => (at - (orders[index]?.at ?? at)) / weekMs);
    if (gaps.length === 0) {
      unknown += 1;
      repeats += own;
      continue;
    }
    const mean = gaps.reduce((total, gap) => total + Math.log(Math.max(leastGapWeeks, gap)), 0) / gaps.length;
    sum += own * mean;
    known += 1;
  }
  if (known === 0 || known / (known + unknown) < knownEnough) return undefined;
  const gapsKnown =
    customers.reduce((total, { profile }) => total + Math.max(0, profile.orders.count - 1), 0) - repeats;
  return sum + repeats * (sum / gapsKnown);
};
