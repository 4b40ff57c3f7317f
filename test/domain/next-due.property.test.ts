// `nextDue` against a search through the minutes: each minute is asked whether the campaign may take the customer in.
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Campaign, Trigger } from "../../lambdas/domain/campaign.ts";
import { holds } from "../../lambdas/domain/holds.ts";
import { nextDue, nextDueAt } from "../../lambdas/domain/plan.ts";
import type { Predicate } from "../../lambdas/domain/predicate.ts";
import type { Profile } from "../../lambdas/domain/profile.ts";
import { at, dayMs, dormantCampaign, hourMs, rulesWith } from "../support/campaigns.ts";
import { aProfile } from "../support/factories.ts";
import {
  type FoundOccurrence,
  firstMinute,
  minuteMs,
  occurrencesByMinute,
  readingAt,
} from "../support/minute-search.ts";

const zones = ["Europe/London", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "Asia/Shanghai"] as const;
const zone = fc.constantFrom(...zones);
/** Days on which clocks change somewhere, months end, a leap day comes, a festival falls, and nothing happens. */
const dates = [
  "2027-02-06",
  "2027-02-28",
  "2027-03-14",
  "2027-03-28",
  "2027-04-04",
  "2027-10-03",
  "2027-10-31",
  "2028-02-29",
];
const aDay = fc.constantFrom(...dates, "2027-06-15", "2027-12-31");
const clock = fc
  .tuple(fc.constantFrom(0, 1, 2, 3, 9, 18, 23), fc.constantFrom(0, 15, 30, 59))
  .map(([hour, minute]) => `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`);
const lateHours = fc.constantFrom(1, 6, 24, 72);
const offsetDays = fc.integer({ min: -3, max: 3 });

type LocalTrigger = Extract<Trigger, { kind: "date" | "calendar" | "broadcast" }>;

const dateTrigger = fc
  .record({
    every: fc.constantFrom("once" as const, "year" as const, "months" as const),
    offsetDays,
    at: clock,
    leapDay: fc.constantFrom("feb-28" as const, "mar-1" as const),
    lateHours,
  })
  .map((rest): LocalTrigger => ({ kind: "date", attribute: "dates", ...rest }));

const calendarTrigger = (day: string): fc.Arbitrary<LocalTrigger> =>
  fc
    .record({
      day: fc.constantFrom(
        { festival: "spring-festival" as const },
        { month: Number(day.slice(5, 7)), dayOfMonth: Number(day.slice(8)) },
        { month: 2, dayOfMonth: 31 },
      ),
      offsetDays,
      at: clock,
      lateHours,
    })
    .map((rest): LocalTrigger => ({ kind: "calendar", ...rest }));

const broadcastTrigger = (day: string): fc.Arbitrary<LocalTrigger> =>
  fc
    .record({
      at: clock.map((time) => `${day}T${time}`),
      clock: fc.constantFrom("local" as const, "shop" as const),
      lateHours,
    })
    .map((rest): LocalTrigger => ({ kind: "broadcast", ...rest }));

/** Whom time lets in, or shuts out, within the span that is searched. */
const predicate: fc.Arbitrary<Predicate> = fc.oneof(
  fc.integer({ min: 1, max: 140 }).map((hours) => ({ figure: "orders.daysSinceLast" as const, atLeast: hours / 24 })),
  fc.integer({ min: 1, max: 140 }).map((hours) => ({ event: "product-viewed", withinDays: hours / 24 })),
  fc.constant<Predicate>({ not: { event: "product-viewed", withinDays: 2 } }),
);
const maybe = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> =>
  fc.option(value, { nil: undefined, freq: 2 });

const rarely = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> =>
  fc.oneof({ arbitrary: fc.constant(undefined), weight: 3 }, { arbitrary: value, weight: 1 });

interface Case {
  readonly trigger: LocalTrigger;
  readonly zone: string;
  readonly dates: readonly string[];
  /** A full minute, near the day. */
  readonly now: number;
  readonly audience: Predicate | undefined;
  readonly exclusion: Predicate | undefined;
  /** The occurrence that was entered, counted from the first of the span, and how long ago. */
  readonly entered: { readonly index: number; readonly hoursAgo: number } | undefined;
  readonly reentry: Campaign["policy"]["reentry"];
}

const anyCase: fc.Arbitrary<Case> = aDay.chain((day) =>
  fc.record({
    trigger: fc.oneof(dateTrigger, calendarTrigger(day), broadcastTrigger(day)),
    zone,
    dates: fc
      .tuple(fc.constantFrom(day, `2024${day.slice(4)}`), fc.subarray(["2024-02-29", "2026-12-31", "2026-08-28"]))
      .map(([first, others]) => [...new Set([first, ...others])]),
    now: fc.integer({ min: -4 * 1440, max: 2 * 1440 }).map((minutes) => at(`${day}T12:00:00Z`) + minutes * minuteMs),
    audience: maybe(predicate),
    exclusion: rarely(predicate),
    entered: rarely(fc.record({ index: fc.nat({ max: 2 }), hoursAgo: fc.integer({ min: 0, max: 60 }) })),
    reentry: rarely(fc.record({ max: fc.integer({ min: 2, max: 5 }), afterDays: fc.constantFrom(0, 0.5, 2) })),
  }),
);

const spanDays = 6;
const shopZone = "Asia/Kathmandu";

