import { advance } from "../../lambdas/domain/advance.ts";
import type { Campaign } from "../../lambdas/domain/campaign.ts";
import { decide } from "../../lambdas/domain/decide.ts";
import { emptyProfile, type Profile } from "../../lambdas/domain/profile.ts";
import { compileRules, type Rules } from "../../lambdas/domain/rules.ts";
import { settingsSchema } from "../../lambdas/domain/settings.ts";
import { sampleShop } from "../sample/sample-shop.ts";

const dayMs = 86_400_000;
const endAt = Date.UTC(2026, 9, 1, 12);

export interface DecideBench {
  readonly campaigns: number;
  /** Looks measured: every one that the sample shop's customers came due for in 18 months. */
  readonly cases: number;
  /** The median of the runs, of processor time and not of the clock on the wall. */
  readonly customersPerSecond: number;
  /** The slowest and the fastest run. */
  readonly spread: readonly [number, number];
  /** Rounds of a fixed multiplication and addition that this machine does in the time of one customer, at the median. */
  readonly roundsPerCustomer: number;
  /** Bytes of memory that one decision allocates; the median over parts in which nothing was collected. */
  readonly bytesPerCustomer: number;
  readonly reservationsPerLook: number;
}

interface Case {
  readonly profile: Profile;
  readonly now: number;
}

export interface DecideQuestion {
  readonly campaigns: number;
  /** Processor time of this process, milliseconds. */
  readonly cpuMs: () => number;
  /** Bytes in use on the heap. */
  readonly heapBytes: () => number;
  /** Default: 3. */
  readonly runs?: number;
  /** Length of one run, milliseconds. Default: 2000. */
  readonly runMs?: number;
}

/** Decides, again and again, every look of the sample shop's 18 months: customers who are due, as the tick meets them. */
export const benchDecide = (q: DecideQuestion): DecideBench => {
  const { runs = 3, runMs = 2000 } = q;
  const rules = rulesOf(q.campaigns);
  const cases = dueCases(rules);
  decideAll(cases, rules); // Compiles what is measured.
  const rates = Array.from({ length: runs }, () => customersPerSecond(cases, rules, q.cpuMs, runMs)).toSorted(
    ascending,
  );
  const rate = median(rates);
  return {
    campaigns: q.campaigns,
    cases: cases.length,
    customersPerSecond: Math.round(rate),
    spread: [Math.round(rates[0] ?? 0), Math.round(rates.at(-1) ?? 0)],
    roundsPerCustomer: Math.round(roundsPerSecond(q.cpuMs) / rate),
    bytesPerCustomer: Math.round(bytesPerCustomer(cases, rules, q.heapBytes)),
    reservationsPerLook: Math.round((decideAll(cases, rules) / cases.length) * 100) / 100,
  };
};

const ascending = (a: number, b: number): number => a - b;
const median = (sorted: readonly number[]): number => sorted[sorted.length >> 1] ?? 0;

/** Returns the messages reserved, so that no decision can be left out as unused. */
const decideAll = (cases: readonly Case[], rules: Rules): number => {
  let reservations = 0;
  for (const { profile, now } of cases) reservations += decide(profile, now, rules).reservations.length;
  return reservations;
};

const customersPerSecond = (cases: readonly Case[], rules: Rules, cpuMs: () => number, runMs: number): number => {
  const startedAt = cpuMs();
  let rounds = 0;
  let elapsedMs = 0;
  for (; elapsedMs < runMs; elapsedMs = cpuMs() - startedAt) {
    decideAll(cases, rules);
    rounds += 1;
  }
  return (rounds * cases.length * 1000) / elapsedMs;
};

const calibrationRounds = 100_000_000;

/** A chain in which each step waits for the one before: it tells how fast the core runs at this moment, and nothing else. */
const roundsPerSecond = (cpuMs: () => number): number => {
  const startedAt = cpuMs();
  let value = 1;
  for (let round = 0; round < calibrationRounds; round += 1) value = (Math.imul(value, 1_664_525) + 1_013_904_223) | 0;
  const elapsedMs = cpuMs() - startedAt;
  return value === 0 ? 0 : (calibrationRounds * 1000) / elapsedMs;
};

const partSize = 200;

