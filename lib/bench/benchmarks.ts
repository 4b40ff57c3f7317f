import { functionDefinitions } from "../functions.ts";
import { type AdvanceBench, benchAdvance } from "./advance-bench.ts";
import { type BacktestBench, benchBacktest } from "./backtest-bench.ts";
import { type ColdStart, findLambdaNode, measureColdStarts } from "./cold-start.ts";
import { costUnitsOf } from "./cost-units.ts";
import { benchDecide, type DecideBench } from "./decide-bench.ts";
import { type EndToEnd, measureEndToEnd } from "./end-to-end.ts";
import { type EventCapacity, measureEvents } from "./event-capacity.ts";
import { benchImport, type ImportBench } from "./import-bench.ts";
import { type MessageCapacity, measureMessages } from "./message-capacity.ts";
import { measureTicks, type TickCapacity } from "./tick-capacity.ts";

/** A result as a program reads it, and as lines for a person. */
export interface BenchResult {
  readonly figures: unknown;
  readonly lines: readonly string[];
}

export interface BenchTools {
  readonly cpuMs: () => number;
  readonly heapBytes: () => number;
  readonly wallMs: () => number;
  readonly peakBytes: () => number;
  readonly onProgress: (line: string) => void;
}

export type Benchmark = (tools: BenchTools) => Promise<BenchResult>;

const campaignCounts = [1, 10, 50] as const;

const decideBenchmark: Benchmark = async ({ cpuMs, heapBytes, onProgress }) => {
  const figures = campaignCounts.map((campaigns) => {
    onProgress(`decide: ${campaigns} live campaigns`);
    return benchDecide({ campaigns, cpuMs, heapBytes });
  });
  return { figures, lines: ["decide, one core, three runs", ...figures.map(decideLine)] };
};

const decideLine = (one: DecideBench): string =>
  [
    `  ${String(one.campaigns).padStart(2)} live campaigns: ${one.customersPerSecond} customers/s`,
    `(${one.spread.join(" to ")})`,
    `${one.roundsPerCustomer} calibration rounds and ${one.bytesPerCustomer} bytes each, ${one.cases} cases`,
  ].join(", ");

const messages = 200;
/** Contacts that bring the item with its outbox just under 2 KB, and over it. */
const sizes = [
  { campaigns: 1, contacts: 12 },
  { campaigns: 1, contacts: 20 },
  { campaigns: 10, contacts: 11 },
  { campaigns: 10, contacts: 20 },
] as const;
const due = 100;
const sleeping = [1_000, 10_000, 100_000] as const;

const capacityBenchmark: Benchmark = async ({ onProgress }) => {
  const perMessage: MessageCapacity[] = [];
  for (const size of sizes) {
    onProgress(`capacity: ${messages} messages of ${size.campaigns} campaigns, ${size.contacts} remembered contacts`);
    perMessage.push(await measureMessages({ messages, ...size }));
  }
  const perTick = await measureTicks({
    campaigns: 10,
    due,
    sleeping,
    onProgress: (stored) => onProgress(`capacity: ${stored} sleeping customers stored`),
  });
  onProgress(`capacity: ${messages} orders, ${messages} looks that need nothing`);
  const perEvent = await measureEvents(messages);
  const [usual] = perMessage;
  if (usual === undefined) throw new Error("No messages were measured");
  return {
    figures: { perMessage, perTick, perEvent, units: costUnitsOf(usual, perEvent) },
    lines: [
      "capacity units per accepted message",
      ...perMessage.flatMap(messageLines),
      ...eventLines(perEvent),
      ...tickLines(perTick),
    ],
  };
};

const messageLines = (one: MessageCapacity): readonly string[] => [
  `  ${one.campaigns} live, items of ${one.itemBytes} bytes with outbox: ${one.writeUnits} write, ${one.readUnits} read (${one.accepted} accepted)`,
  ...functionLines(one.functions),
];

const functionLines = (functions: MessageCapacity["functions"]): readonly string[] =>
  Object.entries(functions).map(
    ([name, { writeUnits, readUnits }]) => `    ${name}: ${writeUnits} write, ${readUnits} read`,
  );

const eventLines = (one: EventCapacity): readonly string[] => [
  "capacity units per order",
  ...functionLines(one.perOrder),
  "per look at a customer who needs nothing",
  ...functionLines(one.perEvaluation),
  "per tick with nobody due",
  ...functionLines(one.perIdleTick),
];

