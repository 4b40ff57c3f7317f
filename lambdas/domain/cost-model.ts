// What a shop pays AWS in a month, line by line: measured units and counted parts times dated prices. Free tiers are left out.
import type { CostParts } from "./cost-parts.ts";
import { type PriceName, priced } from "./cost-prices.ts";
import type { CostUnits, TableUnits } from "./cost-units.ts";
import type { Volumes } from "./cost-volumes.ts";
import {
  assumed,
  messagesOf,
  queueRequests,
  reactionsOf,
  ticksInMonth,
  toldOf,
  tracesOf,
  workOf,
} from "./cost-work.ts";

/** Parts of the engine that a bill names, in the order in which it names them. */
export const engineLines = [
  "tableWrites",
  "tableReads",
  "storage",
  "restore",
  "calls",
  "computing",
  "topics",
  "queues",
  "http",
  "schedule",
  "logs",
  "traces",
  "metrics",
  "alarms",
  "dashboards",
  "keys",
  "keyRequests",
  "secrets",
  "secretRequests",
  "people",
] as const satisfies readonly PriceName[];
export type EngineLine = (typeof engineLines)[number];

export interface BillLine {
  readonly name: EngineLine;
  /** In the unit of the price. */
  readonly units: number;
  readonly usd: number;
}

export interface Bill {
  readonly engine: readonly BillLine[];
  readonly engineUsd: number;
  /** What providers ask for messages, by channel. */
  readonly fees: { readonly email: number; readonly sms: number; readonly push: number };
  readonly feesUsd: number;
}

export interface Measured {
  readonly units: CostUnits;
  readonly parts: CostParts;
}

/** All writes, or all reads, of a month. Of what SES tells apart, each telling reads once more. */
const tableUnits = (volumes: Volumes, { units }: Measured, unit: keyof TableUnits): number => {
  const messages = messagesOf(volumes);
  const events = volumes.orders + volumes.otherEvents + reactionsOf(volumes);
  const apart = unit === "reads" ? (toldOf(volumes) - volumes.emails) * units.feedback.reads : 0;
  return (
    messages * units.message[unit] +
    volumes.emails * units.feedback[unit] +
    apart +
    events * units.order[unit] +
    volumes.looks * units.look[unit] +
    ticksInMonth * units.idleTick[unit]
  );
};

const storedGb = (volumes: Volumes, { units: { bytes } }: Measured): number => {
  const perMonth =
    (volumes.orders + volumes.otherEvents + reactionsOf(volumes)) * (bytes.event + assumed.itemBytes) +
    messagesOf(volumes) * (bytes.message + assumed.itemBytes);
  const customers = volumes.customers * (bytes.customer + assumed.itemBytes + assumed.customerIndexBytes);
  return (customers + perMonth * volumes.monthsKept) / 1e9;
};

const engineUnits = (volumes: Volumes, measured: Measured): Readonly<Record<EngineLine, number>> => {
  const { parts } = measured;
  const work = workOf(volumes, parts);
  const calls = work.reduce((sum, one) => sum + one.calls, 0);
  const stored = storedGb(volumes, measured);
  return {
    tableWrites: tableUnits(volumes, measured, "writes"),
    tableReads: tableUnits(volumes, measured, "reads"),
    storage: stored,
    restore: stored,
    calls,
    computing: work.reduce((sum, { gbSeconds }) => sum + gbSeconds, 0),
    topics: toldOf(volumes),
    queues: queueRequests(volumes, parts),
    http: volumes.orders + volumes.otherEvents + reactionsOf(volumes) + assumed.consoleCalls,
    schedule: ticksInMonth + ticksInMonth / 5,
    logs: (calls * assumed.logBytesOfCall) / 1e9,
    traces: work.reduce((sum, one) => sum + tracesOf(one), 0),
    metrics: parts.ownMetrics,
    alarms: parts.watchedMetrics,
    dashboards: parts.dashboards,
    keys: parts.keys,
    keyRequests: assumed.keyRequests,
    secrets: parts.secrets,
    secretRequests: assumed.secretReads,
    people: assumed.people,
  };
};

/** `emailUsdPerThousand` is the shop's own price of a thousand emails; absent, the list's with its steps. */
export const monthlyBill = (volumes: Volumes, measured: Measured, emailUsdPerThousand?: number): Bill => {
  const units = engineUnits(volumes, measured);
  const engine = engineLines.map((name) => ({ name, units: units[name], usd: priced(name, units[name]) }));
  const email =
    emailUsdPerThousand === undefined
      ? priced("emails", volumes.emails)
      : (volumes.emails * emailUsdPerThousand) / 1_000;
  const fees = { email, sms: volumes.textsUsd, push: priced("pushes", volumes.pushes) };
  return {
    engine,
    engineUsd: engine.reduce((sum, { usd }) => sum + usd, 0),
    fees,
    feesUsd: fees.email + fees.sms + fees.push,
  };
};

/** What so many more emails add to the engine's bill, line by line. */
export const costOfMore = (volumes: Volumes, measured: Measured, emails: number): readonly BillLine[] => {
  const more = monthlyBill({ ...volumes, emails: volumes.emails + emails }, measured).engine;
  return monthlyBill(volumes, measured).engine.map((line, index) => ({
    name: line.name,
    units: (more[index]?.units ?? 0) - line.units,
    usd: (more[index]?.usd ?? 0) - line.usd,
  }));
};