const bytesPerCustomer = (cases: readonly Case[], rules: Rules, heapBytes: () => number): number => {
  const grown: number[] = [];
  for (let start = 0; start + partSize <= cases.length && grown.length < 100; start += partSize) {
    const part = cases.slice(start, start + partSize);
    const before = heapBytes();
    decideAll(part, rules);
    const growth = heapBytes() - before;
    if (growth > 0) grown.push(growth / partSize);
  }
  return median(grown.toSorted(ascending));
};

export const rulesOf = (count: number): Rules =>
  compileRules(
    { revision: 1, paused: false, settings: settingsSchema.parse({}), campaigns: campaignsOf(count) },
    { gapCount: 100, gapMsTotal: 100 * 40 * dayMs },
    { at: 1, customers: { dropsAtFirst: true, regularity: 2, parameters: { r: 1.2, alpha: 4, a: 0.4, b: 2 } } },
  );

/** Of every kind, with thresholds spread out so that they fall due on different days. */
const campaignsOf = (count: number): Campaign[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `campaign-${index}`,
    version: 1,
    trigger: triggerOf(index),
    steps: [
      {
        kind: "send",
        id: "message",
        channels: ["email", "sms"],
        category: "promotion",
        obeysCaps: true,
        countsTowardCaps: true,
        whenCapped: "defer",
        whenClosed: "defer",
        sendWithinHours: 72,
      },
    ],
    policy: { priority: 1 + (index % 9), expectedValue: 0, holdOutPercent: 0, leaveOnOrder: true },
  }));

/**
 * In ten campaigns: a silence, the next order twice, the next purchase of a product, who is still a customer, a delivery, and a
 * birthday, a calendar, a tier and an event.
 */
const triggerOf = (index: number): Campaign["trigger"] => {
  const at = "09:00";
  switch (index % 10) {
    case 1:
    case 7:
      return { kind: "before-next-order", leadDays: 3 + index, minOrders: 2, priorGapDays: 60, priorWeight: 3 };
    case 2:
      return { kind: "after-delivery", days: 2 + index, assumedDeliveryDays: 5, freshnessDays: 14 };
    case 3:
      return {
        kind: "date",
        attribute: "birthday",
        every: "year",
        offsetDays: -index,
        at,
        leapDay: "feb-28",
        lateHours: 24,
      };
    case 4:
      return { kind: "calendar", day: { festival: "mid-autumn" }, offsetDays: -index, at, lateHours: 48 };
    case 5:
      return { kind: "tier", change: "down" };
    case 6:
      return { kind: "event", on: { event: "order-placed" }, delayMinutes: 60 * index, freshnessHours: 48 };
    case 8:
      return { kind: "alive-below", probability: 0.3, minDays: 30, assumedDays: 180 };
    case 9:
      return { kind: "before-next-purchase", leadDays: 7, minPurchases: 1 };
    default:
      return { kind: "since-last-order", days: 60 + 30 * index };
  }
};

/** Every day of the year is somebody's birthday. */
const bornOn = (index: number): string =>
  new Date(Date.UTC(1960 + (index % 45), 0, 1 + ((index * 17) % 365))).toISOString().slice(0, 10);

/** Plays the shop's history with the clock jumping from due time to due time, and keeps each instant of a decision. */
const dueCases = (rules: Rules): readonly Case[] => {
  const cases: Case[] = [];
  const profiles = new Map<string, Profile>();
  for (const event of sampleShop({ seed: 1, endAt }).events) {
    const attributes = { birthday: bornOn(profiles.size) };
    const before = profiles.get(event.customerId) ?? { ...emptyProfile(event.customerId), attributes };
    const profile = lookUntil(before, event.occurredAt, rules, cases);
    profiles.set(event.customerId, advance({ profile, events: [event], now: event.occurredAt, rules }).profile);
  }
  for (const profile of profiles.values()) lookUntil(profile, endAt, rules, cases);
  return cases;
};

const lookUntil = (start: Profile, until: number, rules: Rules, cases: Case[]): Profile => {
  let profile = start;
  while (profile.dueAt !== undefined && profile.dueAt <= until) {
    const now = profile.dueAt;
    cases.push({ profile, now });
    profile = advance({ profile, events: [], now, rules }).profile;
  }
  return profile;
};
