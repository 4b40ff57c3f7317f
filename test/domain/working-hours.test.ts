import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { deadlineOf } from "../../lambdas/domain/working-hours.ts";
import { at, rulesWith } from "../support/campaigns.ts";
import { localTime } from "../support/shop-clock.ts";

const minuteMs = 60_000;
const rulesOf = (settings: Parameters<typeof rulesWith>[0]["settings"]) =>
  rulesWith({ campaigns: [], settings: settings ?? {} });

describe("a deadline", () => {
  const rules = rulesOf({ shop: { timeZone: "Europe/London" }, closedDays: ["2026-12-25"] });
  // Monday to Saturday, nine to six; 2026-03-02 is a Monday.
  it.each([
    ["within the day", "2026-03-02T10:00:00Z", "2026-03-02T10:30:00Z"],
    ["over the night", "2026-03-02T17:45:00Z", "2026-03-03T09:15:00Z"],
    ["over Sunday", "2026-03-07T17:45:00Z", "2026-03-09T09:15:00Z"],
    ["over a closed day", "2026-12-24T17:45:00Z", "2026-12-26T09:15:00Z"],
    ["at the opening", "2026-03-02T09:00:00Z", "2026-03-02T09:30:00Z"],
    ["to the closing itself", "2026-03-02T17:30:00Z", "2026-03-02T18:00:00Z"],
  ])("of thirty working minutes counts %s", (_, from, until) => {
    expect(deadlineOf(at(from), { workingMinutes: 30, minutes: 120 }, rules)).toBe(at(until));
  });

  it.each([
    ["in the evening", "2026-03-02T18:00:00Z"],
    ["on a day off", "2026-03-08T12:00:00Z"],
    ["before the opening", "2026-03-02T08:59:59Z"],
  ])("is two plain hours %s", (_, from) => {
    expect(deadlineOf(at(from), { workingMinutes: 30, minutes: 120 }, rules)).toBe(at(from) + 120 * minuteMs);
  });

  it("without plain minutes waits for the opening", () => {
    expect(deadlineOf(at("2026-03-07T20:00:00Z"), { workingMinutes: 30 }, rules)).toBe(at("2026-03-09T09:30:00Z"));
  });

  it("is by the shop's clock on the day it changes", () => {
    // London goes forward in the night to 29 March 2026; Monday's nine o'clock is 08:00 UTC.
    expect(deadlineOf(at("2026-03-28T17:30:00Z"), { workingMinutes: 60 }, rules)).toBe(at("2026-03-30T08:30:00Z"));
  });
});

describe("working minutes", () => {
  const zones = ["Europe/London", "Asia/Kathmandu", "Australia/Lord_Howe", "America/New_York"];
  const days = fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 });
  const from = at("2026-01-01T00:00:00Z");

  /** Minute by minute, by another reading of the clock. */
  const bruteForce = (start: number, minutes: number, q: { zone: string; days: readonly number[] }): number => {
    let left = minutes;
    for (let now = start; ; now += minuteMs) {
      const { date, minuteOfDay } = localTime(now, q.zone);
      const weekday = ((new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7) + 1;
      const isWork = q.days.includes(weekday) && minuteOfDay >= 9 * 60 && minuteOfDay < 18 * 60;
      if (isWork) left -= 1;
      if (left === 0) return now + minuteMs;
    }
  };

  it("are those of a search minute by minute, in every zone and over every change of the clock", () => {
    void fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        days,
        fc.integer({ min: 0, max: 365 * 24 * 60 }),
        fc.integer({ min: 1, max: 600 }),
        (zone, working, startMinute, minutes) => {
          const rules = rulesOf({ shop: { timeZone: zone }, workingHours: { days: working } });
          const start = from + startMinute * minuteMs;

          const found = deadlineOf(start, { workingMinutes: minutes }, rules);

          expect(found).toBe(bruteForce(start, minutes, { zone, days: working }));
        },
      ),
      { numRuns: 60 },
    );
  });
});
