// Runs a real order log through the real handlers and tables, with the clock moving through the log.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { CustomerEvent } from "../lambdas/domain/event.ts";
import type { Settings } from "../lambdas/domain/settings.ts";
import { systemClock } from "../lambdas/shared/clock.ts";
import {
  type ExitCode,
  instantOf,
  runCommand,
  settingsOf,
  textOf,
  type Values,
  WrongArguments,
} from "../lib/command.ts";
import { type OpenedReading, readCustomers, readOrders } from "../lib/import/import-file.ts";
import type { ImportReport } from "../lib/import/import-report.ts";
import { assumedOf, customersOf, ordersPathOf } from "../lib/log-arguments.ts";
import { messageLine } from "../lib/replay/message-line.ts";
import { progressLine } from "../lib/replay/progress-line.ts";
import { type ReplayInput, type ReplayResult, replay } from "../lib/replay/replay.ts";
import { summaryTable } from "../lib/replay/summary-table.ts";

const help = `Usage: npm run replay -- --orders FILE [options]

Runs an order log (CSV, may be gzipped) through the real handlers and tables of this machine. The clock moves through the
log from due time to due time. Whoever is not in --customers gets a synthetic address and consent for email.

  --orders FILE        one row per order or order line
  --customers FILE     addresses, zones, consents
  --attributes LIST    further columns of --customers that are kept as attributes, for audiences and triggers
  --settings FILE      the shop's settings; see docs/settings.md
  --campaigns ID,ID    only these go live                 (default: every one the settings enable)
  --assume LIST        channels assumed customers allow    (default: email; of email, sms, push)
  --from DATE          the clock starts here; what is earlier is history   (default: the first order)
  --to DATE            the clock stops here                                (default: the last order)
  --out DIR            writes messages.jsonl, funnel.json, capacity.json, import.json
  --json               prints the summary as JSON
  --help               this text

Exit codes: 0 done, 1 failed, 2 bad arguments.
`;

const options = {
  orders: { type: "string" },
  customers: { type: "string" },
  attributes: { type: "string" },
  settings: { type: "string" },
  campaigns: { type: "string" },
  assume: { type: "string" },
  from: { type: "string" },
  to: { type: "string" },
  out: { type: "string" },
  json: { type: "boolean" },
} as const;

interface Log {
  readonly events: readonly CustomerEvent[];
  readonly report: ImportReport;
}

/** The whole log is held in memory, because it must be sorted by time: many exports are sorted by customer. */
const readAll = async (opened: OpenedReading): Promise<Log> => {
  if (!opened.ok) throw new WrongArguments(opened.problems);
  const events: CustomerEvent[] = [];
  for await (const event of opened.reading.events) events.push(event);
  return { events, report: opened.reading.report() };
};

interface Logs {
  readonly orders: Log;
  readonly customers?: Log;
}

const readLogs = async (values: Values, settings: Settings): Promise<Logs> => {
  const now = systemClock.now();
  const customers = customersOf(values);
  const orders = await readAll(await readOrders({ path: ordersPathOf(values), settings, now }));
  const { path, attributes } = customers;
  if (path === undefined) return { orders };
  return { orders, customers: await readAll(await readCustomers({ path, settings, now, attributes })) };
};

const inputOf = (values: Values, settings: Settings, logs: Logs): ReplayInput => {
  const from = instantOf(values, "from");
  const to = instantOf(values, "to");
  const campaigns = textOf(values, "campaigns")
    ?.split(",")
    .map((id) => id.trim());
  return {
    settings,
    events: logs.orders.events,
    ...(logs.customers && { customers: startedWith(logs.customers.events, logs.orders.events) }),
    assumed: assumedOf(values),
    ...(campaigns && { campaigns }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    onProgress: progressLine(process.stderr),
  };
};

/** A customers file says who somebody is, not since when: it holds from the first order of the log. */
const startedWith = (
  customers: readonly CustomerEvent[],
  orders: readonly CustomerEvent[],
): readonly CustomerEvent[] => {
  const first = orders.reduce((least, { occurredAt }) => Math.min(least, occurredAt), Number.POSITIVE_INFINITY);
  return customers.map((event) => ({ ...event, occurredAt: Math.min(event.occurredAt, first) }));
};

const write = async (directory: string, result: Extract<ReplayResult, { ok: true }>, logs: Logs): Promise<void> => {
  await mkdir(directory, { recursive: true });
  const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
  const imported = logs.customers
    ? { ...logs.orders.report, customersFile: logs.customers.report }
    : logs.orders.report;
  await writeFile(
    join(directory, "messages.jsonl"),
    result.messages.map((message) => `${messageLine(message)}\n`).join(""),
  );
  await writeFile(join(directory, "funnel.json"), json(result.funnel));
  await writeFile(join(directory, "capacity.json"), json(result.capacity));
  await writeFile(join(directory, "import.json"), json(imported));
};

const run = async (values: Values): Promise<ExitCode> => {
  const settings = await settingsOf(values);
  const logs = await readLogs(values, settings);
  const result = await replay(inputOf(values, settings, logs));
  if (!result.ok) throw new WrongArguments(result.problems);
  const out = textOf(values, "out");
  if (out !== undefined) await write(out, result, logs);
  const summary = { import: logs.orders.report, funnel: result.funnel, capacity: result.capacity };
  process.stdout.write(
    values.json === true ? `${JSON.stringify(summary, null, 2)}\n` : summaryTable(logs.orders.report, result),
  );
  return 0;
};

await runCommand({ help, options, run });
