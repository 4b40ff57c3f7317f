import type { Campaign } from "../../lambdas/domain/campaign.ts";
import type { Channel } from "../../lambdas/domain/channel.ts";
import type { CustomerEvent } from "../../lambdas/domain/event.ts";
import type { Message } from "../../lambdas/domain/message.ts";
import type { Problem } from "../../lambdas/domain/problem.ts";
import type { Settings } from "../../lambdas/domain/settings.ts";
import { inParallel } from "../../lambdas/shared/batch.ts";
import { createCampaignStore } from "../../lambdas/store/campaign-store.ts";
import { createEventStore } from "../../lambdas/store/event-store.ts";
import { createMessageStore } from "../../lambdas/store/message-store.ts";
import { createReportStore } from "../../lambdas/store/report-store.ts";
import { loadWiring } from "../local/load-wiring.ts";
import { type LocalRuntime, startRuntime } from "../local/runtime.ts";
import { onlyTicks } from "../local/schedules.ts";
import { createVirtualClock } from "../local/virtual-clock.ts";
import { installPlaybooks } from "../playbooks/install.ts";
import { type CapacityReport, createCapacityLedger } from "./capacity-ledger.ts";
import { type FunnelLine, funnelLine } from "./funnel-line.ts";
import { assumedIdentity } from "./stand-in-customers.ts";

export interface ReplayInput {
  readonly settings: Settings;
  /** The log: one customer's events need not be together; any order. */
  readonly events: readonly CustomerEvent[];
  /** What is known of the customers; whoever is missing gets an assumed identity. */
  readonly customers?: readonly CustomerEvent[];
  /** Channels that assumed customers consented to. */
  readonly assumed: readonly Channel[];
  /** Campaign ids that go live. Absent: every playbook that the settings leave enabled. */
  readonly campaigns?: readonly string[];
  /** The clock starts here, epoch milliseconds: earlier events are history. Absent: at the first event. */
  readonly from?: number;
  /** The clock stops here, epoch milliseconds. Absent: at the last event. */
  readonly to?: number;
  /** Told how far the clock is. */
  readonly onProgress?: (progress: ReplayProgress) => void;
}

export interface ReplayProgress {
  readonly now: number;
  readonly eventsDone: number;
  readonly events: number;
}

export type ReplayResult =
  | { readonly ok: false; readonly problems: readonly Problem[] }
  | {
      readonly ok: true;
      readonly messages: readonly Message[];
      readonly funnel: readonly FunnelLine[];
      readonly capacity: CapacityReport;
      /** What the stand-ins for SES and SNS accepted: the other side's view of the same messages. */
      readonly acceptedCalls: number;
    };

/** One shard is enough for one machine, and makes one query per tick. */
const dueShards = 1;

/**
 * Runs a log through the real handlers and tables. The clock moves from event to event and, in between, from due time to
 * due time; at every stop the streams are drained first, so that a run is the same byte for byte whenever it is repeated.
 */
export const replay = async (input: ReplayInput): Promise<ReplayResult> => {
  const log = timeline(input);
  const first = log[0]?.occurredAt ?? 0;
  const until = input.to ?? log.at(-1)?.occurredAt ?? first;
  const ledger = createCapacityLedger();
  const local = await startRuntime({
    clock: createVirtualClock({ startAt: input.from ?? first }),
    dueShards,
    wiring: onlyTicks(await loadWiring()),
    load: ledger.load,
    directTables: true,
    directProviders: true,
    // A log has no SES account: only the campaigns' own limits pace it.
    standIns: { keepBodies: false, quota: { max24HourSend: -1, maxSendRate: 1_000_000 } },
  });
  try {
    const installed = await install(local, input);
    if (installed.problems.length > 0) return { ok: false, problems: installed.problems };
    await play(local, log, until, input.onProgress);
    const messages = await allMessages(local, log);
    const accepted = messages.filter(({ providerId }) => providerId !== undefined).length;
    return {
      ok: true,
      messages,
      funnel: await funnelOf(local, installed.campaigns, { from: first, to: until }),
      capacity: ledger.report(accepted),
      acceptedCalls: local.standIns.inbox().length,
    };
  } finally {
    await local.stop();
  }
};

