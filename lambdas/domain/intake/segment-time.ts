import { hourMs } from "../limits.ts";
import { type Problem, shown } from "../problem.ts";
import { zoneCalendar } from "../zone-calendar.ts";
import { createDateReader } from "./row-date.ts";
import type { SegmentMessage } from "./segment-message.ts";

export interface Arrival {
  /** Epoch milliseconds. */
  readonly receivedAt: number;
  /** When the client says it sent the batch; a message's own goes before it. */
  readonly sentAt?: unknown;
}

export type MessageTime =
  | { readonly ok: true; readonly at: number; readonly unstamped?: true }
  | { readonly ok: false; readonly problem: Problem };

/**
 * A client's clock counts as wrong beyond this; below it the difference is the way through the network. Small differences are
 * not corrected, because a repeat of the message would then get another time.
 */
const believedSkewMs = 60_000;
const earliest = Date.UTC(1990, 0, 1);
const aheadMs = 24 * hourMs;

const timeRule = "an ISO 8601 time such as 2026-03-01T10:00:00.000Z, from 1990 to a day ahead";

/**
 * When a message happened. By the Segment spec: timestamp = receivedAt − (sentAt − originalTimestamp), which takes the
 * client's wrong clock out. Without any time it happened when it came.
 */
export const timeOf = (message: SegmentMessage, arrival: Arrival, place: string): MessageTime => {
  const { receivedAt } = arrival;
  const field = isGiven(message.originalTimestamp) ? "originalTimestamp" : "timestamp";
  const said = message[field];
  if (!isGiven(said)) return { ok: true, at: receivedAt, unstamped: true };
  const original = instantFrom(said);
  const sentAt = instantFrom(message.sentAt) ?? instantFrom(arrival.sentAt);
  const isSkewed = sentAt !== undefined && Math.abs(receivedAt - sentAt) > believedSkewMs;
  const at = original === undefined || !isSkewed ? original : receivedAt - (sentAt - original);
  if (at === undefined || at < earliest || at > receivedAt + aheadMs) {
    const problem = at === undefined ? "is no time" : "is not a time to be believed";
    return { ok: false, problem: { where: `${place}.${field}`, problem, received: shown(said), allowed: timeRule } };
  }
  return isSkewed ? { ok: true, at, unstamped: true } : { ok: true, at };
};

const isGiven = (value: unknown): boolean => value !== undefined && value !== null && value !== "";

/** Milliseconds since 1970 are larger than this from 1973 on, seconds are smaller until the year 5138. */
const smallestMs = 1e11;

const readUtc = (text: string) => createDateReader(zoneCalendar("UTC"))(text);

const instantFrom = (value: unknown): number | undefined => {
  if (typeof value === "number")
    return Number.isFinite(value) && Math.abs(value) < 1e14 && value >= smallestMs ? Math.floor(value) : undefined;
  if (typeof value !== "string" || !/^\d{4}-\d{2}-\d{2}/.test(value)) return undefined;
  const read = readUtc(value);
  return read.ok ? read.at : undefined;
};
