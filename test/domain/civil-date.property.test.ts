import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";
import { civilOf, dayOfCivil, dayOfIsoDate, isoDateOf, mondayOf } from "../../lambdas/domain/civil-date.ts";

const epoch = Temporal.PlainDate.from("1970-01-01");
const anyDay = fc.integer({ min: -200_000, max: 200_000 });

test("days and dates are those of Temporal", () => {
  void fc.assert(
    fc.property(anyDay, (day) => {
      const date = epoch.add({ days: day });

      const civil = civilOf(day);

      expect(civil).toEqual({ year: date.year, month: date.month, dayOfMonth: date.day });
      expect(dayOfCivil(civil)).toBe(day);
      expect(mondayOf(day)).toBe(day + 1 - date.dayOfWeek);
    }),
  );
});

test("a written date reads back as the same day", () => {
  void fc.assert(
    fc.property(fc.integer({ min: -100_000, max: 100_000 }), (day) => {
      expect(dayOfIsoDate(isoDateOf(day))).toBe(day);
    }),
  );
});
