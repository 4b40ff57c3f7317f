import type { SQSRecord } from "aws-lambda";
import type { InboxEntry } from "./inbox.ts";
import { openLineFile } from "./line-file.ts";
import { eventTypesOf, sesRecord } from "./ses-record.ts";
import { textEventsOf, textRecord } from "./text-record.ts";

/** Takes over one event. The event counts as delivered once this resolves; a rejection leaves it to be delivered again. */
export type OnEvent = (record: SQSRecord) => Promise<void> | void;

export interface EventEmitter {
  /** Starts to deliver the events of an accepted message that were not delivered yet; does not wait for it. */
  emit(entry: InboxEntry): void;
  /** One event that a person or a test makes happen. */
  emitOne(record: SQSRecord): Promise<void>;
  /** Delivers again what was rejected. */
  redeliver(): Promise<void>;
  /** Resolves when nothing is being delivered. */
  idle(): Promise<void>;
  close(): void;
}

interface Delivered {
  readonly id: string;
}

/** What the provider tells of an accepted message by itself. What SNS sent, text or push, has no events. */
const recordsOf = (entry: InboxEntry): readonly SQSRecord[] => {
  if (entry.channel === "push") return [];
  const at = entry.receivedAt;
  return entry.channel === "email"
    ? eventTypesOf(entry).map((type) => sesRecord({ entry, type, at }))
    : textEventsOf(entry).map((type) => textRecord({ entry, type, at }));
};

/** Which events were delivered outlives the process, beside the inbox: the others come again after a restart. */
export const createEventEmitter = (q: {
  readonly onEvent: OnEvent;
  readonly deliveredFile?: string | undefined;
}): EventEmitter => {
  const file = q.deliveredFile === undefined ? undefined : openLineFile<Delivered>(q.deliveredFile);
  const delivered = new Set((file?.items ?? []).map((item) => item.id));
  const waiting = new Map<string, InboxEntry>();
  const running = new Map<string, Promise<void>>();

  const deliver = async (entry: InboxEntry, record: SQSRecord): Promise<void> => {
    if (delivered.has(record.messageId)) return;
    await q.onEvent(record);
    if (entry.repeatsEvents) await q.onEvent(record);
    delivered.add(record.messageId);
    file?.append({ id: record.messageId });
  };

  /** A rejected event keeps the message waiting and holds up no other one, as in a queue. */
  const deliverAll = async (entry: InboxEntry): Promise<void> => {
    const deliveries = await Promise.allSettled(recordsOf(entry).map((record) => deliver(entry, record)));
    if (deliveries.every(({ status }) => status === "fulfilled")) waiting.delete(entry.providerId);
    running.delete(entry.providerId);
  };

  const emit = (entry: InboxEntry): void => {
    if (running.has(entry.providerId)) return;
    waiting.set(entry.providerId, entry);
    running.set(entry.providerId, deliverAll(entry));
  };

  const idle = async (): Promise<void> => {
    while (running.size > 0) await Promise.all(running.values());
  };

  return {
    emit,
    emitOne: async (record) => {
      await q.onEvent(record);
    },
    redeliver: async () => {
      for (const entry of [...waiting.values()]) emit(entry);
      await idle();
    },
    idle,
    close: () => file?.close(),
  };
};