/** Customers before their first order, ties in the order of the ids: nothing depends on the order of the files' lines. */
const timeline = ({ events, customers = [], assumed, to }: ReplayInput): readonly CustomerEvent[] => {
  const known = new Set(customers.map(({ customerId }) => customerId));
  const sorted = events
    .filter(({ occurredAt }) => to === undefined || occurredAt <= to)
    .toSorted(
      (a, b) =>
        a.occurredAt - b.occurredAt || compareText(a.customerId, b.customerId) || compareText(a.eventId, b.eventId),
    );
  const identities = sorted.flatMap(({ customerId, occurredAt }) => {
    if (known.has(customerId)) return [];
    known.add(customerId);
    return assumedIdentity(customerId, occurredAt, assumed);
  });
  // The sort is stable: at one instant a customer is known before they order.
  return [...customers, ...identities, ...sorted].sort((a, b) => a.occurredAt - b.occurredAt);
};

const compareText = (a: string, b: string): number => {
  if (a === b) return 0;
  return a < b ? -1 : 1;
};

const install = async (local: LocalRuntime, { settings, campaigns }: ReplayInput) => {
  const store = createCampaignStore(local.runtime);
  const { installed, problems } = await installPlaybooks({ store, settings, ...(campaigns && { only: campaigns }) });
  return { campaigns: installed, problems };
};

/**
 * Events of one instant go in together, before anything that falls due at that very instant: whoever orders on the day of
 * the threshold has ordered. What falls due earlier is sent earlier.
 */
const play = async (
  local: LocalRuntime,
  log: readonly CustomerEvent[],
  until: number,
  onProgress: ReplayInput["onProgress"],
): Promise<void> => {
  const events = createEventStore(local.runtime);
  for (let done = 0; done < log.length; ) {
    const batch = nextBatch(log, done, local.clock.now());
    const now = Math.max(batch[0]?.occurredAt ?? until, local.clock.now());
    await local.advanceTo(now - 1);
    local.clock.advanceTo(now);
    await events.append(batch.map((event) => ({ ...event, receivedAt: now })));
    await local.drain();
    done += batch.length;
    onProgress?.({ now, eventsDone: done, events: log.length });
  }
  await local.advanceTo(until);
};

/** History goes in by large pieces, everything after the start of the clock instant by instant. */
const historyBatch = 1000;

const nextBatch = (log: readonly CustomerEvent[], start: number, now: number): readonly CustomerEvent[] => {
  const startAt = log[start]?.occurredAt ?? now;
  const isNext = (event: CustomerEvent | undefined) =>
    event?.occurredAt === startAt || (event?.occurredAt ?? now) < now;
  let end = start + 1;
  while (end < log.length && isNext(log[end]) && (startAt >= now || end - start < historyBatch)) end += 1;
  return log.slice(start, end);
};

/** Customers whose messages are read at once: enough to keep the table engine busy. */
const customersAtOnce = 16;

const allMessages = async (local: LocalRuntime, log: readonly CustomerEvent[]): Promise<readonly Message[]> => {
  const store = createMessageStore(local.runtime);
  const messages: Message[] = [];
  const customers = [...new Set(log.map((event) => event.customerId))];
  await inParallel(customers, customersAtOnce, async (customerId) => {
    messages.push(...(await store.list(customerId)));
  });
  return messages.sort(
    (a, b) =>
      a.reservedAt - b.reservedAt || compareText(a.customerId, b.customerId) || compareText(a.messageKey, b.messageKey),
  );
};

const funnelOf = async (
  local: LocalRuntime,
  campaigns: readonly Campaign[],
  { from, to }: { readonly from: number; readonly to: number },
): Promise<readonly FunnelLine[]> => {
  const reports = createReportStore(local.runtime);
  // A day more on either side: the shop's local days begin and end within a day of the same date in UTC.
  const span = { from: isoDate(from - 86_400_000), to: isoDate(to + 86_400_000) };
  const lines: FunnelLine[] = [];
  for (const { id } of campaigns) lines.push(funnelLine(id, await reports.funnel(id, span)));
  return lines.sort((a, b) => compareText(a.campaignId, b.campaignId));
};

const isoDate = (at: number): string => new Date(at).toISOString().slice(0, 10);
