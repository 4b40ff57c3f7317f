import listed from "./cost-prices.json" with { type: "json" };

/** A price with its date and source. What has no price with a source is not listed, and no bill counts it. */
export interface Price {
  readonly usd: number;
  /** So many units for that price. */
  readonly per: number;
  readonly unit: string;
  /** Other prices beyond so many units in a month; in rising order. */
  readonly above?: readonly { readonly from: number; readonly usd: number }[];
  readonly asOf: string;
  readonly source: string;
}

export type PriceName = keyof (typeof listed)["prices"];

export const priceRegion: string = listed.region;
export const prices: Readonly<Record<PriceName, Price>> = listed.prices;

/** US dollars for so many units in one month. */
export const priced = (name: PriceName, units: number): number => {
  const { usd, per, above = [] }: Price = prices[name];
  const steps = [{ from: 0, usd }, ...above];
  const sum = steps.reduce((total, step, index) => {
    const end = Math.min(units, steps[index + 1]?.from ?? units);
    return total + Math.max(0, end - step.from) * step.usd;
  }, 0);
  return sum / per;
};
