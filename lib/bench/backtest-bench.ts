import { compileRules, type Rules } from "../../lambdas/domain/rules.ts";
import { settingsSchema } from "../../lambdas/domain/settings.ts";
import { type BacktestReport, backtest } from "../backtest/backtest.ts";
import { createEventLog, type EventLog } from "../backtest/event-log.ts";
import { generatedOrders } from "../backtest/order-generator.ts";
import { draftOf } from "../playbooks/install.ts";
import { nineOthers } from "./ten-campaigns.ts";

const campaignId = "dormant-wake-up";
const endAt = Date.UTC(2026, 9, 1, 12);
const days = 730;

export interface BacktestBench {
  readonly orders: number;
  readonly customers: number;
  readonly messages: number;
  /** The whole of it: making the log, sorting it by customer, playing it. */
  readonly wallSeconds: number;
  readonly cpuSeconds: number;
  /** Of these, generating and sorting. */
  readonly logCpuSeconds: number;
  readonly peakMegabytes: number;
}

export interface BacktestBenchQuestion {
  readonly orders: number;
  readonly seed: number;
  /** Milliseconds of this process, and of the clock on the wall. */
  readonly cpuMs: () => number;
  readonly wallMs: () => number;
  /** The most memory the process has had at once so far, in bytes. */
  readonly peakBytes: () => number;
  readonly onProgress: (line: string) => void;
}

/** The playbook for the dormant and one campaign of each kind of trigger, on generated orders of two years. */
export const benchBacktest = async (q: BacktestBenchQuestion): Promise<BacktestBench> => {
  const rules = await tenRules();
  const [cpu, wall] = [q.cpuMs(), q.wallMs()];
  const log = createEventLog();
  try {
    for (const event of generatedOrders({ seed: q.seed, orders: q.orders, endAt, days })) log.add(event);
    const logged = q.cpuMs();
    q.onProgress(`backtest: ${log.events()} events in ${Math.round((logged - cpu) / 100) / 10} s`);
    const report = play(rules, log, q.onProgress);
    const inSeconds = (ms: number) => Math.round(ms / 100) / 10;
    return {
      ...{ orders: q.orders, customers: report.customers },
      messages: report.campaigns.reduce((sum, { sent }) => sum + sent, 0),
      ...{ wallSeconds: inSeconds(q.wallMs() - wall), cpuSeconds: inSeconds(q.cpuMs() - cpu) },
      logCpuSeconds: inSeconds(logged - cpu),
      peakMegabytes: Math.round(q.peakBytes() / 1_000_000),
    };
  } finally {
    log.close();
  }
};

const play = (rules: Rules, log: EventLog, onProgress: (line: string) => void): BacktestReport =>
  backtest({
    ...{ rules, log, assumed: ["email"], costOf: () => 0.0001 },
    onProgress: (customers) => {
      if (customers % 50_000 === 0) onProgress(`backtest: ${customers} customers played`);
    },
  });

export const tenRules = async (): Promise<Rules> => {
  const settings = settingsSchema.parse({ campaigns: { [campaignId]: { shopUrl: "https://shop.example" } } });
  const drafted = await draftOf(campaignId, { settings, only: [campaignId] });
  if (!drafted.ok) throw new Error(`${campaignId} cannot be built`);
  const { campaign, coupons, segments } = drafted.draft;
  const snapshot = {
    ...{ revision: 1, paused: false, settings },
    campaigns: [campaign, ...nineOthers.campaigns],
    segments: [...segments, ...nineOthers.segments],
    coupons: [...coupons, ...nineOthers.coupons],
  };
  return compileRules(snapshot, { gapCount: 0, gapMsTotal: 0 });
};
