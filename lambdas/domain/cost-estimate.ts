// What a shop's own counters and a sample of its customers say of a month, as the cost model asks it.
import type { Bill, BillLine, EngineLine } from "./cost-model.ts";
import type { Volumes } from "./cost-volumes.ts";
import type { Counts } from "./funnel-counts.ts";
import { dayMs } from "./limits.ts";
import type { Profile } from "./profile.ts";

/** What a shop tells besides orders is counted nowhere; so many events are taken to come with each order. */
export const otherEventsPerOrder = 3;

export interface CountedMonth {
  /** Of all campaigns in the days of the estimate. */
  readonly counts: Counts;
  readonly days: number;
  /** Customers drawn without regard to who they are, and how many there are in all. */
  readonly profiles: readonly Profile[];
  readonly of: number;
  readonly now: number;
  /** Days for which events are kept. */
  readonly retentionDays: number;
}

/** Of the sample's orders; a profile remembers the latest five, and few have more in a month. */
const ordersIn = ({ profiles, of, days, now }: CountedMonth): number => {
  const since = now - days * dayMs;
  const found = profiles.reduce(
    (sum, { orders }) => sum + orders.recent.filter(({ at }) => at > since && at <= now).length,
    0,
  );
  return profiles.length === 0 ? 0 : Math.round((found / profiles.length) * of);
};

export const volumesOf = (month: CountedMonth): Volumes => {
  const of = (name: string): number => month.counts[name] ?? 0;
  const orders = ordersIn(month);
  return {
    customers: month.of,
    orders,
    otherEvents: orders * otherEventsPerOrder,
    // One look decides for all campaigns, so this counts some of them more than once: rather too many than too few.
    looks: Math.max(0, of("lookedAt") - of("reserved")),
    ...{ emails: of("email:sent"), texts: of("sms:sent"), pushes: of("push:sent") },
    textsUsd: of("sms:cost") / 1e6,
    monthsKept: Math.ceil(month.retentionDays / 30),
  };
};

/** What the lines of a bill are for, in words that need no knowledge of AWS. */
export const billParts = ["data", "computing", "events", "watching", "access"] as const;
export type BillPart = (typeof billParts)[number];

const partOf: Readonly<Record<EngineLine, BillPart>> = {
  ...{ tableWrites: "data", tableReads: "data", storage: "data", restore: "data" },
  ...{ calls: "computing", computing: "computing", http: "computing", schedule: "computing" },
  ...{ topics: "events", queues: "events" },
  ...{ logs: "watching", traces: "watching", metrics: "watching", alarms: "watching", dashboards: "watching" },
  ...{ keys: "access", keyRequests: "access", secrets: "access", secretRequests: "access", people: "access" },
};

const cents = (usd: number): number => Math.round(usd * 100) / 100;

const sumOf = (lines: readonly BillLine[]): number => lines.reduce((sum, { usd }) => sum + usd, 0);

/** The engine's part of a bill, by what it is for. US dollars, to the cent. */
export const billByPart = ({ engine }: Bill): readonly { readonly part: BillPart; readonly usd: number }[] =>
  billParts.map((part) => ({ part, usd: cents(sumOf(engine.filter(({ name }) => partOf[name] === part))) }));
