/**
 * Local time by `Intl.DateTimeFormat` alone. The engine computes it with Temporal; this second way to the same answer is
 * what makes a check of its messages independent.
 */
export interface LocalTime {
  /** Such as `2010-12-25`. */
  readonly date: string;
  readonly minuteOfDay: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

const formatOf = (zone: string): Intl.DateTimeFormat => {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  });
  formats.set(zone, format);
  return format;
};

export const localTime = (at: number, zone: string): LocalTime => {
  const parts = Object.fromEntries(
    formatOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  return {
    date: `${parts.year}-${parts.month}-${parts.day}`,
    minuteOfDay: Number(parts.hour) * 60 + Number(parts.minute),
  };
};

/** The instant at which the wall clock of a zone shows this date and time; of two, the first. */
export const instantOf = (wallClock: string, zone: string): number => {
  const [date = "", time = "00:00"] = wallClock.split(/[T ]/);
  const minute = Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
  const second = Number(time.slice(6, 8) || "0");
  const guess = Date.parse(`${date}T00:00:00Z`) + minute * 60_000;
  const hit = [...Array(113).keys()]
    .map((step) => guess + (step - 56) * 900_000)
    .find((at) => {
      const local = localTime(at, zone);
      return local.date === date && local.minuteOfDay === minute;
    });
  if (hit === undefined) throw new Error(`No instant shows ${wallClock} in ${zone}`);
  return hit + second * 1000;
};

/** The Monday of a date's ISO week. */
export const weekOf = (date: string): string => {
  const at = Date.parse(`${date}T00:00:00Z`);
  const sinceMonday = (new Date(at).getUTCDay() + 6) % 7;
  return new Date(at - sinceMonday * 86_400_000).toISOString().slice(0, 10);
};
