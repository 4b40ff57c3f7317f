// Fits the customer-base models to an order log, and says of each customer what the best of them expects.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { zoneCalendar } from "../lambdas/domain/zone-calendar.ts";
import { systemClock } from "../lambdas/shared/clock.ts";
import {
  type ExitCode,
  instantOf,
  runCommand,
  settingsOf,
  textOf,
  type Values,
  WrongArguments,
  wholeNumberOf,
  wrongArgument,
} from "../lib/command.ts";
import { calibrationChart } from "../lib/fit/calibration-chart.ts";
import { type CustomerRow, customerLines, customerRows, fitLog } from "../lib/fit/fit-log.ts";
import { type FitReport, fitReport } from "../lib/fit/fit-report.ts";
import { fitTable } from "../lib/fit/fit-table.ts";
import { checkForecast, type ForecastCheck } from "../lib/fit/forecast-check.ts";
import { type CustomerDays, createOrderDays, lastDayOf, seenUntil } from "../lib/fit/order-days.ts";
import { createProductLog, type ProductPurchases } from "../lib/fit/product-purchases.ts";
import { checkReminders, type ReminderCheck } from "../lib/fit/reminder-check.ts";
import { readOrders } from "../lib/import/import-file.ts";
import type { ImportReport } from "../lib/import/import-report.ts";
import { ordersPathOf } from "../lib/log-arguments.ts";

const help = `Usage: npm run fit -- --orders FILE [options]

Fits the customer-base models to an order log (CSV, may be gzipped): BG/NBD, MBG/NBD, their kin with a steadier rhythm, Pareto/NBD
for comparison, and gamma-gamma for spend. Orders of one customer on one day count as one. docs/value-model.md says more.

  --orders FILE        one row per order or order line
  --settings FILE      the shop's settings: its time zone says which day it was
  --until DATE         the last day that counts                  (default: the day of the last order)
  --horizons LIST      days ahead that orders are expected for   (default: 30,90,180,365)
  --holdout DAYS       fits once more without the last DAYS days, and compares the forecast of them with what came;
                       with products in the log, the dates of their next purchases as well
  --out DIR            writes fit.json, customers.csv, and calibration.svg with --holdout
  --json               prints the figures as JSON
  --help               this text

Exit codes: 0 done, 1 failed, 2 bad arguments.
`;

const options = {
  orders: { type: "string" },
  settings: { type: "string" },
  until: { type: "string" },
  horizons: { type: "string" },
  holdout: { type: "string" },
  out: { type: "string" },
  json: { type: "boolean" },
} as const;

const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

const longestHorizonDays = 3650;

const horizonsOf = (values: Values): readonly number[] => {
  const horizons = (textOf(values, "horizons") ?? "30,90,180,365")
    .split(",")
    .map((text) => ({ text, days: Number(text) }));
  const wrong = horizons.find(({ days }) => !Number.isInteger(days) || days < 1 || days > longestHorizonDays);
  if (wrong !== undefined)
    throw wrongArgument(
      "--horizons",
      "is no list of days",
      wrong.text,
      `whole numbers from 1 to ${longestHorizonDays}`,
    );
  return [...new Set(horizons.map(({ days }) => days))].sort((a, b) => a - b);
};

interface Log {
  readonly customers: readonly CustomerDays[];
  readonly products: readonly ProductPurchases[];
  readonly until: number;
  readonly imported: ImportReport;
}

const readLog = async (values: Values): Promise<Log> => {
  const path = ordersPathOf(values);
  const settings = await settingsOf(values);
  const { dayOf } = zoneCalendar(settings.shop.timeZone);
  const untilAt = textOf(values, "until") === undefined ? undefined : untilOf(values, dayOf);
  const opened = await readOrders({ path, settings, now: systemClock.now() });
  if (!opened.ok) throw new WrongArguments(opened.problems);
  const days = createOrderDays(dayOf);
  const products = createProductLog(dayOf);
  for await (const event of opened.reading.events) {
    days.add(event);
    // Only what is held back asks for products.
    if (values.holdout !== undefined) products.add(event);
  }
  const all = days.customers();
  const until = untilAt ?? lastDayOf(all);
  if (until === undefined) throw wrongArgument("--orders", "holds no order", path, "a file with at least one order");
  const customers = seenUntil(all, until);
  if (customers.length === 0)
    throw wrongArgument("--until", "lies before the first order", textOf(values, "until") ?? "", "a later date");
  return { customers, products: products.repeated(), until, imported: opened.reading.report() };
};

/** A date is that day, whatever the zone; an instant is the shop's day that holds it. */
const untilOf = (values: Values, dayOf: (at: number) => number): number | undefined => {
  const at = instantOf(values, "until");
  if (at === undefined) return undefined;
  return textOf(values, "until")?.includes("T") === true ? dayOf(at) : at / 86_400_000;
};

interface Checks {
  readonly check?: ForecastCheck;
  readonly reminders?: ReminderCheck | undefined;
}

const checksOf = (values: Values, { customers, products, until }: Log): Checks => {
  const days = wholeNumberOf(values, "holdout", 1);
  if (days === undefined) return {};
  if (seenUntil(customers, until - days).length === 0)
    throw wrongArgument("--holdout", "leaves no order to fit", String(days), "fewer days");
  say(`Fitting without the last ${days} days`);
  const check = checkForecast(customers, until, days);
  return { check, reminders: checkReminders(products, customers, { fittedUntil: until - days, until }) };
};

const write = async (
  directory: string,
  report: FitReport,
  { rows, horizons }: { readonly rows: readonly CustomerRow[]; readonly horizons: readonly number[] },
): Promise<void> => {
  await mkdir(directory, { recursive: true });
  await writeFile(join(directory, "fit.json"), `${JSON.stringify(report, null, 2)}\n`);
  await writeFile(join(directory, "customers.csv"), `${[...customerLines(rows, horizons)].join("\n")}\n`);
  const { heldBack } = report;
  if (heldBack === undefined) return;
  const title = `${heldBack.chosen}: ${heldBack.heldBackDays} days after ${heldBack.fittedUntil}`;
  await writeFile(join(directory, "calibration.svg"), calibrationChart(heldBack.calibration, title));
};

const run = async (values: Values): Promise<ExitCode> => {
  const horizons = horizonsOf(values);
  const log = await readLog(values);
  const checks = checksOf(values, log);
  const fit = fitLog(log.customers, log.until, say);
  const rows = customerRows(log.customers, fit, horizons);
  const expectedOrders = Object.fromEntries(
    horizons.map((days, index) => [days, rows.reduce((sum, { expected }) => sum + (expected[index] ?? 0), 0)]),
  );
  const report = fitReport({ fit, expectedOrders, imported: log.imported, ...checks });
  const out = textOf(values, "out");
  if (out !== undefined) await write(out, report, { rows, horizons });
  process.stdout.write(values.json === true ? `${JSON.stringify(report, null, 2)}\n` : fitTable(report));
  return 0;
};

await runCommand({ help, options, run });
