// Festivals that move. Three follow the Chinese calendar, which has no formula: its months begin at true new moons. Asking
// Temporal for them needs its full build and the platform's own calendar data, costs about 30 ms a year, and may change with
// the platform; a decision must not. That data is also wrong by a day where a new moon falls within minutes of midnight in
// Beijing, as in 2027 and 2030. So the dates are written down, and a test compares them with the moon.
import { dayOfCivil } from "./civil-date.ts";

export const festivals = ["spring-festival", "mid-autumn", "dragon-boat", "qingming"] as const;
export type Festival = (typeof festivals)[number];

/** The years whose festivals are known; in any other year no festival is a closed day. */
export const firstFestivalYear = 1970;
export const lastFestivalYear = 2100;

interface LunarDates {
  readonly month: number;
  readonly dayOfMonth: number;
  /** Days after that date, one base-36 digit for each year from the first one on. */
  readonly offsets: string;
}

/** Chinese new year, day 5 of month 5, and day 15 of month 8, in the time of Beijing. */
const lunar: Readonly<Record<Exclude<Festival, "qingming">, LunarDates>> = {
  "spring-festival": {
    month: 1,
    dayOfMonth: 20,
    offsets:
      "h7qe3mbti8rg5odvk9sh7qf3lbui8rg4nc2k9ti6pe3lbuj8rg5nc2l9sh6oe3mbuj8qf4nc2lash6pd3mcuj8qf4nd1k9sg6pe3mbui7qg4nd2k9sh6pe4lati7qg5nc1k",
  },
  "dragon-boat": {
    month: 5,
    dayOfMonth: 25,
    offsets:
      "e3lbuk8rg5ncvlash6oe3mbuj8qf5ocvlash6pe3mcti8qf5odvk9sg6pf3mbui7qg5od2k9sh6pe4latj7qg5ncvk9sh7pe3matj8qg5ncukash7pd2lbtj8rf4ncukati",
  },
  "mid-autumn": {
    month: 9,
    dayOfMonth: 5,
    offsets:
      "ash6pf3mcui7qg5odwk9sh6pf4mbuj7qg6ndvk9sh7pe3matj8qg5ocvkash7qe3mbtj8rf5ncukath6pe2lbuj8rg4ncvkasi6oe3lbuj7qf5ncvl9sh6od3mbuj8pf4od",
  },
};

/**
 * Qingming is the day on which the sun reaches 15° of longitude in the time of Beijing. The rule of thumb known as the
 * Shouxing formula, floor(0.2422 y + C) - floor(y / 4) with y the year of the century and C = 5.59 for the twentieth and
 * 4.81 for the twenty-first, gives its date in April.
 */
const qingmingDayOfApril = (year: number): number => {
  const yearOfCentury = year < 2000 ? year - 1900 : year - 2000;
  // 2100 is no leap year: its February is a day shorter than the formula takes it to be.
  const missingLeapDay = year === 2100 ? 1 : 0;
  const constant = year < 2000 ? 5.59 : 4.81;
  return Math.floor(yearOfCentury * 0.2422 + constant) - Math.floor(yearOfCentury / 4) + missingLeapDay;
};

/** The day of a festival in a year, counted from 1970-01-01; undefined outside the known years. */
export const festivalDay = (festival: Festival, year: number): number | undefined => {
  if (year < firstFestivalYear || year > lastFestivalYear) return undefined;
  if (festival === "qingming") return dayOfCivil({ year, month: 4, dayOfMonth: qingmingDayOfApril(year) });
  const { month, dayOfMonth, offsets } = lunar[festival];
  return dayOfCivil({ year, month, dayOfMonth }) + Number.parseInt(offsets.charAt(year - firstFestivalYear), 36);
};