const worldOf = (q: Case, quiet = false) => {
  const lateMs = q.trigger.lateHours * hourMs;
  const to = q.now + spanDays * dayMs;
  const found = occurrencesByMinute({ ...q, shopZone, from: q.now - lateMs - 3 * dayMs, to });
  const over = q.entered === undefined ? -1 : Math.min(q.entered.index, found.length - 1);
  const entry = found[over] && {
    occurrence: found[over].key,
    at: q.now - (q.entered?.hoursAgo ?? 0) * hourMs,
    count: 2,
  };
  const campaign = dormantCampaign({
    trigger: q.trigger,
    ...(q.audience && { audience: q.audience }),
    ...(q.exclusion && { exclusion: q.exclusion }),
    policy: { ...(q.reentry && { reentry: q.reentry }) },
  });
  const profile: Profile = aProfile({
    traits: { email: "ada@example.com", timeZone: q.zone },
    attributes: { dates: q.dates },
    orders: { count: 1, revenue: 20, recent: [], firstAt: q.now - dayMs, lastAt: q.now - dayMs },
    activities: [{ name: "product-viewed", at: q.now - 30 * hourMs }],
    entries: entry === undefined ? {} : { dormant: entry },
  });
  const quietHours = quiet ? { default: { from: "21:00", to: "09:00" } } : { default: "none" as const };
  const rules = rulesWith({ campaigns: [campaign], settings: { shop: { timeZone: shopZone }, quietHours } });
  const open = found.filter((_, index) => index > over);
  const mayEnterAt = (minute: number): boolean =>
    open.some((one: FoundOccurrence) => one.at <= minute && minute <= one.at + lateMs) &&
    (q.audience === undefined || holds(q.audience, profile, minute, rules)) &&
    (q.exclusion === undefined || !holds(q.exclusion, profile, minute, rules)) &&
    (entry === undefined ||
      q.reentry === undefined ||
      (entry.count < (q.reentry.max ?? 99) && minute >= entry.at + (q.reentry.afterDays ?? 0) * dayMs));
  return { campaign, profile, rules, to, mayEnterAt, expected: firstMinute(q.now, to, mayEnterAt) };
};

/** The minute of the tick that comes to an instant, or to none within the span. */
const tickAfter = (instant: number, now: number, to: number): number => {
  const tick = Math.ceil(Math.max(instant, now) / minuteMs) * minuteMs;
  return tick > to ? Number.POSITIVE_INFINITY : tick;
};

test("a customer is due at the first minute at which the campaign may take them in", () => {
  let found = 0;
  void fc.assert(
    fc.property(anyCase, (q) => {
      const { campaign, profile, rules, to, expected } = worldOf(q);

      const due = nextDue(campaign, profile, q.now, rules);

      if (expected !== Number.POSITIVE_INFINITY) found += 1;
      expect(tickAfter(due, q.now, to)).toBe(expected);
      expect(nextDueAt(profile, q.now, rules) ?? Number.POSITIVE_INFINITY).toBe(due);
    }),
    { numRuns: 400 },
  );
  expect(found).toBeGreaterThan(60);
});

test("with quiet hours the look is at the first open minute after it, unless that would be too late", () => {
  let shifted = 0;
  void fc.assert(
    fc.property(anyCase, (q) => {
      const { campaign, profile, rules, to, mayEnterAt, expected } = worldOf(q, true);
      fc.pre(expected > q.now && expected !== Number.POSITIVE_INFINITY);
      const isOpen = (minute: number): boolean => {
        const time = readingAt(q.zone, minute).slice(11);
        return time >= "09:00" && time < "21:00";
      };
      const open = firstMinute(expected, to + dayMs, isOpen);
      if (open !== expected) shifted += 1;

      const due = nextDue(campaign, profile, q.now, rules);

      expect(Math.ceil(due / minuteMs) * minuteMs).toBe(mayEnterAt(open) ? open : expected);
    }),
    { numRuns: 120 },
  );
  expect(shifted).toBeGreaterThan(10);
});

test("as time passes the look never moves back", () => {
  void fc.assert(
    fc.property(anyCase, fc.boolean(), fc.integer({ min: 0, max: 5 * 24 * 3600 }), (q, quiet, seconds) => {
      const { campaign, profile, rules } = worldOf(q, quiet);

      const before = nextDue(campaign, profile, q.now, rules);
      const after = nextDue(campaign, profile, q.now + seconds * 1000, rules);

      expect(after).toBeGreaterThanOrEqual(before);
    }),
    { numRuns: 300 },
  );
});

test("a silence is due at the first minute past it at which the audience holds the customer", () => {
  const visitOrOrder = fc.constantFrom("since-last-order" as const, "since-last-visit" as const);
  const now = at("2027-03-01T00:00:00Z");
  void fc.assert(
    fc.property(
      visitOrOrder,
      fc.integer({ min: -4000, max: 4000 }),
      maybe(predicate),
      maybe(predicate),
      (kind, minutes, audience, exclusion) => {
        const lastAt = now - 7 * dayMs + minutes * minuteMs;
        const change = { ...(audience && { audience }), ...(exclusion && { exclusion }) };
        const campaign = dormantCampaign({ trigger: { kind, days: 7 }, ...change });
        const rules = rulesWith({ campaigns: [campaign] });
        const profile = aProfile({
          orders: { count: 1, revenue: 20, recent: [], lastAt, lastOrderId: "a" },
          visits: { count: 1, lastAt },
          activities: [{ name: "product-viewed", at: now - 30 * hourMs }],
        });

        const due = nextDue(campaign, profile, now, rules);

        const to = now + spanDays * dayMs;
        const expected = firstMinute(
          now,
          to,
          (minute) =>
            minute >= lastAt + 7 * dayMs &&
            (audience === undefined || holds(audience, profile, minute, rules)) &&
            (exclusion === undefined || !holds(exclusion, profile, minute, rules)),
        );
        expect(tickAfter(due, now, to)).toBe(expected);
      },
    ),
    { numRuns: 200 },
  );
});
