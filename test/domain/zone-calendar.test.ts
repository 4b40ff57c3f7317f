import { expect, test } from "vitest";
import { dayOfIsoDate } from "../../lambdas/domain/civil-date.ts";
import { isTimeZone, zoneCalendar } from "../../lambdas/domain/zone-calendar.ts";

const instant = (text: string): number => Date.parse(text);

test.each(["UTC", "Europe/London", "America/Argentina/Buenos_Aires", "Asia/Kathmandu", "Etc/GMT+1"])(
  "%s is a time zone",
  (zone) => {
    expect(isTimeZone(zone)).toBe(true);
  },
);

test.each([
  "",
  "Z",
  "+01:00",
  "GMT+1",
  "Mars/Base",
  "Europe/London ",
  "2020-01-01T00:00[Europe/London]",
  "a".repeat(9999),
])("%j is no time zone", (zone) => {
  const answers = [isTimeZone(zone), isTimeZone(zone)];

  expect(answers).toEqual([false, false]);
});

test("an unknown zone has no calendar", () => {
  expect(() => zoneCalendar("Mars/Base").dayOf(0)).toThrow(RangeError);
});

test("a clock time that is skipped moves forward by the length of the gap", () => {
  const calendar = zoneCalendar("Europe/London");

  const at = calendar.instantAt(dayOfIsoDate("2026-03-29"), 90);

  expect(at).toBe(instant("2026-03-29T02:30:00+01:00"));
});

test("a clock time that comes twice means the first", () => {
  const calendar = zoneCalendar("Europe/London");

  const at = calendar.instantAt(dayOfIsoDate("2026-10-25"), 90);

  expect(at).toBe(instant("2026-10-25T01:30:00+01:00"));
});

test("a day without a midnight begins at its first instant", () => {
  const calendar = zoneCalendar("America/Sao_Paulo");

  const at = calendar.startOfDay(dayOfIsoDate("2018-11-04"));

  expect(at).toBe(instant("2018-11-04T01:00:00-02:00"));
});

test("a day that the zone left out holds no instant", () => {
  const calendar = zoneCalendar("Pacific/Apia");
  const leftOut = dayOfIsoDate("2011-12-30");

  const around = [calendar.dayOf(calendar.startOfDay(leftOut) - 1), calendar.dayOf(calendar.startOfDay(leftOut))];

  expect(around.map(calendar.dateOf)).toEqual(["2011-12-29", "2011-12-31"]);
});
