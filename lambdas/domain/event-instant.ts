import { dayOfIsoDate, isoDateOf } from "./civil-date.ts";
import type { Rules } from "./rules.ts";
import { zoneCalendar } from "./zone-calendar.ts";

const shape = /^(\d{4}-\d{2}-\d{2})(?:[T ]([01]\d|2[0-3]):([0-5]\d)(?::[0-5]\d(?:\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

/**
 * The instant that a field of an event names: epoch milliseconds, or ISO 8601. A date, and a time without an offset, are of
 * the shop's clock. Nothing for anything else.
 */
export const instantOfText = (value: unknown, rules: Rules): number | undefined => {
  if (typeof value === "number") return Number.isFinite(value) && value > 0 ? Math.round(value) : undefined;
  const match = typeof value === "string" ? shape.exec(value) : null;
  if (typeof value !== "string" || match === null) return undefined;
  const [, date = "", hour = "00", minute = "00", offset] = match;
  const day = dayOfIsoDate(date);
  if (isoDateOf(day) !== date) return undefined;
  if (offset !== undefined) return Date.parse(value.replace(" ", "T"));
  return zoneCalendar(rules.settings.shop.timeZone).instantAt(day, Number(hour) * 60 + Number(minute));
};
