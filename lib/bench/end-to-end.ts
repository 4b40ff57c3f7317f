// The main job from end to end: customers are due, the real handlers decide, claim and render, and every message is accepted by
// the stand-in over HTTP. Tables are the durable ones of the embedded engine, which is a process of its own.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { dayMs } from "../../lambdas/domain/limits.ts";
import { parseSettings } from "../../lambdas/domain/parse-settings.ts";
import { createCampaignStore } from "../../lambdas/store/campaign-store.ts";
import { type LocalRuntime, startRuntime } from "../local/runtime.ts";
import { createVirtualClock } from "../local/virtual-clock.ts";
import { installPlaybooks } from "../playbooks/install.ts";
import { noon } from "./capacity-shop.ts";
import { dueCustomer, storeCustomers } from "./due-customers.ts";
import { storedIn } from "./stored-bytes.ts";

export interface EndToEndQuestion {
  readonly customers: number;
  /** The first so many of them are due at once; the others only in months. */
  readonly due: number;
  readonly onProgress: (line: string) => void;
}

export interface EndToEnd {
  readonly customers: number;
  readonly due: number;
  readonly accepted: number;
  readonly seconds: number;
  readonly messagesPerSecond: number;
  readonly firstMessageSeconds: number;
  /** Of this process: handlers, streams, and the stand-in that answers. The table engine is another one. */
  readonly cpuMsPerMessage: number;
  readonly peakMegabytes: number;
  /** Of the HTML of one message. */
  readonly htmlBytes: number;
  /** Of the messages table, as DynamoDB counts. */
  readonly storedBytesPerMessage: number;
  /** The day after, when almost nobody is due. */
  readonly nextDay: { readonly accepted: number; readonly seconds: number };
}

const campaignId = "dormant-wake-up";
const storedAtOnce = 1_000;
const lookEveryMs = 10;

export const measureEndToEnd = async (q: EndToEndQuestion): Promise<EndToEnd> => {
  const directory = mkdtempSync(join(tmpdir(), "rekindle-bench-"));
  const clock = createVirtualClock({ startAt: noon });
  const local = await startRuntime({
    ...{ directory, clock, directTables: true },
    // The clock stands still, so all messages fall into one second of the quota; and a slow machine is no time-out.
    standIns: { keepBodies: false, quota: { max24HourSend: 1_000_000, maxSendRate: 1_000_000 } },
    providerTimeouts: { connectionTimeout: 30_000, requestTimeout: 30_000 },
  });
  try {
    await fill(local, q, await goLive(local));
    return { ...(await measured(local, q)), htmlBytes: htmlBytes(directory) };
  } finally {
    await local.stop();
    rmSync(directory, { recursive: true, force: true });
  }
};

const goLive = async (local: LocalRuntime): Promise<number> => {
  const parsed = parseSettings({ campaigns: { [campaignId]: { shopUrl: "https://shop.example" } } });
  if (!parsed.ok) throw new Error("The settings of the benchmark are not valid");
  const store = createCampaignStore(local.runtime);
  const { installed } = await installPlaybooks({ store, settings: parsed.settings, only: [campaignId] });
  const trigger = installed[0]?.trigger;
  if (trigger?.kind !== "since-last-order") throw new Error(`${campaignId} did not go live`);
  await local.drain();
  return trigger.days;
};

const fill = async (local: LocalRuntime, q: EndToEndQuestion, silentDays: number): Promise<void> => {
  const customer = (index: number) =>
    dueCustomer({
      customerId: `customer-8f14e45f-${100_000 + index}`,
      dueAt: index < q.due ? noon : noon + 100 * dayMs + index * 1_000,
      ...{ silentDays, contacts: 0 },
    });
  for (let from = 0; from < q.customers; from += storedAtOnce) {
    const length = Math.min(storedAtOnce, q.customers - from);
    await storeCustomers(
      local.runtime,
      Array.from({ length }, (_, index) => customer(from + index)),
    );
  }
  // What the streams tell of the new customers is not the job that is measured.
  await local.drain();
  q.onProgress(`end-to-end: ${q.customers} customers stored, ${q.due} due`);
};

/** Until nobody is due any more. A tick takes what its time allows, and says what is left by leaving it due. */
const sendAll = async (local: LocalRuntime): Promise<void> => {
  for (;;) {
    await local.tick();
    await local.drain();
    const next = await local.nextDueAt();
    if (next === undefined || next > local.clock.now()) return;
  }
};

const secondsSince = (from: number): number => Math.round(performance.now() - from) / 1_000;

/** Looks at the inbox and at the memory now and then: what happens in between is not seen. */
const watch = (local: LocalRuntime, from: number) => {
  const seen = { firstMessageSeconds: Number.NaN, peakBytes: 0 };
  const before = local.standIns.inbox().length;
  const timer = setInterval(() => {
    seen.peakBytes = Math.max(seen.peakBytes, process.memoryUsage.rss());
    if (Number.isNaN(seen.firstMessageSeconds) && local.standIns.inbox().length > before)
      seen.firstMessageSeconds = secondsSince(from);
  }, lookEveryMs);
  return { seen, stop: () => clearInterval(timer) };
};

/** The stand-in writes what it accepted line by line. */
const htmlBytes = (directory: string): number => {
  const [first = "{}"] = readFileSync(join(directory, "inbox.jsonl"), "utf8").split("\n", 1);
  return Buffer.byteLength((JSON.parse(first) as { readonly html?: string }).html ?? "");
};

const measured = async (local: LocalRuntime, q: EndToEndQuestion): Promise<Omit<EndToEnd, "htmlBytes">> => {
  const from = performance.now();
  const cpu = process.cpuUsage();
  const { seen, stop } = watch(local, from);
  await sendAll(local);
  const seconds = secondsSince(from);
  const used = process.cpuUsage(cpu);
  stop();
  const accepted = local.standIns.inbox().length;
  return {
    ...{ customers: q.customers, due: q.due, accepted, seconds },
    messagesPerSecond: Math.round(accepted / seconds),
    firstMessageSeconds: seen.firstMessageSeconds,
    cpuMsPerMessage: Math.round((used.user + used.system) / 10 / accepted) / 100,
    peakMegabytes: Math.round(seen.peakBytes / 1_000_000),
    storedBytesPerMessage: Math.round((await storedIn(local.runtime, "MESSAGES_TABLE")).bytes / accepted),
    nextDay: await nextDay(local),
  };
};

const nextDay = async (local: LocalRuntime): Promise<EndToEnd["nextDay"]> => {
  const before = local.standIns.inbox().length;
  local.clock.advanceTo(local.clock.now() + dayMs);
  const from = performance.now();
  await sendAll(local);
  return { accepted: local.standIns.inbox().length - before, seconds: secondsSince(from) };
};
