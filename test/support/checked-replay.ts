import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { parseSettings } from "../../lambdas/domain/parse-settings.ts";
import { readOrders } from "../../lib/import/import-file.ts";
import type { ImportReport } from "../../lib/import/import-report.ts";
import { messageLine } from "../../lib/replay/message-line.ts";
import { type ReplayResult, replay } from "../../lib/replay/replay.ts";
import { brokenWakeUps, type OrderLine } from "./dormant-checks.ts";
import {
  brokenCaps,
  brokenFunnel,
  brokenHoldOut,
  brokenHours,
  type CheckedSettings,
  type MessageLine,
  repeatedKeys,
} from "./message-checks.ts";
import { instantOf } from "./shop-clock.ts";

export type ReplayedSettings = CheckedSettings & {
  readonly shop: { readonly timeZone: string };
  readonly campaigns?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly holdOut?: { readonly percent: number; readonly salt: string };
};

export interface Replayed {
  readonly imported: ImportReport;
  readonly result: Extract<ReplayResult, { ok: true }>;
  /** The text of `messages.jsonl`. */
  readonly text: string;
  readonly messages: readonly MessageLine[];
}

/** What `npm run replay` does with a file and a settings file. */
export const replayFile = async (path: string, settings: ReplayedSettings): Promise<Replayed> => {
  const parsed = parseSettings(settings);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const opened = await readOrders({ path, settings: parsed.settings, now: Date.UTC(2030, 0, 1) });
  if (!opened.ok) throw new Error(JSON.stringify(opened.problems));
  const events = [];
  for await (const event of opened.reading.events) events.push(event);
  const result = await replay({ settings: parsed.settings, events, assumed: ["email"] });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  const text = result.messages.map((message) => `${messageLine(message)}\n`).join("");
  const messages = text
    .split("\n")
    .filter(Boolean)
    .map((line): MessageLine => JSON.parse(line));
  return { imported: opened.reading.report(), result, text, messages };
};

/** Every check that needs no order file. */
export const brokenRules = ({ result, messages }: Replayed, settings: CheckedSettings): string[] => [
  ...repeatedKeys(messages),
  ...brokenHours(messages, settings),
  ...brokenCaps(messages, settings),
  ...brokenHoldOut(messages),
  ...brokenFunnel(result.funnel, messages),
];

/** Orders of a file by plain splitting of lines: an order is an id of a customer, at the time of its latest line. */
export const plainOrders = (
  path: string,
  columns: { readonly customer: number; readonly order: number; readonly at: number },
  zone: string,
): OrderLine[] => {
  const bytes = readFileSync(path);
  const text = (path.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
  const orders = new Map<string, OrderLine>();
  const instants = new Map<string, number>();
  for (const line of text.split("\n").slice(1)) {
    const cells = line.split(",");
    const [customerId, orderId, wallClock] = [cells[columns.customer], cells[columns.order], cells[columns.at]?.trim()];
    if (!customerId || !orderId || !wallClock || orderId.startsWith("C")) continue;
    const at = instants.get(wallClock) ?? instantOf(wallClock, zone);
    instants.set(wallClock, at);
    const known = orders.get(`${customerId} ${orderId}`);
    orders.set(`${customerId} ${orderId}`, { customerId, at: Math.max(known?.at ?? at, at) });
  }
  return [...orders.values()];
};

export const wakeUpProblems = (
  replayed: Replayed,
  orders: readonly OrderLine[],
  settings: ReplayedSettings,
  dormantDays: number,
): string[] =>
  brokenWakeUps({
    messages: replayed.messages,
    orders,
    settings,
    dormantDays,
    timeZone: settings.shop.timeZone,
    until: Math.max(...orders.map(({ at }) => at)),
  });
