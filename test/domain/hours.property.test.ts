import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { createHours, type HoursVerdict } from "../../lambdas/domain/hours.ts";

// The reference walks minute by minute and asks Temporal about each minute. It shares no code with the hours it judges.
const minuteMs = 60_000;
const zones = [
  "Europe/London",
  "America/New_York",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
  "Asia/Shanghai",
  "Pacific/Apia",
] as const;
type Span = { readonly from: string; readonly to: string };

/** Around a change of each zone's clock, or any time; Apia left out 2011-12-30. */
const changes: Readonly<Record<(typeof zones)[number], readonly string[]>> = {
  "Europe/London": ["2010-03-28T01:00:00Z", "2010-10-31T01:00:00Z"],
  "America/New_York": ["2010-03-14T07:00:00Z", "2010-11-07T06:00:00Z"],
  "Asia/Kathmandu": ["2010-06-01T00:00:00Z"],
  "Australia/Lord_Howe": ["2010-04-03T15:00:00Z", "2010-10-02T15:30:00Z"],
  "Asia/Shanghai": ["1991-04-13T18:00:00Z", "1991-09-14T17:00:00Z"],
  "Pacific/Apia": ["2011-12-30T10:00:00Z", "2012-03-31T14:00:00Z", "2011-09-24T14:00:00Z"],
};

const clock = (minMinute: number, maxMinute: number) =>
  fc
    .integer({ min: minMinute, max: maxMinute })
    .map((minute) => `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`);

const spanWithin = (minMinute: number, maxMinute: number) =>
  fc
    .record({ from: clock(minMinute, maxMinute), to: clock(minMinute, maxMinute) })
    .filter((span) => span.from !== span.to);

const caseIn = (zone: (typeof zones)[number], span: fc.Arbitrary<Span>) =>
  fc.record({
    span,
    at: fc.oneof(
      fc
        .tuple(fc.constantFrom(...changes[zone]), fc.integer({ min: -30 * 3_600_000, max: 30 * 3_600_000 }))
        .map(([change, offset]) => Date.parse(change) + offset),
      fc.integer({ min: Date.UTC(2009, 0, 1), max: Date.UTC(2030, 0, 1) }),
    ),
    closedAhead: fc.uniqueArray(fc.integer({ min: -1, max: 2 }), { maxLength: 2 }),
  });

const localDate = (at: number, zone: string): Temporal.PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate();

/** Edges of the quiet spans that begin on the days around an instant, as `compatible` places them. */
const quietIntervals = (span: Span, at: number, zone: string): readonly (readonly [number, number])[] =>
  Array.from({ length: 9 }, (_, index) => localDate(at, zone).add({ days: index - 2 })).map((date) => {
    const lastDate = span.to < span.from ? date.add({ days: 1 }) : date;
    const edge = (on: Temporal.PlainDate, time: string): number =>
      on.toPlainDateTime(Temporal.PlainTime.from(time)).toZonedDateTime(zone, { disambiguation: "compatible" })
        .epochMilliseconds;
    return [edge(date, span.from), edge(lastDate, span.to)];
  });

type Reason = "open" | "quiet-hours" | "closed-day";

const searchMinutes = (at: number, reasonAt: (minute: number) => Reason): HoursVerdict => {
  const reason = reasonAt(at);
  if (reason === "open") return { open: true };
  let minute = (Math.floor(at / minuteMs) + 1) * minuteMs;
  while (reasonAt(minute) !== "open") minute += minuteMs;
  return { open: false, reason, opensAt: minute };
};

describe.each(zones)("%s", (zone) => {
  test("opensAt is the first open minute of a search by Temporal", { timeout: 60_000 }, () => {
    void fc.assert(
      fc.property(caseIn(zone, spanWithin(0, 1439)), ({ span, at, closedAhead }) => {
        const closedDays = closedAhead.map((days) => localDate(at, zone).add({ days }).toString());
        const quiet = quietIntervals(span, at, zone);

        const verdict = createHours({ quietHours: { default: span }, closedDays }).check("email", zone, at);

        expect(verdict).toEqual(
          searchMinutes(at, (minute) => {
            if (closedDays.includes(localDate(minute, zone).toString())) return "closed-day";
            return quiet.some(([from, to]) => minute >= from && minute < to) ? "quiet-hours" : "open";
          }),
        );
      }),
      { numRuns: 25 },
    );
  });

  test("away from the change of the clock, quiet is what the clock on the wall says", { timeout: 60_000 }, () => {
    void fc.assert(
      fc.property(caseIn(zone, spanWithin(300, 1380)), ({ span, at }) => {
        const hours = createHours({ quietHours: { default: span }, closedDays: [] });

        const verdict = hours.check("sms", zone, at);

        const isQuiet = (minute: number): boolean => {
          const time = Temporal.Instant.fromEpochMilliseconds(minute)
            .toZonedDateTimeISO(zone)
            .toPlainTime()
            .toString({ smallestUnit: "minute" });
          return span.from < span.to ? time >= span.from && time < span.to : time >= span.from || time < span.to;
        };
        expect(verdict).toEqual(searchMinutes(at, (minute) => (isQuiet(minute) ? "quiet-hours" : "open")));
      }),
      { numRuns: 25 },
    );
  });

  test("an answer does not depend on what was asked before", () => {
    const instants = fc.array(fc.integer({ min: Date.UTC(2010, 0, 1), max: Date.UTC(2010, 11, 31) }), {
      maxLength: 20,
    });
    void fc.assert(
      fc.property(spanWithin(0, 1439), instants, (span, asked) => {
        const settings = { quietHours: { default: span }, closedDays: ["2010-05-01"] };
        const warm = createHours(settings);

        const answers = [...asked, ...asked].map((at) => warm.check("push", zone, at));

        const fresh = asked.map((at) => createHours(settings).check("push", zone, at));
        expect(answers).toEqual([...fresh, ...fresh]);
      }),
      { numRuns: 20 },
    );
  });
});
