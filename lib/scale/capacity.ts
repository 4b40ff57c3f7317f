/** What a shop is deployed with, and what its account may do. */
export interface Deployment {
  /** Deploy settings. */
  readonly dueShards: number;
  readonly tickParts: number;
  /** Batches that one shard of the customers stream hands out at once (lib/stream-triggers.ts). */
  readonly sendParallel: number;
  /** Shards of the customers stream: as many as the table has partitions. */
  readonly streamShards: number;
  /** Lambda runs at once in the account. */
  readonly concurrency: number;
  /** SES: emails per second, and in 24 hours. */
  readonly emailsPerSecond: number;
  readonly emailsPerDay: number;
  /** Percent of both that is left to others (settings.pace). */
  readonly keepFreePercent: number;
}

/** How long a call takes. Assumed, not measured: nothing here reaches AWS. */
export interface Latency {
  /** A conditional write of a customer, milliseconds. */
  readonly writeMs: number;
  /** Claim, re-check, call and result of one message, milliseconds. */
  readonly sendMs: number;
}

/** Customers that a tick writes at once (lambdas/handlers/tick/look-at-due.ts). */
const savesAtOnce = 10;
/** Seconds of each minute in which a tick begins pages. */
export const tickSeconds = 45;
/** A look moves the customer in the index `due`: the old place goes, the new one comes. */
const indexWritesPerLook = 2;
/** DynamoDB, whatever the table's size. */
const partitionWritesPerSecond = 1_000;
/** Quota of a table on demand, and what a message takes of the customers table: the decision of an item of up to 2 KB with its index. */
const tableWritesPerSecond = 40_000;
const customerWritesPerMessage = 4;

/** Per second, while the stage is at work. */
export interface Capacity {
  readonly name: "tick runs" | "index partitions" | "table quota" | "email rate" | "senders" | "concurrency";
  readonly perSecond: number;
  /** What raises it. */
  readonly setting: string;
}

/** What limits the decisions. */
export const decisionCapacities = (d: Deployment, { writeMs }: Latency): readonly Capacity[] => [
  { name: "tick runs", perSecond: (d.tickParts * savesAtOnce * 1_000) / writeMs, setting: "tickParts" },
  {
    name: "index partitions",
    perSecond: (d.dueShards * partitionWritesPerSecond) / indexWritesPerLook,
    setting: "dueShards",
  },
  { name: "table quota", perSecond: tableWritesPerSecond / customerWritesPerMessage, setting: "quota of the table" },
];

/** What limits the submissions. */
export const submissionCapacities = (d: Deployment, { sendMs }: Latency): readonly Capacity[] => {
  const atOnce = d.streamShards * d.sendParallel;
  return [
    { name: "email rate", perSecond: d.emailsPerSecond, setting: "quota of SES" },
    { name: "senders", perSecond: (atOnce * 1_000) / sendMs, setting: "parallel of the trigger Send" },
    { name: "concurrency", perSecond: (d.concurrency * 1_000) / sendMs, setting: "quota of Lambda" },
  ];
};

export const narrowest = (capacities: readonly Capacity[]): Capacity =>
  capacities.reduce((least, one) => (one.perSecond < least.perSecond ? one : least));
