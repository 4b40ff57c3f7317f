import {
  type BacktestWeek,
  type CampaignBacktest,
  campaignBacktest,
  createBacktestTally,
  type Figure,
} from "../../lambdas/domain/backtest.ts";
import { type BacktestStretch, playCustomer } from "../../lambdas/domain/backtest-customer.ts";
import type { Channel } from "../../lambdas/domain/channel.ts";
import type { CustomerEvent } from "../../lambdas/domain/event.ts";
import type { Reservation } from "../../lambdas/domain/message.ts";
import { emptyProfile } from "../../lambdas/domain/profile.ts";
import type { Rules } from "../../lambdas/domain/rules.ts";
import { assumedIdentity } from "../replay/stand-in-customers.ts";
import type { EventLog, LoggedCustomer } from "./event-log.ts";
import { rulesByDay } from "./figures-by-day.ts";

export interface BacktestInput {
  /** With the campaigns that are tried live. */
  readonly rules: Rules;
  readonly log: EventLog;
  /** Channels that customers consented to of whom nothing is known. */
  readonly assumed: readonly Channel[];
  /** Earlier events are history, epoch milliseconds. Absent: from the first order. */
  readonly from?: number;
  /** Later events are left out. Absent: until the last order. */
  readonly to?: number;
  readonly costOf: BacktestStretch["costOf"];
  /** Told each message, reserved or held out, customer by customer. */
  readonly onMessage?: (customerId: string, message: Reservation) => void;
  readonly onProgress?: (customers: number) => void;
}

/** `backtest.json`. Instants in ISO 8601 UTC, money as in `CampaignBacktest`. */
export interface BacktestReport {
  readonly from: string;
  readonly to: string;
  readonly customers: number;
  /** Customers whose looks went in circles and were given up. */
  readonly cut: number;
  readonly campaigns: readonly CampaignBacktest<number>[];
  /** Of all campaigns together. */
  readonly weeks: readonly BacktestWeek<number>[];
}

const customersPerProgress = 10_000;

/** Plays everybody's history, one after the other. The same log in any order and the same rules make the same report. */
export const backtest = (input: BacktestInput): BacktestReport => {
  const { log, rules, costOf, onMessage, onProgress } = input;
  const span = log.orderSpan();
  const from = input.from ?? span?.first ?? 0;
  const until = input.to ?? span?.last ?? from;
  const stretch = { from, until, costOf, rulesAt: rulesByDay(rules, log.customers()) };
  const tally = createBacktestTally();
  let done = 0;
  for (const customer of log.customers()) {
    const events = identified(customer, input.assumed, span?.first ?? from);
    const played = playCustomer({ start: emptyProfile(customer.customerId), events }, stretch);
    tally.add(played);
    if (onMessage !== undefined) for (const message of played.messages) onMessage(customer.customerId, message);
    done += 1;
    if (done % customersPerProgress === 0) onProgress?.(done);
  }
  const sums = tally.sums();
  const reading = { from, until, timeZone: rules.settings.shop.timeZone, read };
  const campaigns = rules.campaigns
    .map(({ id: campaignId }) => campaignBacktest(sums, { ...reading, campaignId }))
    .sort((a, b) => (a.campaignId < b.campaignId ? -1 : 1));
  return {
    ...{ from: iso(from), to: iso(until), customers: sums.customers, cut: sums.cut, campaigns },
    weeks: addedWeeks(campaigns),
  };
};

const read = ({ sum }: Figure, digits: number): number => Math.round(sum * 10 ** digits) / 10 ** digits;

const iso = (at: number): string => new Date(at).toISOString();

/**
 * Whoever the customers file does not name has an assumed identity from their first order on. Such a file says who somebody is,
 * not since when: what it says holds from the first order of the log.
 */
const identified = (
  { customerId, events }: LoggedCustomer,
  assumed: readonly Channel[],
  first: number,
): readonly CustomerEvent[] => {
  const known = events.filter(({ kind }) => kind !== "order-placed" && kind !== "order-cancelled");
  if (known.length === 0) return [...assumedIdentity(customerId, events[0]?.occurredAt ?? first, assumed), ...events];
  const since = known.map((event) => ({ ...event, occurredAt: Math.min(event.occurredAt, first) }));
  return [...since, ...events.filter((event) => !known.includes(event))];
};

const addedWeeks = (campaigns: readonly CampaignBacktest<number>[]): readonly BacktestWeek<number>[] => {
  const [one, ...others] = campaigns.map(({ weeks }) => weeks);
  return (one ?? []).map(({ week, channels, usd }, index) => {
    const sums: Record<string, number> = { ...channels };
    let dollars = usd;
    for (const weeks of others) {
      const other = weeks[index];
      dollars += other?.usd ?? 0;
      for (const [channel, count] of Object.entries(other?.channels ?? {}))
        sums[channel] = (sums[channel] ?? 0) + count;
    }
    return { week, channels: sums, usd: read({ sum: dollars, squares: 0 }, 2) };
  });
};
