import { advance } from "../../lambdas/domain/advance.ts";
import type { CustomerEvent } from "../../lambdas/domain/event.ts";
import { emptyProfile, type Profile } from "../../lambdas/domain/profile.ts";
import type { Rules } from "../../lambdas/domain/rules.ts";
import { sampleShop } from "../sample/sample-shop.ts";
import { rulesOf } from "./decide-bench.ts";

const endAt = Date.UTC(2026, 9, 1, 12);

export interface AdvanceBench {
  readonly campaigns: number;
  readonly events: number;
  /** The median of the runs, of processor time. */
  readonly eventsPerSecond: number;
  /** The slowest and the fastest run. */
  readonly spread: readonly [number, number];
}

export interface AdvanceQuestion {
  readonly campaigns: number;
  /** Processor time of this process, milliseconds. */
  readonly cpuMs: () => number;
  /** Default: 3. */
  readonly runs?: number;
}

/** Every event of the shop in its order, each folded into the profile as it came, with its decision and the next plan. */
const playAll = (events: readonly CustomerEvent[], rules: Rules): void => {
  const profiles = new Map<string, Profile>();
  for (const event of events) {
    const profile = profiles.get(event.customerId) ?? emptyProfile(event.customerId);
    profiles.set(event.customerId, advance({ profile, events: [event], now: event.occurredAt, rules }).profile);
  }
};

/** `advance` over the sample shop's 18 months: what `refresh-profile` does for each event, without tables. */
export const benchAdvance = ({ campaigns, cpuMs, runs = 3 }: AdvanceQuestion): AdvanceBench => {
  const { events } = sampleShop({ seed: 1, endAt });
  const rules = rulesOf(campaigns);
  playAll(events, rules); // Compiles what is measured.
  const rates = Array.from({ length: runs }, () => {
    const from = cpuMs();
    playAll(events, rules);
    return Math.round((events.length * 1_000) / (cpuMs() - from));
  }).toSorted((a, b) => a - b);
  return {
    ...{ campaigns, events: events.length },
    eventsPerSecond: rates[runs >> 1] ?? 0,
    spread: [rates[0] ?? 0, rates.at(-1) ?? 0],
  };
};
