// Plays campaigns over a shop's own history of orders, and tells what they would have sent, what would have stopped it, and who
// bought anyway.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { messageCosts } from "../lambdas/channels/message-cost.ts";
import { systemClock } from "../lambdas/shared/clock.ts";
import { type BacktestReport, backtest } from "../lib/backtest/backtest.ts";
import { type ReadLogs, readLog } from "../lib/backtest/backtest-log.ts";
import { backtestTable, weekRows } from "../lib/backtest/backtest-table.ts";
import { createEventLog, type EventLog } from "../lib/backtest/event-log.ts";
import { withParameters } from "../lib/backtest/given-parameters.ts";
import { createLineFile } from "../lib/backtest/line-file.ts";
import { plannedLine } from "../lib/backtest/planned-line.ts";
import { triedCampaigns } from "../lib/backtest/tried-campaigns.ts";
import {
  type ExitCode,
  instantOf,
  runCommand,
  settingsOf,
  textOf,
  type Values,
  WrongArguments,
  wrongArgument,
} from "../lib/command.ts";
import { assumedOf, customersOf, listOf, ordersPathOf } from "../lib/log-arguments.ts";
import type { Result } from "../lib/playbooks/problems.ts";

const help = `Usage: npm run backtest -- --orders FILE --campaigns ID,ID [options]

Plays campaigns over an order log (CSV, may be gzipped) by the engine's own rules, customer by customer: how much they would
have sent by channel and week and what it would have cost, what would have stopped the rest, and who bought anyway, without any
message. Limits per hour and the provider's quota are not played. docs/backtest.md says more.

  --orders FILE        one row per order or order line
  --customers FILE     addresses, zones, consents
  --attributes LIST    further columns of --customers that are kept as attributes, for audiences and triggers
  --settings FILE      the shop's settings; see docs/settings.md
  --campaigns ID,ID    playbooks that are tried
  --set LIST           their parameters: dormant-wake-up.dormantDays=90,…   (over those of the settings)
  --files FILE,FILE    campaigns from JSON files: { "definition": …, "words": […] }, named like the file
  --assume LIST        channels allowed by customers who are not in --customers  (default: email; of email, sms, push)
  --from DATE          earlier orders are history                           (default: the first order)
  --to DATE            later orders are left out                            (default: the last order)
  --out DIR            writes backtest.json, weeks.csv, messages.jsonl, import.json
  --json               prints the report as JSON
  --help               this text

Exit codes: 0 done, 1 failed, 2 bad arguments.
`;

const options = {
  orders: { type: "string" },
  customers: { type: "string" },
  attributes: { type: "string" },
  settings: { type: "string" },
  campaigns: { type: "string" },
  set: { type: "string" },
  files: { type: "string" },
  assume: { type: "string" },
  from: { type: "string" },
  to: { type: "string" },
  out: { type: "string" },
  json: { type: "boolean" },
} as const;

const ok = <Value>(result: Result<Value>): Value => {
  if (!result.ok) throw new WrongArguments(result.problems);
  return result;
};

const readInto = async (log: EventLog, values: Values, settings: Parameters<typeof readLog>[1]["settings"]) => {
  const { path, attributes } = customersOf(values);
  const orders = ordersPathOf(values);
  const files = {
    orders,
    attributes,
    settings,
    now: systemClock.now(),
    ...(path !== undefined && { customers: path }),
  };
  return ok(await readLog(log, files));
};

const spanOf = (values: Values): { readonly from?: number; readonly to?: number } => {
  const [from, to] = [instantOf(values, "from"), instantOf(values, "to")];
  if (from !== undefined && to !== undefined && from > to)
    throw wrongArgument("--from", "lies after --to", textOf(values, "from") ?? "", "a date before it");
  return { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
};

const play = async (values: Values, log: EventLog): Promise<{ report: BacktestReport; read: ReadLogs }> => {
  const { settings } = ok(withParameters(await settingsOf(values), textOf(values, "set")));
  const [playbooks, files] = [listOf(values, "campaigns"), listOf(values, "files")];
  if (playbooks.length + files.length === 0)
    throw wrongArgument("--campaigns", "is missing, and --files too", "nothing", "the id of a playbook, or a file");
  const tried = ok(await triedCampaigns({ settings, playbooks, files }));
  const span = spanOf(values);
  const assumed = assumedOf(values);
  const read = await readInto(log, values, settings);
  const out = textOf(values, "out");
  if (out !== undefined) await mkdir(out, { recursive: true });
  const messages = out === undefined ? undefined : createLineFile(join(out, "messages.jsonl"));
  const costOf = messageCosts({ ...tried, settings, now: log.orderSpan()?.last ?? 0 });
  const report = backtest({
    ...{ rules: tried.rules, log, assumed, costOf, ...span },
    onMessage: (customerId, message) => messages?.add(plannedLine(customerId, message)),
    onProgress: (customers) => process.stderr.write(`${customers} customers played\n`),
  });
  messages?.close();
  return { report, read };
};

const write = async (directory: string, report: BacktestReport, read: ReadLogs): Promise<void> => {
  const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
  const imported = read.customersFile ? { ...read.orders, customersFile: read.customersFile } : read.orders;
  await writeFile(join(directory, "backtest.json"), json(report));
  await writeFile(join(directory, "weeks.csv"), [...weekRows(report)].map((row) => `${row}\n`).join(""));
  await writeFile(join(directory, "import.json"), json(imported));
};

const run = async (values: Values): Promise<ExitCode> => {
  const log = createEventLog();
  try {
    const { report, read } = await play(values, log);
    const out = textOf(values, "out");
    if (out !== undefined) await write(out, report, read);
    process.stdout.write(
      values.json === true
        ? `${JSON.stringify({ import: read.orders, ...report }, null, 2)}\n`
        : backtestTable(report, read.orders),
    );
    return 0;
  } finally {
    log.close();
  }
};

await runCommand({ help, options, run });
