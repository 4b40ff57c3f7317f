import { dayMs } from "./limits.ts";

export interface Range {
  readonly atLeast?: number | undefined;
  readonly atMost?: number | undefined;
}

export const isWithin = (value: number | undefined, { atLeast, atMost }: Range): boolean =>
  value !== undefined && (atLeast === undefined || value >= atLeast) && (atMost === undefined || value <= atMost);

/** Days of 24 hours as whole milliseconds: an edge that is compared and an edge that is planned are then the same one. */
export const spanMs = (days: number): number => Math.round(days * dayMs);

export const isDaysSince = (at: number | undefined, now: number, { atLeast, atMost }: Range): boolean =>
  at !== undefined &&
  (atLeast === undefined || now - at >= spanMs(atLeast)) &&
  (atMost === undefined || now - at <= spanMs(atMost));

/** For the last time so many days ago at most; without a number, ever. */
export const isLastWithin = (at: number | undefined, withinDays: number | undefined, now: number): boolean =>
  at !== undefined && (withinDays === undefined || now - at <= spanMs(withinDays));
