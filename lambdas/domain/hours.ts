// When a message may be submitted. Each local day of a zone is cut once into segments that are open or closed; after that a
// check is a look-up and a few comparisons of epoch milliseconds.
//
//   local day   |00:00        09:00                     21:00      24:00|
//   segments    | quiet-hours | open                    | quiet-hours    |
//
// Clock times become instants by Temporal's `compatible` rule, so a quiet span ends at one instant even on a day whose clock
// jumps: a time that is skipped moves forward by the length of the gap, one that comes twice means the first.
import type { Channel } from "./channel.ts";
import { dayOfIsoDate } from "./civil-date.ts";
import { festivalDay, firstFestivalYear, lastFestivalYear } from "./festival.ts";
import type { QuietHours, QuietSpan, Settings } from "./settings.ts";
import { type ZoneCalendar, zoneCalendar } from "./zone-calendar.ts";

export type HoursVerdict =
  | { readonly open: true }
  | {
      readonly open: false;
      readonly reason: "quiet-hours" | "closed-day";
      /** The next open instant, epoch milliseconds; Infinity when there is none within the search. */
      readonly opensAt: number;
    };

export interface Hours {
  /** `zone` must be one that `isTimeZone` accepts; `at` is in epoch milliseconds. */
  check(channel: Channel, zone: string, at: number): HoursVerdict;
  /** Of a local day, counted from 1970-01-01. */
  isClosedDay(day: number): boolean;
}

interface Segment {
  /** Exclusive, epoch milliseconds. */
  readonly end: number;
  readonly verdict: HoursVerdict | "not-searched";
  readonly reason: "quiet-hours" | "closed-day" | "open";
}
interface LocalDay {
  readonly day: number;
  /** First instant of the day. */
  readonly start: number;
  /** First instant of the next day. */
  readonly end: number;
  readonly segments: Segment[];
}

interface Interval {
  readonly start: number;
  readonly end: number;
}

const dayMs = 86_400_000;
/** Longer than any chain of holidays; a shop that is closed for longer has no next open instant. */
const maxSearchDays = 400;
const open: HoursVerdict = { open: true };

const closedDaysOf = (closedDays: Settings["closedDays"]): ReadonlySet<number> => {
  const days = new Set<number>();
  for (const closed of closedDays) {
    if (typeof closed === "string") {
      days.add(dayOfIsoDate(closed));
      continue;
    }
    for (let year = firstFestivalYear; year <= lastFestivalYear; year += 1) {
      const first = festivalDay(closed.festival, year);
      for (let offset = 0; first !== undefined && offset < closed.days; offset += 1) days.add(first + offset);
    }
  }
  return days;
};

const spanOf = (quietHours: QuietHours, channel: Channel): QuietSpan | undefined => {
  const span = quietHours[channel] ?? quietHours.default;
  return span === "none" ? undefined : span;
};

const minuteOf = (clockTime: string): number => Number(clockTime.slice(0, 2)) * 60 + Number(clockTime.slice(3, 5));

/** The quiet interval that begins on a local day. A span that ends where it begins is quiet all day long. */
const quietFrom = (span: QuietSpan, day: number, calendar: ZoneCalendar): Interval => {
  const from = minuteOf(span.from);
  const to = minuteOf(span.to);
  return { start: calendar.instantAt(day, from), end: calendar.instantAt(to <= from ? day + 1 : day, to) };
};

const openSegment = (end: number): Segment => ({ end, verdict: open, reason: "open" });
const shutSegment = (end: number, reason: "quiet-hours" | "closed-day"): Segment => ({
  end,
  verdict: "not-searched",
  reason,
});

interface Plan {
  readonly calendar: ZoneCalendar;
  readonly span: QuietSpan | undefined;
  readonly closedDays: ReadonlySet<number>;
}

/**
 * The quiet intervals that can reach into a day, in the order of their beginnings: its own, that of the day before, and that
 * of the day before a day which the zone left out.
 */
