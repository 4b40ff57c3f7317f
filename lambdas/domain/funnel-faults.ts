import type { Counts } from "./funnel-counts.ts";

/** What the counters and the messages of one campaign and day say. */
export interface DayBooks {
  readonly counts: Counts;
  /** Messages reserved on that day, by the status in which they stand. */
  readonly messages: Readonly<Record<string, number>>;
  /** Messages of that day that changed lately: their change may not be counted yet. */
  readonly changing: number;
  /** The day is over and nothing of it is under way. */
  readonly closed: boolean;
}

export interface FunnelFault {
  readonly counter: string;
  readonly stored: number;
  readonly recomputed: number;
}

/** Each look is counted with its outcome in one write, so this sum holds at every instant. */
export const funnelFaults = (books: DayBooks): readonly FunnelFault[] => [
  ...compared("lookedAt", books.counts.lookedAt ?? 0, outcomes(books.counts), 0),
  ...statusFaults(books),
  ...reservationFaults(books),
];

const compared = (counter: string, stored: number, recomputed: number, slack: number): readonly FunnelFault[] =>
  Math.abs(stored - recomputed) <= slack ? [] : [{ counter, stored, recomputed }];

/** How many looks lack an outcome, or outcomes a look. */
export const countsOutOfBalance = (counts: Counts): number => Math.abs((counts.lookedAt ?? 0) - outcomes(counts));

const outcomes = (counts: Counts): number =>
  Object.entries(counts).reduce(
    (sum, [name, by]) => (name === "reserved" || name === "heldOut" || name.startsWith("skipped:") ? sum + by : sum),
    0,
  );

const statusPrefix = "status:";

const statusFaults = ({ counts, messages, changing }: DayBooks): readonly FunnelFault[] => {
  const counted = Object.keys(counts).filter((name) => name.startsWith(statusPrefix));
  const names = new Set([...counted, ...Object.keys(messages).map((status) => `${statusPrefix}${status}`)]);
  return [...names].flatMap((name) =>
    compared(name, counts[name] ?? 0, messages[name.slice(statusPrefix.length)] ?? 0, changing),
  );
};

/** Every reservation becomes a message, but not at the same instant: only a day that is over can be compared. */
const reservationFaults = ({ counts, messages, changing, closed }: DayBooks): readonly FunnelFault[] => {
  if (!closed) return [];
  const { "held-out": heldOut = 0, ...reserved } = messages;
  const made = Object.values(reserved).reduce((sum, count) => sum + count, 0);
  return [
    ...compared("reserved", counts.reserved ?? 0, made, changing),
    ...compared("heldOut", counts.heldOut ?? 0, heldOut, changing),
  ];
};