const tickLines = (ticks: readonly TickCapacity[]): readonly string[] => [
  "read units of one tick, ten campaigns live",
  ...ticks.map((one) => `  ${one.due} due, ${one.sleeping} asleep: ${one.readUnits}`),
];

const backtestBenchmark: Benchmark = async (tools) => {
  const figures = await benchBacktest({ orders: 1_000_000, seed: 1, ...tools });
  return { figures, lines: ["backtest, one core, ten campaigns", backtestLine(figures)] };
};

const backtestLine = (one: BacktestBench): string =>
  [
    `  ${one.orders} orders of ${one.customers} customers: ${one.wallSeconds} s on the wall`,
    `${one.cpuSeconds} s of processor time (${one.logCpuSeconds} s of it to make and sort the log)`,
    `${one.peakMegabytes} MB at most`,
    `${one.messages} messages`,
  ].join(", ");

/** All of ten thousand, a fifth of fifty thousand, all of fifty thousand. */
const jobs = [
  { customers: 10_000, due: 10_000 },
  { customers: 50_000, due: 10_000 },
  { customers: 50_000, due: 50_000 },
] as const;

const endToEndBenchmark: Benchmark = async ({ onProgress }) => {
  const figures: EndToEnd[] = [];
  for (const job of jobs) figures.push(await measureEndToEnd({ ...job, onProgress }));
  return { figures, lines: ["end to end, one campaign, durable tables, providers over HTTP", ...figures.map(jobLine)] };
};

const jobLine = (one: EndToEnd): string =>
  [
    `  ${one.due} of ${one.customers} due: ${one.accepted} accepted in ${one.seconds} s, ${one.messagesPerSecond}/s`,
    `the first after ${one.firstMessageSeconds} s`,
    `${one.cpuMsPerMessage} ms of processor each, ${one.peakMegabytes} MB at most`,
    `${one.htmlBytes} bytes of HTML, ${one.storedBytesPerMessage} bytes stored each`,
    `the day after: ${one.nextDay.accepted} accepted in ${one.nextDay.seconds} s`,
  ].join("; ");

/** Of each function; the sender has one more entry for the other way of sending texts. */
const entries = [...Object.keys(functionDefinitions), "send-end-user-messaging"].map(
  (name) => `lambdas/handlers/${name}.ts`,
);

const coldStartBenchmark: Benchmark = async ({ onProgress }) => {
  const figures = await measureColdStarts({ entries, node: await findLambdaNode(), runs: 7, onProgress });
  return { figures, lines: ["cold start: import of each bundle by the Node.js of Lambda", ...figures.map(coldLine)] };
};

const coldLine = ({ entry, bundleBytes, importMs, spread, cpuMs }: ColdStart): string =>
  `  ${entry}: ${importMs} ms (${spread.join(" to ")}), ${cpuMs} ms of processor, ${Math.round(bundleBytes / 1000)} KB`;

const advanceBenchmark: Benchmark = async ({ cpuMs, onProgress }) => {
  const figures = campaignCounts.map((campaigns) => {
    onProgress(`advance: ${campaigns} live campaigns`);
    return benchAdvance({ campaigns, cpuMs });
  });
  return { figures, lines: ["advance, one core, three runs", ...figures.map(advanceLine)] };
};

const advanceLine = (one: AdvanceBench): string =>
  `  ${String(one.campaigns).padStart(2)} live campaigns: ${one.eventsPerSecond} events/s (${one.spread.join(" to ")}), ${one.events} events`;

const importRows = 20_000;

const importBenchmark: Benchmark = async ({ wallMs, onProgress }) => {
  onProgress(`import: ${importRows} rows`);
  const figures = await benchImport({ rows: importRows, wallMs });
  return {
    figures,
    lines: ["import of a CSV file into the durable tables of the embedded engine", importLine(figures)],
  };
};

const importLine = (one: ImportBench): string =>
  `  ${one.rows} rows of ${one.orders} orders: ${one.rowsPerSecond} rows/s stored, ${one.rowsPerSecondFolded} rows/s with the profiles`;

export const benchmarks: Readonly<Record<string, Benchmark>> = {
  decide: decideBenchmark,
  advance: advanceBenchmark,
  import: importBenchmark,
  capacity: capacityBenchmark,
  backtest: backtestBenchmark,
  "end-to-end": endToEndBenchmark,
  "cold-start": coldStartBenchmark,
};
