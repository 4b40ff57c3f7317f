// Several processes on one table engine, killed at random, judged by what the providers saw.
import { randomInt } from "node:crypto";
import { existsSync, readdirSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type ExitCode, runCommand, textOf, type Values, wrongArgument } from "../lib/command.ts";
import { judgeStorm } from "../lib/storm/checks/judge-storm.ts";
import { figuresOf, resultTable } from "../lib/storm/result-table.ts";
import { type StormInput, type StormProgress, type StormResult, storm } from "../lib/storm/storm.ts";

const help = `Usage: npm run storm -- [options]

Runs the production handlers in several processes against one table engine. All tick at once, all read every stream, and
they are killed with SIGKILL at random moments, while the providers throttle, fail, hang and cut connections. Afterwards
what SES and SNS saw is held against the laws, without asking the engine's own rules.

  --messages N     goes on until the providers have accepted N        (default: 20000)
  --kills N        kills, spread over these messages                  (default: 50)
  --customers N    customers of the shop                              (default: 0.4 per message, at least 100)
  --workers N      processes, 1 to 16                                 (default: 3)
  --seed N         draws shop, faults and moments of the kills        (default: a new one)
  --data DIR       keeps tables, logs, and the record as record.json
  --json           prints the result as JSON
  --help           this text

Exit codes: 0 every law holds, 1 one is broken or the storm failed, 2 bad arguments.
`;

const options = {
  messages: { type: "string" },
  kills: { type: "string" },
  customers: { type: "string" },
  workers: { type: "string" },
  seed: { type: "string" },
  data: { type: "string" },
  json: { type: "boolean" },
} as const;

const wholeNumber = (
  values: Values,
  name: keyof typeof options,
  q: { readonly min: number; readonly max: number; readonly otherwise: number },
): number => {
  const text = textOf(values, name);
  if (text === undefined) return q.otherwise;
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= q.min && value <= q.max) return value;
  throw wrongArgument(`--${name}`, "is not a whole number in range", text, `${q.min} to ${q.max}`);
};

/** What an earlier storm left would be taken for this one's. */
const emptyDirectory = (directory: string | undefined): string | undefined => {
  if (directory !== undefined && existsSync(directory) && readdirSync(directory).length > 0)
    throw wrongArgument("--data", "is not empty", directory, "a directory that is new or empty");
  return directory;
};

const inputOf = (values: Values): StormInput => {
  const messages = wholeNumber(values, "messages", { min: 10, max: 1_000_000, otherwise: 20_000 });
  const directory = emptyDirectory(textOf(values, "data"));
  return {
    messages,
    kills: wholeNumber(values, "kills", { min: 0, max: 1_000, otherwise: 50 }),
    customers: wholeNumber(values, "customers", {
      ...{ min: 10, max: 1_000_000 },
      otherwise: Math.max(100, Math.ceil(messages * 0.4)),
    }),
    workers: wholeNumber(values, "workers", { min: 1, max: 16, otherwise: 3 }),
    seed: wholeNumber(values, "seed", { min: 1, max: 2 ** 31 - 1, otherwise: randomInt(1, 2 ** 31) }),
    ...(directory !== undefined && { directory }),
    onProgress: progressTo(process.stderr),
  };
};

const everyMs = 5_000;

const progressTo = (to: NodeJS.WriteStream): ((progress: StormProgress) => void) => {
  let shown = Number.NEGATIVE_INFINITY;
  return ({ now, accepted, kills }) => {
    const at = performance.now();
    if (at - shown < everyMs) return;
    shown = at;
    to.write(`${new Date(now).toISOString().slice(0, 16)}  ${accepted} accepted, ${kills} kills\n`);
  };
};

const keep = async (directory: string | undefined, { record }: StormResult): Promise<void> => {
  if (directory === undefined) return;
  await mkdir(directory, { recursive: true });
  await writeFile(join(directory, "record.json"), JSON.stringify(record));
};

/** A storm that came to its end with fewer messages or kills than asked for has shown less than it says. */
const shortfall = (input: StormInput, { record: { calls, kills } }: StormResult): string | undefined => {
  const accepted = calls.filter((call) => call.accepted).length;
  return accepted >= input.messages && kills.length >= input.kills
    ? undefined
    : `Only ${accepted} of ${input.messages} messages and ${kills.length} of ${input.kills} kills were reached.\n`;
};

const run = async (values: Values): Promise<ExitCode> => {
  const input = inputOf(values);
  process.stderr.write(`Seed ${input.seed}\n`);
  const result = await storm(input);
  await keep(input.directory, result);
  const figures = figuresOf(input, result, judgeStorm(result.record));
  process.stdout.write(values.json === true ? `${JSON.stringify(figures, null, 2)}\n` : resultTable(figures));
  const missing = shortfall(input, result);
  if (missing !== undefined) process.stderr.write(missing);
  return missing === undefined && figures.laws.every(({ broken }) => broken.length === 0) ? 0 : 1;
};

await runCommand({ help, options, run });
