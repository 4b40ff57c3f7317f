import type { SQSRecord } from "aws-lambda";
import type { Chance } from "../sample/chance.ts";

/** A message as one receiver got it; the receipt is good for this reception only. */
export interface Received {
  readonly receipt: string;
  readonly record: SQSRecord;
}

export interface EventQueue {
  /** `visibleFrom` is in the virtual clock's epoch milliseconds: a late event. */
  offer(record: SQSRecord, visibleFrom?: number): void;
  receive(most: number): readonly Received[];
  /** A receipt whose time was up names nothing any more: the message is, or was, somebody else's. */
  remove(receipts: readonly string[]): void;
  /** True when nothing waits to be received and nobody holds anything; late events do not count before their time. */
  isEmpty(): boolean;
  /** When the first late event comes, epoch milliseconds. */
  nextAt(): number | undefined;
  figures(): QueueFigures;
}

export interface QueueFigures {
  readonly offered: number;
  /** Receptions after the first one: a receiver was killed, or the queue gave it once more as it may. */
  readonly again: number;
}

export interface EventQueueOptions {
  readonly now: () => number;
  /** Real milliseconds. */
  readonly wallNow: () => number;
  /** How long a receiver has, in real milliseconds, because it is killed in real time. */
  readonly visibilityMs: number;
  readonly chance: Chance;
  /** How likely a removed message is given once more all the same: a queue delivers at least once. */
  readonly repeats: number;
  readonly onRemoved?: (record: SQSRecord) => void;
}

interface Held {
  readonly record: SQSRecord;
  readonly until: number;
}

/** At least once, in no order, as SQS: a message that is not removed in time is visible again. */
export const createEventQueue = (options: EventQueueOptions): EventQueue => {
  const { chance } = options;
  const visible: SQSRecord[] = [];
  const held = new Map<string, Held>();
  let late: { readonly record: SQSRecord; readonly at: number }[] = [];
  const receptions = new Map<string, number>();
  let receipts = 0;
  let again = 0;

  const takeBack = () => {
    const wall = options.wallNow();
    for (const [receipt, { record, until }] of held) {
      if (until > wall) continue;
      held.delete(receipt);
      visible.push(record);
    }
    const now = options.now();
    const due = late.filter(({ at }) => at <= now);
    if (due.length === 0) return;
    late = late.filter(({ at }) => at > now);
    visible.push(...due.map(({ record }) => record));
  };
  /** Any of them: a queue that is no FIFO keeps no order. */
  const take = (): SQSRecord | undefined => {
    const place = chance.between(0, visible.length - 1);
    const [record] = visible.splice(place, 1);
    return record;
  };
  const give = (record: SQSRecord): Received => {
    const count = (receptions.get(record.messageId) ?? 0) + 1;
    receptions.set(record.messageId, count);
    if (count > 1) again += 1;
    receipts += 1;
    const receipt = `receipt-${receipts}`;
    held.set(receipt, { record, until: options.wallNow() + options.visibilityMs });
    return { receipt, record };
  };

  return {
    offer: (record, visibleFrom) => {
      if (visibleFrom === undefined) visible.push(record);
      else late.push({ record, at: visibleFrom });
    },
    receive: (most) => {
      takeBack();
      const given: Received[] = [];
      while (given.length < most && visible.length > 0) {
        const record = take();
        if (record !== undefined) given.push(give(record));
      }
      return given;
    },
    remove: (names) => {
      for (const name of names) {
        const found = held.get(name);
        if (found === undefined) continue;
        held.delete(name);
        options.onRemoved?.(found.record);
        const isFirst = receptions.get(found.record.messageId) === 1;
        if (isFirst && chance.happens(options.repeats)) visible.push(found.record);
      }
    },
    isEmpty: () => {
      takeBack();
      return visible.length === 0 && held.size === 0;
    },
    nextAt: () => (late.length === 0 ? undefined : Math.min(...late.map(({ at }) => at))),
    figures: () => ({ offered: receptions.size, again }),
  };
};
