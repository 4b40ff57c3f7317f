import { expect, test } from "vitest";
import { createHours } from "../../lambdas/domain/hours.ts";

const instant = (text: string): number => Date.parse(text);
const night = { from: "21:00", to: "09:00" };

test.each([
  ["a minute before quiet hours", "2026-01-15T20:59:59.999Z", true],
  ["when quiet hours begin", "2026-01-15T21:00:00Z", false],
  ["at midnight", "2026-01-16T00:00:00Z", false],
  ["the last millisecond of quiet hours", "2026-01-16T08:59:59.999Z", false],
  ["when quiet hours end", "2026-01-16T09:00:00Z", true],
])("%s: open is decided to the millisecond", (_title, at, open) => {
  const hours = createHours({ quietHours: { default: night }, closedDays: [] });

  const verdict = hours.check("email", "Europe/London", instant(at));

  expect(verdict.open).toBe(open);
});

test("a channel's own span replaces the default one", () => {
  const hours = createHours({
    quietHours: { default: night, sms: { from: "12:00", to: "13:00" }, push: "none" },
    closedDays: [],
  });
  const noon = instant("2026-01-15T12:30:00Z");
  const late = instant("2026-01-15T23:00:00Z");

  const open = (["email", "sms", "push"] as const).map((channel) =>
    [noon, late].map((at) => hours.check(channel, "UTC", at).open),
  );

  expect(open).toEqual([
    [true, false],
    [false, true],
    [true, true],
  ]);
});

test("an evening before closed days waits for the end of quiet hours after the last of them", () => {
  const hours = createHours({ quietHours: { default: night }, closedDays: ["2026-12-25", "2026-12-26"] });

  const verdict = hours.check("email", "Europe/London", instant("2026-12-24T22:00:00Z"));

  expect(verdict).toEqual({ open: false, reason: "quiet-hours", opensAt: instant("2026-12-27T09:00:00Z") });
});

test("a closed day is a whole local day of the customer", () => {
  const hours = createHours({ quietHours: { default: "none" }, closedDays: ["2026-12-25"] });
  const zone = "Asia/Kathmandu";

  const verdicts = ["2026-12-24T18:14:59.999Z", "2026-12-24T18:15:00Z", "2026-12-25T18:15:00Z"].map((at) =>
    hours.check("email", zone, instant(at)),
  );

  expect(verdicts).toEqual([
    { open: true },
    { open: false, reason: "closed-day", opensAt: instant("2026-12-25T18:15:00Z") },
    { open: true },
  ]);
});

test("a festival closes its days every year", () => {
  const hours = createHours({
    quietHours: { default: "none" },
    closedDays: [
      { festival: "spring-festival", days: 7 },
      { festival: "mid-autumn", days: 1 },
    ],
  });

  const verdicts = ["2025-02-01T12:00:00+08:00", "2026-02-17T00:00:00+08:00", "2025-10-06T12:00:00+08:00"].map((at) =>
    hours.check("sms", "Asia/Shanghai", instant(at)),
  );

  expect(verdicts).toEqual(
    ["2025-02-05", "2026-02-24", "2025-10-07"].map((date) => ({
      open: false,
      reason: "closed-day",
      opensAt: instant(`${date}T00:00:00+08:00`),
    })),
  );
});

test("quiet hours that end in a summer time gap end later by the length of the gap", () => {
  const hours = createHours({ quietHours: { default: { from: "21:00", to: "01:30" } }, closedDays: [] });

  const verdict = hours.check("email", "Europe/London", instant("2026-03-29T00:30:00Z"));

  expect(verdict).toEqual({ open: false, reason: "quiet-hours", opensAt: instant("2026-03-29T02:30:00+01:00") });
});

test("quiet hours that end at a time which comes twice end at the first", () => {
  const hours = createHours({ quietHours: { default: { from: "21:00", to: "01:30" } }, closedDays: [] });

  const verdicts = ["2026-10-25T01:29:00+01:00", "2026-10-25T01:10:00+00:00"].map((at) =>
    hours.check("email", "Europe/London", instant(at)),
  );

  expect(verdicts).toEqual([
    { open: false, reason: "quiet-hours", opensAt: instant("2026-10-25T01:30:00+01:00") },
    { open: true },
  ]);
});

test("quiet hours reach over a day that the zone left out", () => {
  const hours = createHours({ quietHours: { default: night }, closedDays: [] });

  const verdict = hours.check("email", "Pacific/Apia", instant("2011-12-31T01:00:00+14:00"));

  expect(verdict).toEqual({ open: false, reason: "quiet-hours", opensAt: instant("2011-12-31T09:00:00+14:00") });
});

test("a shop that never opens has no next open instant", () => {
  const alwaysQuiet = createHours({ quietHours: { default: { from: "09:00", to: "09:00" } }, closedDays: [] });

  const verdict = alwaysQuiet.check("email", "Asia/Tokyo", instant("2026-01-15T12:00:00Z"));

  expect(verdict).toEqual({ open: false, reason: "quiet-hours", opensAt: Number.POSITIVE_INFINITY });
});

test("a year of closed days in a row is skipped", () => {
  const days = Array.from({ length: 365 }, (_, index) =>
    new Date(Date.UTC(2026, 0, 1 + index)).toISOString().slice(0, 10),
  );
  const hours = createHours({ quietHours: { default: night }, closedDays: days });

  const verdict = hours.check("email", "UTC", instant("2026-01-01T12:00:00Z"));

  expect(verdict).toEqual({ open: false, reason: "closed-day", opensAt: instant("2027-01-01T09:00:00Z") });
});
