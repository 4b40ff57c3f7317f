import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";
import { zoneCalendar } from "../../lambdas/domain/zone-calendar.ts";

const zones = ["Europe/London", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Apia", "UTC"];
const anyInstant = fc.integer({ min: Date.UTC(1997, 0, 1), max: Date.UTC(2040, 0, 1) });

test("the day of an instant is Temporal's local date, whatever was asked before", () => {
  fc.assert(
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
