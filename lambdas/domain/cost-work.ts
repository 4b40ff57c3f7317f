// How often functions are called in a month, and how long they run: what no measurement on a laptop can tell. Every figure
// here is an assumption, on the dear side where in doubt; docs/cost.md shows them all.
import type { CostParts } from "./cost-parts.ts";
import type { Volumes } from "./cost-volumes.ts";

export const assumed = {
  /** Hours of a day in which messages leave and people buy. */
  openHours: 12,
  daysInMonth: 30,
  /** Of a hundred emails so many bring another event: a click, a bounce, an opt-out, a complaint. */
  reactionsInHundred: 3,
  /** What SES tells of every email: that it took it, and that it was delivered. */
  toldOfEmail: 2,
  /** Pollers that Lambda keeps at a queue, each asking every so many seconds. */
  pollers: 5,
  pollSeconds: 20,
  /** Lines that Lambda and the function write about one call. */
  logBytesOfCall: 1_200,
  /** X-Ray records the first call of each second and so much of the rest. */
  tracedShare: 0.05,
  /** Requests of one console page view; views in a month. */
  consoleCalls: 10_000,
  people: 5,
  /** A topic's data key is kept for five minutes. */
  keyRequests: 2 * 12 * 24 * 30,
  secretReads: 10_000,
  /** What DynamoDB adds to each item, and to each entry of an index. */
  itemBytes: 100,
  /** Entries of a customer in indexes: due, email, phone. */
  customerIndexBytes: 3 * 160,
} as const;

/** Milliseconds of one call, and of each item in it. */
export const assumedMs = {
  ingest: { call: 40, item: 5 },
  "refresh-profile": { call: 10, item: 15 },
  tick: { call: 80, item: 5 },
  send: { call: 10, item: 40 },
  act: { call: 20, item: 1 },
  report: { call: 20, item: 1 },
  feedback: { call: 10, item: 15 },
  click: { call: 40, item: 0 },
  learn: { call: 300, item: 0 },
  api: { call: 150, item: 0 },
} as const;

export type WorkingFunction = keyof typeof assumedMs;

export interface FunctionWork {
  readonly name: WorkingFunction;
  /** In a month. */
  readonly calls: number;
  readonly gbSeconds: number;
}

export const openSeconds = assumed.openHours * 3600 * assumed.daysInMonth;
const monthMinutes = assumed.daysInMonth * 24 * 60;
export const ticksInMonth = monthMinutes;
const learnRuns = monthMinutes / 5;

/** Items in one batch, where so many seconds pass until somebody reads. */
const batchOf = (items: number, seconds: number, most: number): number =>
  Math.min(most, Math.max(1, (items / openSeconds) * seconds));

export const reactionsOf = ({ emails }: Volumes): number => (emails * assumed.reactionsInHundred) / 100;
export const messagesOf = ({ emails, texts, pushes }: Volumes): number => emails + texts + pushes;
/** Events of providers that come by the queue. */
export const toldOf = (volumes: Volumes): number => volumes.emails * assumed.toldOfEmail + reactionsOf(volumes);

/** A queue is read ten at a time at most, however many make a batch. */
const received = 10;
export const queueRequests = (volumes: Volumes, { feedbackBatch }: CostParts): number => {
  const told = toldOf(volumes);
  const together = Math.min(received, feedbackBatchOf(told, feedbackBatch));
  const idle = (assumed.pollers * monthMinutes * 60) / assumed.pollSeconds;
  return told + (2 * told) / together + idle;
};

const feedbackBatchOf = (told: number, { most, waitSeconds }: CostParts["feedbackBatch"]): number =>
  batchOf(told, Math.max(waitSeconds, 0.25), most);

/** What is done and in how many calls, by function. */
export const workOf = (volumes: Volumes, parts: CostParts): readonly FunctionWork[] => {
  const messages = messagesOf(volumes);
  const reactions = reactionsOf(volumes);
  const taken = volumes.orders + volumes.otherEvents;
  const told = toldOf(volumes);
  const work = (name: WorkingFunction, items: number, calls: number): FunctionWork => {
    const { call, item } = assumedMs[name];
    const memoryGb = (parts.memoryMb[name] ?? 0) / 1024;
    return { name, calls, gbSeconds: ((calls * call + items * item) / 1000) * memoryGb };
  };
  const inBatches = (name: WorkingFunction, items: number, seconds: number, most: number): FunctionWork =>
    work(name, items, items / batchOf(items, seconds, most));
  return [
    work("ingest", taken, taken),
    inBatches("refresh-profile", taken + reactions, 0.25, 100),
    work("tick", messages + volumes.looks, ticksInMonth),
    // What one tick reserved lies in four parts of the stream.
    inBatches("send", messages, 15, 10),
    inBatches("act", messages, 10, 100),
    inBatches("report", messages * 3, 10, 200),
    work("feedback", told, told / feedbackBatchOf(told, parts.feedbackBatch)),
    work("click", reactions, reactions),
    work("learn", learnRuns, learnRuns),
    work("api", assumed.consoleCalls, assumed.consoleCalls),
  ];
};

/** Traces of one function in a month. */
export const tracesOf = ({ calls }: FunctionWork): number => {
  const alone = Math.min(calls, openSeconds);
  return alone + (calls - alone) * assumed.tracedShare;
};
