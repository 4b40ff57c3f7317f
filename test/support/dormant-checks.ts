import {
  type CheckedSettings,
  groupByCustomer,
  isOpen,
  type MessageLine,
  sentMessages,
  sharesWindow,
} from "./message-checks.ts";

export interface OrderLine {
  readonly customerId: string;
  readonly at: number;
}

export interface DormantQuestion {
  readonly messages: readonly MessageLine[];
  readonly orders: readonly OrderLine[];
  readonly settings: CheckedSettings;
  readonly dormantDays: number;
  readonly timeZone: string;
  /** The end of the replay: nothing after it could have been sent. */
  readonly until: number;
}

const minuteMs = 60_000;
const dayMs = 86_400_000;

/**
 * For each silence in the order file: the first instant, by brute force, at which a first wake-up was allowed. It must be
 * the instant of the message. Silences that ended before it must have none, and there must be no message beside these.
 */
export const brokenWakeUps = (question: DormantQuestion): string[] => {
  const messages = groupByCustomer(question.messages);
  const orders = groupByCustomer(question.orders);
  return [...orders].flatMap(([customerId, own]) => {
    const sent = messages.get(customerId) ?? [];
    const isHeldOut = sent.some(({ status }) => status === "held-out");
    const wakeUps = sent.filter(
      ({ campaignId, stepId }) => campaignId === "dormant-wake-up" && stepId === "return-gift",
    );
    const expected = silences(own, question)
      .map(({ from, to }) => firstAllowed(from, isHeldOut ? [] : sentMessages(sent), isHeldOut, question, to))
      .filter((at) => at !== undefined);
    const actual = wakeUps.map(({ reservedAt }) => Date.parse(reservedAt));
    return same(expected, actual) ? [] : [report(customerId, expected, actual)];
  });
};

const report = (customerId: string, expected: readonly number[], actual: readonly number[]): string => {
  const iso = (instants: readonly number[]) => instants.map((at) => new Date(at).toISOString()).join(", ") || "none";
  return `customer ${customerId}: expected ${iso(expected)}, got ${iso(actual)}`;
};

const same = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((value, index) => value === b[index]);

interface Silence {
  /** When the threshold is reached. */
  readonly from: number;
  /** The order that ended the silence, or the end of the replay. */
  readonly to: number;
}

const silences = (orders: readonly OrderLine[], { dormantDays, until }: DormantQuestion): Silence[] => {
  const instants = [...new Set(orders.map(({ at }) => at))].sort((a, b) => a - b);
  return instants
    .map((at, index) => ({ from: at + dormantDays * dayMs, to: instants[index + 1] ?? until + 1 }))
    .filter(({ from, to }) => from < to);
};

/** Tries the threshold itself, then every whole minute after it, up to the end of the silence. */
const firstAllowed = (
  from: number,
  others: readonly MessageLine[],
  isHeldOut: boolean,
  { settings, timeZone }: DormantQuestion,
  to: number,
): number | undefined => {
  const candidate = { channel: "email", timeZone };
  for (let at = from; at < to; at += step(at)) {
    // A held-out message is recorded where the look was planned for, which is in open hours as well.
    if (isOpen(at, candidate, settings) && (isHeldOut || hasRoom(at, others, settings, timeZone))) return at;
  }
  return undefined;
};

const step = (at: number): number => minuteMs - (at % minuteMs);

const hasRoom = (at: number, others: readonly MessageLine[], settings: CheckedSettings, timeZone: string): boolean =>
  settings.caps.every((cap) => {
    const isCovered = cap.scope === "all" || (cap.scope.channel ?? "email") === "email";
    if (!isCovered) return true;
    const earlier = others.filter((other) => Date.parse(other.reservedAt) < at);
    return earlier.filter((other) => sharesWindow(cap, other, { at, timeZone })).length < cap.max;
  });
