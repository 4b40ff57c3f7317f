/*
 * Local time by `Intl.DateTimeFormat` alone. The engine computes it with Temporal and its own calendar; this second way to
 * the same answer is what makes these checks independent of it.
 */
export interface LocalTime {
  /** Such as `2026-03-15`. */
  readonly date: string;
  readonly minuteOfDay: number;
}

const formats = new Map<string, Intl.DateTimeFormat | undefined>();

const createFormat = (timeZone: string): Intl.DateTimeFormat | undefined => {
  try {
    return new Intl.DateTimeFormat("en-CA", {
      timeZone,
      hourCycle: "h23",
      ...{ year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" },
    });
  } catch {
    return undefined;
  }
};

const formatOf = (zone: string): Intl.DateTimeFormat | undefined => {
  if (!formats.has(zone)) formats.set(zone, createFormat(zone));
  return formats.get(zone);
};

/** The customer's own zone when there is such a zone, else the shop's. */
export const zoneOr = (zone: string | undefined, shopZone: string): string =>
  zone !== undefined && formatOf(zone) !== undefined ? zone : shopZone;

export const localTime = (at: number, zone: string): LocalTime => {
  const parts = Object.fromEntries((formatOf(zone)?.formatToParts(at) ?? []).map(({ type, value }) => [type, value]));
  return {
    date: `${parts.year}-${parts.month}-${parts.day}`,
    minuteOfDay: Number(parts.hour) * 60 + Number(parts.minute),
  };
};

/** The Monday of a date's ISO week. */
const weekOf = (date: string): string => {
  const at = Date.parse(`${date}T00:00:00Z`);
  const sinceMonday = (new Date(at).getUTCDay() + 6) % 7;
  return new Date(at - sinceMonday * 86_400_000).toISOString().slice(0, 10);
};

/** Names the day, ISO week or month of a date. */
export const periodOf = {
  day: (date: string) => date,
  week: weekOf,
  month: (date: string) => date.slice(0, 7),
} as const;
