import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";
import { dayOfIsoDate } from "../../lambdas/domain/civil-date.ts";
import { zoneCalendar } from "../../lambdas/domain/zone-calendar.ts";

const zones = ["Europe/London", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Apia", "UTC"];
const anyInstant = fc.integer({ min: Date.UTC(1997, 0, 1), max: Date.UTC(2040, 0, 1) });

test("the day of an instant is Temporal's local date, whatever was asked before", () => {
  void fc.assert(
    fc.property(fc.constantFrom(...zones), fc.array(anyInstant, { minLength: 1, maxLength: 8 }), (zone, instants) => {
      const calendar = zoneCalendar(zone);

      const dates = instants.map((at) => calendar.dateOf(calendar.dayOf(at)));

      expect(dates).toEqual(
        instants.map((at) =>
          Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate().toString(),
        ),
      );
    }),
  );
});

test("a clock time is the instant that Temporal gives it, on days with and without a change of the clock", () => {
  const from = Date.UTC(1997, 0, 1) / 86_400_000;
  const anyDay = fc.integer({ min: from, max: from + 43 * 366 });
  const anyMinute = fc.integer({ min: 0, max: 1439 });
  const nearChanges = fc.constantFrom(
    ...["2027-03-28", "2027-10-31", "2027-04-03", "2027-04-04", "2027-10-03", "2011-12-29", "2011-12-30", "2018-11-04"],
  );
  const anyDate = fc.oneof(anyDay, nearChanges.map(dayOfIsoDate));
  void fc.assert(
    fc.property(fc.constantFrom(...zones, "America/Sao_Paulo"), anyDate, anyMinute, (zone, day, minute) => {
      const calendar = zoneCalendar(zone);

      const at = calendar.instantAt(day, minute);

      const local = Temporal.PlainDate.from(calendar.dateOf(day)).toZonedDateTime({
        timeZone: zone,
        plainTime: new Temporal.PlainTime(Math.floor(minute / 60), minute % 60),
      });
      expect(at).toBe(local.epochMilliseconds);
    }),
    { numRuns: 1000 },
  );
});
