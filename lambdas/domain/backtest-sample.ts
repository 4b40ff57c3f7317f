// A campaign over the histories of a random sample of customers, as an estimate for them all.
import { type CampaignBacktest, campaignBacktest, createBacktestTally, type Figure } from "./backtest.ts";
import { type BacktestStretch, type CustomerHistory, playCustomer } from "./backtest-customer.ts";
import type { Campaign } from "./campaign.ts";
import { type Estimate, stepFor, z } from "./estimate.ts";
import type { CustomerEvent } from "./event.ts";
import { dayMs } from "./limits.ts";
import { emptyProfile, type Profile } from "./profile.ts";
import type { Sample, SampledCustomer } from "./value/sampled-customer.ts";

export interface SampleBacktest extends CampaignBacktest<Estimate> {
  /** How many customers there are: about, unless `exact`. */
  readonly of: number;
  readonly sampleSize: number;
  readonly exact: boolean;
  /** Messages in a week, on average. */
  readonly perWeek: Estimate;
  /** False of a campaign that waits for something else than orders: the histories hold nothing else, so it shows too little. */
  readonly fromOrders: boolean;
}

export interface SampleBacktestQuestion extends BacktestStretch {
  readonly campaign: Campaign;
}

export const sampleBacktest = (sample: Sample, q: SampleBacktestQuestion): SampleBacktest => {
  const { campaign, from, until, rulesAt } = q;
  const tally = createBacktestTally();
  for (const customer of sample.customers) tally.add(playCustomer(historyOf(customer), q));
  const size = sample.customers.length;
  const read = (figure: Figure, digits: number): Estimate => sumEstimate(figure, { ...sample, size, digits });
  const { timeZone } = rulesAt(until).settings.shop;
  const sums = tally.sums();
  const weeks = Math.max(1, (until - from) / (7 * dayMs));
  const sent = sums.campaigns.get(campaign.id)?.get("sent") ?? { sum: 0, squares: 0 };
  return {
    ...campaignBacktest(sums, { campaignId: campaign.id, from, until, timeZone, read }),
    ...{ of: sample.of, sampleSize: size, exact: sample.whole },
    perWeek: read({ sum: sent.sum / weeks, squares: sent.squares / weeks ** 2 }, 0),
    fromOrders: isFromOrders(campaign),
  };
};

/**
 * Who somebody is and what they allowed is taken as it is today: nobody knows since when it was so. What they did is played
 * anew, from their orders.
 */
const historyOf = ({ profile, orders }: SampledCustomer): CustomerHistory => ({
  start: withoutHistory(profile),
  events: orders.map(
    ({ orderId, at, amount, lines, discounted }): CustomerEvent => ({
      ...{ customerId: profile.customerId, eventId: `order-${orderId}`, occurredAt: at, receivedAt: at },
      ...{ kind: "order-placed", orderId, amount, lines },
      // How much it was is not known, and only whether there was one counts.
      ...(discounted && { discount: 0.01 }),
    }),
  ),
});

const withoutHistory = (profile: Profile): Profile => {
  const { customerId, traits, traitsAt, consents, suppressions, attributes, answeredAt, frequency, devices } = profile;
  return {
    ...emptyProfile(customerId),
    ...{ traits, consents, suppressions },
    ...(traitsAt !== undefined && { traitsAt }),
    ...(attributes !== undefined && { attributes }),
    ...(answeredAt !== undefined && { answeredAt }),
    ...(frequency !== undefined && { frequency }),
    ...(devices !== undefined && { devices }),
  };
};

/** By the trigger alone; an audience may still ask for what no order tells. */
const isFromOrders = ({ trigger }: Campaign): boolean => {
  switch (trigger.kind) {
    case "event": {
      const on = Array.isArray(trigger.on) ? trigger.on : [trigger.on];
      return on.every(({ event }) => event === "order-placed");
    }
    case "since-last-visit":
    case "coupon-expiring":
      return false;
    default:
      return true;
  }
};

interface SumSample {
  /** Customers in the sample, and in all. */
  readonly size: number;
  readonly of: number;
  readonly whole: boolean;
  /** Decimals that are meant. */
  readonly digits: number;
}

/**
 * What customers together come to, from what those of a sample contribute: the mean times all, and off by the spread between
 * customers, corrected for the share of all that was seen. Where nobody contributes anything, it says how many may who were not seen.
 */
export const sumEstimate = ({ sum, squares }: Figure, q: SumSample): Estimate => {
  const { size, whole, digits } = q;
  const of = Math.max(q.of, size);
  const exact = roundedTo(sum, 10 ** -digits);
  if (whole || size === of) return { about: exact, least: exact, most: exact, plusMinus: 0 };
  if (size === 0 || sum === 0) {
    const most = size === 0 ? of : Math.ceil((of * z * z) / (size + z * z));
    return { about: 0, least: 0, most, plusMinus: Math.ceil(most / 2) };
  }
  const spread = size < 2 ? squares : Math.max(0, (squares - (sum * sum) / size) / (size - 1));
  const half = z * of * Math.sqrt(((1 - size / of) * spread) / size);
  const step = Math.max(stepFor(half), 10 ** -digits);
  const about = Math.max(exact, roundedTo((of * sum) / size, step));
  const plusMinus = roundedTo(Math.ceil(half / step) * step, 10 ** -digits);
  return { about, least: Math.max(exact, roundedTo(about - plusMinus, step)), most: about + plusMinus, plusMinus };
};

/** Sums of binary fractions carry noise that nobody means. */
const roundedTo = (value: number, step: number): number =>
  step >= 1 ? Math.round(value / step) * step : Math.round(value * Math.round(1 / step)) / Math.round(1 / step);
