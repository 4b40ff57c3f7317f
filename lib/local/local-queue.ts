import type { SQSBatchItemFailure, SQSRecord } from "aws-lambda";
import { batches } from "./batches.ts";
import type { DeadLetters } from "./dead-letters.ts";
import { readItemFailures } from "./delivery.ts";
import type { Invoke } from "./mapping-runner.ts";
import { settleAll } from "./settle-all.ts";
import type { QueueMapping } from "./wiring.ts";

/** A queue and the function that reads it: at least once, in batches, each message tried a bounded number of times. */
export interface LocalQueue {
  /** Resolves when the message was handled or given up; rejects when the queue closes first: offer it again then. */
  offer(record: SQSRecord): Promise<void>;
  /** Handles a few batches side by side. False when there was nothing. */
  pump(): Promise<boolean>;
  close(): void;
}

interface Waiting {
  readonly record: SQSRecord;
  readonly receives: number;
  readonly handled: () => void;
  readonly refused: (reason: Error) => void;
}

export interface LocalQueueOptions {
  readonly mapping: QueueMapping;
  readonly invoke: Invoke;
  readonly deadLetters: DeadLetters;
  readonly now: () => number;
}

export type QueueResponse = { readonly batchItemFailures: readonly SQSBatchItemFailure[] } | undefined;

/** Lambda begins to read a queue with so many batches side by side. */
const batchesAtOnce = 5;

const asReceived = ({ record, receives }: Waiting): SQSRecord => ({
  ...record,
  attributes: { ...record.attributes, ApproximateReceiveCount: String(receives + 1) },
});

export const createLocalQueue = ({ mapping, invoke, deadLetters, now }: LocalQueueOptions): LocalQueue => {
  const waiting: Waiting[] = [];
  let closed = false;

  const failedPlaces = async (batch: readonly Waiting[]): Promise<{ places: ReadonlySet<number>; reason: string }> => {
    const records = batch.map(asReceived);
    try {
      const response = await invoke(mapping.functionName, { Records: records });
      const ids = records.map((record) => record.messageId);
      const failures = mapping.reportsItemFailures ? readItemFailures(response, ids) : undefined;
      const places = failures === "all" ? ids.keys() : (failures ?? []);
      return { places: new Set(places), reason: "reported as failed" };
    } catch (error) {
      return { places: new Set(batch.keys()), reason: String(error) };
    }
  };

  const tryAgain = (item: Waiting, reason: string) => {
    const receives = item.receives + 1;
    if (receives < mapping.receivesMax) {
      waiting.push({ ...item, receives });
      return;
    }
    const { name: source, functionName, queue: destination } = mapping;
    deadLetters.add({ at: now(), source, functionName, destination, reason, records: [item.record] });
    item.handled();
  };

  const handleBatch = async (batch: readonly Waiting[]): Promise<void> => {
    const { places, reason } = await failedPlaces(batch);
    batch.forEach((item, place) => {
      if (places.has(place)) tryAgain(item, reason);
      else item.handled();
    });
  };

  return {
    offer: (record) =>
      new Promise((resolve, reject) => {
        if (closed) reject(new Error(`The queue ${mapping.queue} is closed.`));
        else waiting.push({ record, receives: 0, handled: resolve, refused: reject });
      }),
    pump: async () => {
      const taken = waiting.splice(0, mapping.batchSize * batchesAtOnce);
      await settleAll(batches(taken, mapping.batchSize).map(handleBatch));
      return taken.length > 0;
    },
    close: () => {
      closed = true;
      for (const item of waiting.splice(0)) item.refused(new Error(`The queue ${mapping.queue} closed.`));
    },
  };
};
