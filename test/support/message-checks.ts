import { localTime, weekOf } from "./shop-clock.ts";

/** A line of `messages.jsonl`, as any reader of that file would see it. */
export interface MessageLine {
  readonly messageKey: string;
  readonly customerId: string;
  readonly campaignId: string;
  readonly stepId: string;
  readonly occurrence: string;
  readonly channel: string;
  readonly category: string;
  readonly status: string;
  readonly reservedAt: string;
  readonly submittedAt?: string;
  readonly sendBy: string;
  readonly timeZone: string;
}

interface Span {
  readonly from: string;
  readonly to: string;
}

/** The part of a settings file that these checks speak about, read as plain JSON. */
export interface CheckedSettings {
  readonly caps: readonly {
    readonly id: string;
    readonly scope: "all" | { readonly channel?: string; readonly category?: string };
    readonly window:
      | { readonly rollingHours: number }
      | { readonly rollingDays: number }
      | { readonly calendar: "day" | "week" | "month" };
    readonly max: number;
  }[];
  readonly quietHours: Readonly<Record<string, Span>>;
  readonly closedDays: readonly string[];
}

const neverSent = new Set(["held-out", "failed", "expired", "withdrawn"]);

/** Messages that took a slot: everything that was, or may have been, submitted. */
export const sentMessages = (messages: readonly MessageLine[]): MessageLine[] =>
  messages.filter(({ status }) => !neverSent.has(status));

/** Each returns one sentence per violation; an empty list means that the rule holds. */
export const repeatedKeys = (messages: readonly MessageLine[]): string[] => {
  const seen = new Set<string>();
  return messages.flatMap(({ messageKey }) => {
    const isRepeated = seen.has(messageKey);
    seen.add(messageKey);
    return isRepeated ? [`key ${messageKey} appears twice`] : [];
  });
};

export const brokenHours = (messages: readonly MessageLine[], settings: CheckedSettings): string[] =>
  sentMessages(messages).flatMap((message) => {
    if (message.submittedAt === undefined) return [`${message.messageKey} has no instant of submission`];
    const at = Date.parse(message.submittedAt);
    if (at > Date.parse(message.sendBy)) return [`${message.messageKey} was submitted after its deadline`];
    return isOpen(at, message, settings) ? [] : [`${message.messageKey} was submitted at ${message.submittedAt}`];
  });

export const isOpen = (
  at: number,
  { channel, timeZone }: { readonly channel: string; readonly timeZone: string },
  settings: CheckedSettings,
): boolean => {
  const { date, minuteOfDay } = localTime(at, timeZone);
  if (settings.closedDays.includes(date)) return false;
  const span = settings.quietHours[channel] ?? settings.quietHours.default;
  if (span === undefined) return true;
  const from = minutes(span.from);
  const to = minutes(span.to);
  const isQuiet = from < to ? minuteOfDay >= from && minuteOfDay < to : minuteOfDay >= from || minuteOfDay < to;
  return !isQuiet;
};

const minutes = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));

type CheckedCap = CheckedSettings["caps"][number];

/** Counts, for every message, how many the customer had got in the window that ends with it. */
export const brokenCaps = (messages: readonly MessageLine[], settings: CheckedSettings): string[] => {
  return [...groupByCustomer(sentMessages(messages)).values()].flatMap((sent) =>
    settings.caps.flatMap((cap) => sent.flatMap((message) => overCap(cap, message, sent))),
  );
};

export const groupByCustomer = <Line extends { readonly customerId: string }>(
  lines: readonly Line[],
): Map<string, Line[]> => {
  const groups = new Map<string, Line[]>();
  for (const line of lines) {
    const group = groups.get(line.customerId);
    if (group === undefined) groups.set(line.customerId, [line]);
    else group.push(line);
  }
  return groups;
};

const overCap = (cap: CheckedCap, message: MessageLine, sent: readonly MessageLine[]): string[] => {
  if (!covers(cap, message)) return [];
  const at = Date.parse(message.reservedAt);
  const inWindow = sent.filter((other) => covers(cap, other) && sharesWindow(cap, other, { at, ...message }));
  const count = inWindow.length;
  return count > cap.max ? [`${cap.id}: customer ${message.customerId} has ${count} by ${message.reservedAt}`] : [];
};

const covers = ({ scope }: CheckedCap, { channel, category }: MessageLine): boolean =>
  scope === "all" ||
  ((scope.channel === undefined || scope.channel === channel) &&
    (scope.category === undefined || scope.category === category));

/** Whether an earlier (or the same) message falls into the window that ends at `last.at`. */
export const sharesWindow = (
  { window }: Pick<CheckedCap, "window">,
  other: { readonly reservedAt: string },
  last: { readonly at: number; readonly timeZone: string },
): boolean => {
  const otherAt = Date.parse(other.reservedAt);
  if (otherAt > last.at) return false;
  if ("rollingHours" in window) return last.at - otherAt < window.rollingHours * 3_600_000;
  if ("rollingDays" in window) return last.at - otherAt < window.rollingDays * 86_400_000;
  const period = periodOf[window.calendar];
  return period(localTime(otherAt, last.timeZone).date) === period(localTime(last.at, last.timeZone).date);
};

const periodOf = {
  day: (date: string) => date,
  week: weekOf,
  month: (date: string) => date.slice(0, 7),
} as const;

/** Whoever is held out once is held out of everything, for good. */
export const brokenHoldOut = (messages: readonly MessageLine[]): string[] => {
  const heldOut = new Set(messages.filter(({ status }) => status === "held-out").map(({ customerId }) => customerId));
  return messages
    .filter(({ customerId, status }) => heldOut.has(customerId) && status !== "held-out")
    .map(({ messageKey, customerId }) => `held-out customer ${customerId} got ${messageKey}`);
};

export interface FunnelLine {
  readonly campaignId: string;
  readonly lookedAt: number;
  readonly reserved: number;
  readonly heldOut: number;
  readonly skipped: Readonly<Record<string, number>>;
}

/** The funnel adds up in itself, and agrees with the messages there are. */
export const brokenFunnel = (funnel: readonly FunnelLine[], messages: readonly MessageLine[]): string[] =>
  funnel.flatMap(({ campaignId, lookedAt, reserved, heldOut, skipped }) => {
    const skips = Object.values(skipped).reduce((sum, count) => sum + count, 0);
    const own = messages.filter((message) => message.campaignId === campaignId);
    const held = own.filter(({ status }) => status === "held-out").length;
    return [
      ...(lookedAt === reserved + heldOut + skips ? [] : [`${campaignId}: ${lookedAt} looks do not add up`]),
      ...(reserved === own.length - held ? [] : [`${campaignId}: ${reserved} reserved, ${own.length - held} messages`]),
      ...(heldOut === held ? [] : [`${campaignId}: ${heldOut} held out, ${held} recorded`]),
    ];
  });
