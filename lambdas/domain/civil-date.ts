/**
 * Dates of the Gregorian calendar as days since 1970-01-01, by arithmetic alone. The method counts years from March, so
 * that the leap day is the last one of a year (Howard Hinnant, "chrono-compatible low-level date algorithms").
 */
export interface CivilDate {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly dayOfMonth: number;
}

const daysPerEra = 146_097;
const daysBeforeEpoch = 719_468;

export const dayOfCivil = ({ year, month, dayOfMonth }: CivilDate): number => {
  const marchYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + dayOfMonth - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * daysPerEra + dayOfEra - daysBeforeEpoch;
};

export const civilOf = (day: number): CivilDate => {
  const shifted = day + daysBeforeEpoch;
  const era = Math.floor(shifted / daysPerEra);
  const dayOfEra = shifted - era * daysPerEra;
  const leapDays = Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leapDays) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = ((marchMonth + 2) % 12) + 1;
  return {
    year: era * 400 + yearOfEra + (month <= 2 ? 1 : 0),
    month,
    dayOfMonth: dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1,
  };
};

const padded = (value: number, digits: number): string => String(value).padStart(digits, "0");

/** YYYY-MM-DD. */
export const isoDateOf = (day: number): string => {
  const { year, month, dayOfMonth } = civilOf(day);
  return `${padded(year, 4)}-${padded(month, 2)}-${padded(dayOfMonth, 2)}`;
};

/** The day of a date written YYYY-MM-DD, which must be valid. */
export const dayOfIsoDate = (date: string): number =>
  dayOfCivil({
    year: Number(date.slice(0, 4)),
    month: Number(date.slice(5, 7)),
    dayOfMonth: Number(date.slice(8, 10)),
  });

/** The Monday on or before a day: the start of its ISO week. */
export const mondayOf = (day: number): number => day - ((((day + 3) % 7) + 7) % 7);
