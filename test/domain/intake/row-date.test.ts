import { describe, expect, test } from "vitest";
import { createDateReader } from "../../../lambdas/domain/intake/row-date.ts";
import { zoneCalendar } from "../../../lambdas/domain/zone-calendar.ts";

const london = createDateReader(zoneCalendar("Europe/London"));
const iso = (text: string, read = london): string => {
  const date = read(text);
  return date.ok ? new Date(date.at).toISOString() : date.reason;
};

describe("a date of a row", () => {
  test.each([
    ["2010-12-01", "2010-12-01T00:00:00.000Z"],
    ["2010-07-01", "2010-06-30T23:00:00.000Z"],
    ["2010-12-01 08:26:00", "2010-12-01T08:26:00.000Z"],
    ["2010-07-01T08:26", "2010-07-01T07:26:00.000Z"],
    ["2010-07-01T08:26:30.250Z", "2010-07-01T08:26:30.250Z"],
    ["2010-07-01T08:26:30+0800", "2010-07-01T00:26:30.000Z"],
    ["2010-07-01T08:26-03:30", "2010-07-01T11:56:00.000Z"],
    ["2010/7/1 8:26", "2010-07-01T07:26:00.000Z"],
    ["2010年12月1日 08:26", "2010-12-01T08:26:00.000Z"],
    ["20101201", "2010-12-01T00:00:00.000Z"],
    ["25/12/2010 08:26 PM", "2010-12-25T20:26:00.000Z"],
    ["12/25/2010 12:05 am", "2010-12-25T00:05:00.000Z"],
    ["11.11.2011", "2011-11-11T00:00:00.000Z"],
    // This clock time did not exist; it moves forward by the length of the gap.
    ["2010-03-28 01:30", "2010-03-28T01:30:00.000Z"],
    // This one existed twice; the first is meant.
    ["2010-10-31 01:30", "2010-10-31T00:30:00.000Z"],
  ])("%s is read as the shop's clock", (text, expected) => {
    expect(iso(text)).toBe(expected);
  });

  test.each([
    "",
    "soon",
    "2010-02-30",
    "2010-13-01",
    "2010-12-01 24:00",
    "2010-12-01 10:60",
    "13/13/2010",
    "0000-01-01",
    "1",
  ])("%s is none", (text) => {
    expect(iso(text)).toBe("bad-date");
  });

  test("that can be read in two ways is refused until the order is said", () => {
    const calendar = zoneCalendar("UTC");

    expect(iso("03/04/2010")).toBe("ambiguous-date");
    expect(iso("03/04/2010", createDateReader(calendar, "dmy"))).toBe("2010-04-03T00:00:00.000Z");
    expect(iso("03/04/2010", createDateReader(calendar, "mdy"))).toBe("2010-03-04T00:00:00.000Z");
    expect(iso("25/12/2010", createDateReader(calendar, "mdy"))).toBe("bad-date");
  });
});
