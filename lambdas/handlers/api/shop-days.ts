import { dayOfIsoDate, isoDateOf } from "../../domain/civil-date.ts";
import type { Problem } from "../../domain/problem.ts";
import { zoneCalendar } from "../../domain/zone-calendar.ts";
import { spanDaysMax } from "./contract/figures.ts";

/** Local days of the shop, both included. */
export interface Span {
  readonly from: string;
  readonly to: string;
}

const usualDays = 30;

export const todayIn = (timeZone: string, now: number): string => {
  const calendar = zoneCalendar(timeZone);
  return calendar.dateOf(calendar.dayOf(now));
};

/** The days that are asked for, thirty up to today where nothing is said, or what is wrong with them. */
export const askedSpan = (
  { from, to }: { readonly from?: string | undefined; readonly to?: string | undefined },
  today: string,
): { readonly ok: true; readonly span: Span } | { readonly ok: false; readonly problem: Problem } => {
  const last = to ?? today;
  const first = from ?? isoDateOf(dayOfIsoDate(last) - usualDays + 1);
  const days = dayOfIsoDate(last) - dayOfIsoDate(first) + 1;
  if (days >= 1 && days <= spanDaysMax) return { ok: true, span: { from: first, to: last } };
  const problem = days < 1 ? "ends before it begins" : "is too long";
  const allowed = `1 to ${spanDaysMax} days`;
  return { ok: false, problem: { where: "query", problem, received: `${first} to ${last}`, allowed } };
};
