import type { CampaignBacktest } from "../../lambdas/domain/backtest.ts";
import type { ImportReport } from "../import/import-report.ts";
import type { BacktestReport } from "./backtest.ts";

/** What a person reads after a backtest. */
export const backtestTable = (report: BacktestReport, imported: ImportReport): string =>
  [importLines(imported), headLines(report), ...report.campaigns.map(campaignLines), weekLines(report)]
    .map((lines) => `${lines.join("\n")}\n`)
    .join("\n");

const importLines = (imported: ImportReport): string[] => [
  `Import      ${imported.rowsRead} rows read, ${imported.accepted} accepted`,
  ...Object.values(imported.rejected).map(
    ({ count, example }) =>
      `            ${count} left out, such as ${example.where}: ${example.problem}${example.received === undefined ? "" : ` (${example.received})`}`,
  ),
];

const headLines = ({ from, to, customers, cut }: BacktestReport): string[] => [
  `History     ${from.slice(0, 10)} to ${to.slice(0, 10)}, ${customers} customers`,
  ...(cut === 0 ? [] : [`            ${cut} customers were given up: their looks went in circles`]),
];

const listed = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .map(([name, count]) => `${name} ${count}`)
    .join(", ") || "none";

const share = (part: number, whole: number): string => (whole === 0 ? "-" : `${((100 * part) / whole).toFixed(1)} %`);

const campaignLines = (one: CampaignBacktest<number>): string[] => {
  const { boughtAnyway: bought, goal } = one;
  return [
    one.campaignId,
    `  wanted    ${one.wanted} messages = ${one.sent} sent + ${one.heldOut} held out + ${sum(one.stopped)} stopped + ${one.left} left meanwhile + ${one.waiting} waiting`,
    `  sent      ${listed(one.channels)}; ${one.customers.reached} customers; ${one.usd} US dollars${one.unpriced === 0 ? "" : `, and ${one.unpriced} messages without a known price`}`,
    `  stopped   ${listed(one.stopped)}`,
    `  held out  ${share(one.heldOut, one.heldOut + one.sent)} of what was sent or held out`,
    `  bought anyway  after ${bought.bought} of ${bought.messages} messages whose goal days are over (${share(bought.bought, bought.messages)}): ${bought.orders} orders, ${bought.revenue}`,
    `  goal days  ${goal.treated.customers} customers treated, ${share(goal.treated.converted, goal.treated.customers)} reached the goal; ${goal.heldOut.customers} held out, ${share(goal.heldOut.converted, goal.heldOut.customers)}`,
  ];
};

const sum = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((total, count) => total + count, 0);

const weekLines = ({ weeks }: BacktestReport): string[] => [
  `${"Week of".padEnd(12)}${["email", "sms", "push", "US dollars"].map((name) => name.padStart(11)).join("")}`,
  ...weeks.map(
    ({ week, channels, usd }) =>
      `${week.padEnd(12)}${[channels.email ?? 0, channels.sms ?? 0, channels.push ?? 0, usd.toFixed(2)].map((value) => String(value).padStart(11)).join("")}`,
  ),
];

/** `weeks.csv`: a row per campaign and week. */
export function* weekRows({ campaigns }: BacktestReport): Generator<string> {
  yield "campaign,week,email,sms,push,usd";
  for (const { campaignId, weeks } of campaigns)
    for (const { week, channels, usd } of weeks)
      yield [campaignId, week, channels.email ?? 0, channels.sms ?? 0, channels.push ?? 0, usd].join(",");
}
