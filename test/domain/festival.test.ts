import { Temporal } from "temporal-polyfill/full";
import { expect, test } from "vitest";
import { isoDateOf } from "../../lambdas/domain/civil-date.ts";
import {
  type Festival,
  festivalDay,
  festivals,
  firstFestivalYear,
  lastFestivalYear,
} from "../../lambdas/domain/festival.ts";
import { newMoonDayNear } from "../support/new-moon.ts";

const years = Array.from({ length: lastFestivalYear - firstFestivalYear + 1 }, (_, index) => firstFestivalYear + index);

const dateOf = (festival: Festival, year: number): string => isoDateOf(festivalDay(festival, year) ?? Number.NaN);

test.each([
  ["spring-festival", 2024, "2024-02-10"],
  ["spring-festival", 2025, "2025-01-29"],
  ["spring-festival", 2026, "2026-02-17"],
  ["spring-festival", 2027, "2027-02-06"],
  ["spring-festival", 2028, "2028-01-26"],
  ["spring-festival", 2029, "2029-02-13"],
  ["spring-festival", 2030, "2030-02-03"],
  ["dragon-boat", 2025, "2025-05-31"],
  ["mid-autumn", 2023, "2023-09-29"],
  ["mid-autumn", 2025, "2025-10-06"],
  ["qingming", 2023, "2023-04-05"],
  ["qingming", 2024, "2024-04-04"],
  ["qingming", 2025, "2025-04-04"],
] as const)("%s of %i is on %s", (festival, year, expected) => {
  const date = dateOf(festival, year);

  expect(date).toBe(expected);
});

const lunar = [
  ["spring-festival", "M01", 1],
  ["dragon-boat", "M05", 5],
  ["mid-autumn", "M08", 15],
] as const;

test.each(lunar)("%s is counted from the day of the new moon in Beijing, in every year", (festival, _, dayOfMonth) => {
  const firsts = years.map((year) => (festivalDay(festival, year) ?? Number.NaN) - dayOfMonth + 1);

  expect(firsts).toEqual(firsts.map(newMoonDayNear));
});

/** The middle of the month tells which month it is, though the platform may begin it a day early or late. */
test.each(lunar)(
  "%s is in its month of Temporal's Chinese calendar, in every year",
  (festival, monthCode, dayOfMonth) => {
    const middles = years.map((year) => isoDateOf((festivalDay(festival, year) ?? Number.NaN) - dayOfMonth + 15));

    const months = middles.map((date) => Temporal.PlainDate.from(date).withCalendar("chinese").monthCode);

    expect(new Set(months)).toEqual(new Set([monthCode]));
  },
);

/** Longitude of the sun in degrees, to about 0.01 (Meeus, Astronomical Algorithms, chapter 25). */
const solarLongitude = (epochMs: number): number => {
  const centuries = (epochMs / 86_400_000 + 2_440_587.5 - 2_451_545) / 36_525;
  const radians = (degrees: number): number => (degrees * Math.PI) / 180;
  const meanLongitude = 280.46646 + 36_000.76983 * centuries;
  const anomaly = radians(357.52911 + 35_999.05029 * centuries);
  const centre =
    (1.914602 - 0.004817 * centuries) * Math.sin(anomaly) +
    0.019993 * Math.sin(2 * anomaly) +
    0.000289 * Math.sin(3 * anomaly);
  const nutation = -0.00569 - 0.00478 * Math.sin(radians(125.04 - 1934.136 * centuries));
  return (((meanLongitude + centre + nutation) % 360) + 360) % 360;
};

test("the sun reaches 15 degrees on the day of qingming in Beijing, in every year", () => {
  // A hundredth of a degree is a quarter of an hour: the sun may seem that early or late at either midnight.
  const tolerance = 0.011;

  const wrong = years.filter((year) => {
    const midnight = Date.parse(`${dateOf("qingming", year)}T00:00:00+08:00`);
    return solarLongitude(midnight) > 15 + tolerance || solarLongitude(midnight + 86_400_000) < 15 - tolerance;
  });

  expect(wrong).toEqual([]);
});

test("outside the known years there is no festival", () => {
  const days = festivals.flatMap((festival) => [
    festivalDay(festival, firstFestivalYear - 1),
    festivalDay(festival, lastFestivalYear + 1),
  ]);

  expect(new Set(days)).toEqual(new Set([undefined]));
});
