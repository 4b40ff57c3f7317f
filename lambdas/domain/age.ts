import { civilOf, dayOfCivil, dayOfIsoDate } from "./civil-date.ts";

const isoDate = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

/** The day of a date written `1990-05-17`, counted from 1970-01-01; undefined for anything else and for 31 February. */
export const dayOfDate = (value: unknown): number | undefined => {
  if (typeof value !== "string" || !isoDate.test(value)) return undefined;
  const day = dayOfIsoDate(value);
  return civilOf(day).dayOfMonth === Number(value.slice(8)) ? day : undefined;
};

/** Whole years from one day to another. Who was born on 29 February grows older on 1 March of other years. */
export const yearsBetween = (born: number, day: number): number => {
  const [from, to] = [civilOf(born), civilOf(day)];
  const isBefore = to.month < from.month || (to.month === from.month && to.dayOfMonth < from.dayOfMonth);
  return to.year - from.year - (isBefore ? 1 : 0);
};

/** The first day after `day` on which somebody born then is a year older. */
export const nextBirthday = (born: number, day: number): number => {
  const { year, month, dayOfMonth } = civilOf(born);
  const birthday = (age: number): number => dayOfCivil({ year: year + age, month, dayOfMonth });
  return birthday(yearsBetween(born, day) + 1);
};
