import type { Category, Channel } from "./channel.ts";
import { civilOf, dayOfCivil, mondayOf } from "./civil-date.ts";
import type { Contact } from "./profile.ts";
import type { Cap } from "./settings.ts";
import type { ZoneCalendar } from "./zone-calendar.ts";

export interface CapQuestion {
  readonly caps: readonly Cap[];
  /** The ledger: every message that counts, reserved or promised. */
  readonly contacts: readonly Contact[];
  readonly channel: Channel;
  readonly category: Category;
  /** The instant at which one more message would count, epoch milliseconds. */
  readonly at: number;
  /** Calendar windows are days, weeks and months of this zone. */
  readonly calendar: ZoneCalendar;
}

export type CapVerdict =
  | { readonly allowed: true }
  | {
      readonly allowed: false;
      /** Of the caps that say no, the one that says it longest. */
      readonly capId: string;
      /** First later instant at which every covering cap allows the message, should nothing else be sent; may be Infinity. */
      readonly freeAt: number;
    };

/** Both ends exclusive of what no longer, or not yet, shares a window with the message. */
interface Span {
  readonly after: number;
  readonly before: number;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** The longest window: a month of 31 days in which the clock goes back, with room for a zone that changes its offset. */
const longestWindowMs = 32 * dayMs;

/** Whether a cap is about such a message. */
export const covers = (cap: Cap, message: { readonly channel: Channel; readonly category: Category }): boolean => {
  if (cap.scope === "all") return true;
  const { channel, category } = cap.scope;
  return (
    (channel === undefined || channel === message.channel) && (category === undefined || category === message.category)
  );
};

const rollingMs = (window: Cap["window"]): number | undefined => {
  if ("rollingHours" in window) return window.rollingHours * hourMs;
  return "rollingDays" in window ? window.rollingDays * dayMs : undefined;
};

const monthDays = (day: number): { readonly first: number; readonly next: number } => {
  const { year, month } = civilOf(day);
  const first = dayOfCivil({ year, month, dayOfMonth: 1 });
  const next = dayOfCivil({ year: month === 12 ? year + 1 : year, month: (month % 12) + 1, dayOfMonth: 1 });
  return { first, next };
};

const calendarDays = (
  unit: "day" | "week" | "month",
  day: number,
): { readonly first: number; readonly next: number } => {
  if (unit === "day") return { first: day, next: day + 1 };
  if (unit === "week") return { first: mondayOf(day), next: mondayOf(day) + 7 };
  return monthDays(day);
};

/**
 * The contacts that share a window with a message at `at`. A rolling window reaches back and, so that a promised message
 * keeps its place, as far ahead; a calendar window is the one that holds `at`.
 */
const windowAround = (cap: Cap, at: number, calendar: ZoneCalendar): Span => {
  const rolling = rollingMs(cap.window);
  if (rolling !== undefined) return { after: at - rolling, before: at + rolling };
  const unit = "calendar" in cap.window ? cap.window.calendar : "day";
  const { first, next } = calendarDays(unit, calendar.dayOf(at));
  return { after: calendar.startOfDay(first) - 1, before: calendar.startOfDay(next) };
};

/** First instant at or after `at` when this cap allows the message. Each round lets at least one contact leave. */
const freeAtOf = (cap: Cap, at: number, { contacts, calendar }: CapQuestion): number => {
  if (cap.max === 0) return Number.POSITIVE_INFINITY;
  if (contacts.length < cap.max) return at;
  const rolling = rollingMs(cap.window);
  let free = at;
  for (;;) {
    const { after, before } = windowAround(cap, free, calendar);
    let taken = 0;
    let oldest = Number.POSITIVE_INFINITY;
    for (const contact of contacts) {
      if (contact.at <= after || contact.at >= before || !covers(cap, contact)) continue;
      taken += 1;
      if (contact.at < oldest) oldest = contact.at;
    }
    if (taken < cap.max) return free;
    free = rolling === undefined ? before : oldest + rolling;
  }
};

const allFreeAt = (caps: readonly Cap[], at: number, question: CapQuestion): number => {
  let free = at;
  for (;;) {
    const latest = caps.reduce((current, cap) => freeAtOf(cap, current, question), free);
    if (latest === free) return free;
    free = latest;
  }
};

/** Whether the caps allow one more message. All that cover it must; the strictest wins. */
export const capVerdict = (question: CapQuestion): CapVerdict => {
  const covering = question.caps.filter((cap) => covers(cap, question));
  let strictest: Cap | undefined;
  let latest = question.at;
  for (const cap of covering) {
    const free = freeAtOf(cap, question.at, question);
    if (free <= latest) continue;
    strictest = cap;
    latest = free;
  }
  if (strictest === undefined) return { allowed: true };
  return { allowed: false, capId: strictest.id, freeAt: allFreeAt(covering, latest, question) };
};

/** Drops the contacts that no window can see any more. */
export const pruneContacts = (contacts: readonly Contact[], now: number): readonly Contact[] => {
  const since = now - longestWindowMs;
  for (const { at } of contacts) if (at <= since) return contacts.filter((contact) => contact.at > since);
  return contacts;
};
