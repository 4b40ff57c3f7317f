// Measures the engine on this machine; docs/performance.md says what each figure means.
import { writeFileSync } from "node:fs";
import type { CostUnits } from "../lambdas/domain/cost-units.ts";
import { type BenchResult, type BenchTools, benchmarks } from "../lib/bench/benchmarks.ts";
import { type ExitCode, runCommand, type Values, wrongArgument } from "../lib/command.ts";

const help = `Usage: npm run bench -- [NAME] [options]

  decide       customers decided per second on one core, with 1, 10 and 50 live campaigns
  advance      events folded, decided and planned per second on one core, with 1, 10 and 50 live campaigns
  import       rows of an order log per second into the tables, and until the profiles know of them
  backtest     one million generated orders through ten campaigns on one core
  capacity     table capacity per message, order and look, and of a tick beside 1,000 to 100,000 sleeping customers
  end-to-end   10,000 and 50,000 customers, their messages accepted over HTTP: messages/s, memory, processor; long
  cold-start   size and import time of each function's bundle on the Node.js of Lambda, which npm fetches once

Without a NAME all are measured.

  --json       prints the figures as JSON
  --keep       writes what capacity measured to lambdas/domain/cost-units.json, by which costs are reckoned
  --help       this text

Exit codes: 0 done, 1 failed, 2 bad arguments.
`;

/** A name stands before or after the options, not in them. */
const takeNames = (): readonly string[] => {
  const given = process.argv.slice(2);
  process.argv.splice(2, given.length, ...given.filter((argument) => argument.startsWith("-")));
  return given.filter((argument) => !argument.startsWith("-"));
};

const chosen = (names: readonly string[]): readonly string[] => {
  const allowed = Object.keys(benchmarks);
  const unknown = names.find((name) => !allowed.includes(name));
  if (unknown !== undefined) throw wrongArgument("name", "is not a benchmark", unknown, allowed.join(", "));
  return names.length === 0 ? allowed : names;
};

const tools: BenchTools = {
  cpuMs: () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  },
  heapBytes: () => process.memoryUsage().heapUsed,
  wallMs: () => performance.now(),
  // Kilobytes, as the operating system counts them.
  peakBytes: () => process.resourceUsage().maxRSS * 1024,
  onProgress: (line) => process.stderr.write(`${line}\n`),
};

const keepUnits = (capacity: BenchResult | undefined): void => {
  if (capacity === undefined)
    throw wrongArgument("--keep", "keeps what capacity measures", names.join(" "), "capacity");
  const { units } = capacity.figures as { readonly units: CostUnits };
  writeFileSync("lambdas/domain/cost-units.json", `${JSON.stringify(units, null, 2)}\n`);
};

const run = async (values: Values): Promise<ExitCode> => {
  const results: Record<string, BenchResult> = {};
  for (const name of chosen(names)) {
    const result = await benchmarks[name]?.(tools);
    if (result !== undefined) results[name] = result;
  }
  if (values.keep === true) keepUnits(results.capacity);
  const figures = Object.fromEntries(Object.entries(results).map(([name, result]) => [name, result.figures]));
  const lines = Object.values(results).flatMap((result) => result.lines);
  process.stdout.write(`${values.json === true ? JSON.stringify(figures, null, 2) : lines.join("\n")}\n`);
  return 0;
};

const names = takeNames();
await runCommand({ help, options: { json: { type: "boolean" }, keep: { type: "boolean" } }, run });