const quietAround = (day: number, span: QuietSpan, calendar: ZoneCalendar): readonly Interval[] => {
  const isDayBeforeLeftOut = calendar.startOfDay(day - 1) === calendar.startOfDay(day);
  const beginnings = isDayBeforeLeftOut ? [day - 2, day - 1, day] : [day - 1, day];
  return beginnings.map((each) => quietFrom(span, each, calendar));
};

const segmentsOf = (day: number, end: number, { calendar, span, closedDays }: Plan): Segment[] => {
  if (closedDays.has(day)) return [shutSegment(end, "closed-day")];
  if (span === undefined) return [openSegment(end)];
  const segments: Segment[] = [];
  let reached = calendar.startOfDay(day);
  for (const quiet of quietAround(day, span, calendar)) {
    const quietEnd = Math.min(quiet.end, end);
    const quietStart = Math.min(quiet.start, end);
    if (quietEnd <= reached || quietEnd <= quietStart) continue;
    if (quietStart > reached) segments.push(openSegment(quietStart));
    segments.push(shutSegment(quietEnd, "quiet-hours"));
    reached = quietEnd;
  }
  if (reached < end) segments.push(openSegment(end));
  return segments;
};

/** The days of one plan, each cut once. A day is found by the offset of the day before; the calendar settles a miss. */
const createDays = (plan: Plan) => {
  const { calendar } = plan;
  const days = new Map<number, LocalDay>();
  let latest: LocalDay = { day: 0, start: 0, end: 0, segments: [] };

  const on = (day: number): LocalDay => {
    const known = days.get(day);
    if (known !== undefined) return known;
    const end = calendar.startOfDay(day + 1);
    const created = { day, start: calendar.startOfDay(day), end, segments: segmentsOf(day, end, plan) };
    days.set(day, created);
    return created;
  };

  const holding = (at: number): LocalDay => {
    if (at >= latest.start && at < latest.end) return latest;
    const likely = days.get(latest.day + Math.floor((at - latest.start) / dayMs));
    latest = likely !== undefined && at >= likely.start && at < likely.end ? likely : on(calendar.dayOf(at));
    return latest;
  };

  return { on, holding };
};

const createZoneHours = (plan: Plan): ((at: number) => HoursVerdict) => {
  const days = createDays(plan);

  const nextOpening = (day: number, after: number): number => {
    for (let ahead = 0; ahead <= maxSearchDays; ahead += 1) {
      let { start } = days.on(day + ahead);
      for (const { reason, end } of days.on(day + ahead).segments) {
        if (reason === "open" && start >= after) return start;
        start = end;
      }
    }
    return Number.POSITIVE_INFINITY;
  };

  const searched = ({ day, segments }: LocalDay, index: number, { end, reason }: Segment): HoursVerdict => {
    if (reason === "open") return open;
    const verdict: HoursVerdict = { open: false, reason, opensAt: nextOpening(day, end) };
    segments[index] = { end, reason, verdict };
    return verdict;
  };

  return (at) => {
    const local = days.holding(at);
    for (let index = 0; index < local.segments.length; index += 1) {
      const segment = local.segments[index];
      if (segment === undefined || at >= segment.end) continue;
      return segment.verdict === "not-searched" ? searched(local, index, segment) : segment.verdict;
    }
    return open;
  };
};

/** Quiet hours and closed days of a shop. What it computes for a channel, zone and day it keeps. */
export const createHours = (settings: {
  readonly quietHours: QuietHours;
  readonly closedDays: Settings["closedDays"];
}): Hours => {
  const closedDays = closedDaysOf(settings.closedDays);
  const byChannel = {
    email: new Map<string, (at: number) => HoursVerdict>(),
    sms: new Map<string, (at: number) => HoursVerdict>(),
    push: new Map<string, (at: number) => HoursVerdict>(),
  };

  const zoneHours = (channel: Channel, zone: string): ((at: number) => HoursVerdict) => {
    const known = byChannel[channel].get(zone);
    if (known !== undefined) return known;
    const span = spanOf(settings.quietHours, channel);
    const created = createZoneHours({ calendar: zoneCalendar(zone), span, closedDays });
    byChannel[channel].set(zone, created);
    return created;
  };

  return { check: (channel, zone, at) => zoneHours(channel, zone)(at), isClosedDay: (day) => closedDays.has(day) };
};
