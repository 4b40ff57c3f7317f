import type { Estimate, ShopReport } from "./report.ts";

const weekMs = 7 * 86_400_000;
const normal95 = 1.96;

/** How many of the shop's customers ever ordered: about, from the sample. */
export const buyersInShop = ({ customers, buyers, of }: ShopReport["from"]): number =>
  customers === 0 ? 0 : (of * buyers) / customers;

export const times = ({ value, low, high }: Estimate, factor: number): Estimate => ({
  value: value * factor,
  low: low * factor,
  high: high * factor,
});

export interface WeekAhead extends Estimate {
  /** Epoch milliseconds. */
  readonly from: number;
}

/**
 * Between which numbers each week's orders will lie. How far the expectation itself may be off is that of the 90 days: what makes one week
 * too high makes all of them too high. On top comes what chance does to a count.
 */
export const weeksAhead = ({ weeks, figures, from }: ShopReport): readonly WeekAhead[] => {
  const { value, low, high } = figures.orders90;
  const [below, above] = value > 0 ? [1 - low / value, high / value - 1] : [0, 0];
  return weeks.map((orders, week) => {
    const chance = normal95 ** 2 * orders;
    return {
      from: from.at + week * weekMs,
      value: orders,
      low: Math.max(0, orders - Math.sqrt((orders * below) ** 2 + chance)),
      high: orders + Math.sqrt((orders * above) ** 2 + chance),
    };
  });
};
