import type { SQSRecord } from "aws-lambda";
import { readItemFailures } from "../local/delivery.ts";
import type { QueueMapping } from "../local/wiring.ts";
import type { Chances } from "./chances.ts";
import type { Ended } from "./instances.ts";
import type { Deliverable } from "./stream-readers.ts";

/** The queue of the providers' events: unordered, at least once, and sometimes an event never reaches it. */
export interface EventQueue {
  put(record: SQSRecord): void;
  deliverable(): readonly Deliverable[];
  isDone(): boolean;
}

export const createEventQueue = (q: {
  readonly mapping: QueueMapping;
  readonly chances: Chances;
  readonly invoke: (functionName: string, event: unknown, onEnd: (ended: Ended) => void) => void;
  /** The function took these in. */
  readonly onHandled: (records: readonly SQSRecord[]) => void;
}): EventQueue => {
  const { mapping, chances } = q;
  const waiting: SQSRecord[] = [];
  let inWork = 0;

  const takeSome = (): SQSRecord[] => {
    const size = chances.between(1, mapping.batchSize);
    return Array.from({ length: Math.min(size, waiting.length) }, () =>
      waiting.splice(chances.between(0, waiting.length - 1), 1),
    ).flat();
  };
  const notHandled = (records: readonly SQSRecord[], ended: Ended): readonly SQSRecord[] => {
    if (ended.kind !== "returned") return records;
    const failures = readItemFailures(
      ended.result,
      records.map(({ messageId }) => messageId),
    );
    return failures === "all" ? records : records.filter((_, index) => failures.includes(index));
  };
  const deliver = (): void => {
    const records = takeSome();
    inWork += 1;
    q.invoke(mapping.functionName, { Records: structuredClone(records) }, (ended) => {
      inWork -= 1;
      const left = notHandled(records, ended);
      waiting.push(...left);
      q.onHandled(records.filter((record) => !left.includes(record)));
      if (chances.strikes("feedback-repeated")) waiting.push(...records);
    });
  };
  return {
    put: (record) => {
      if (chances.strikes("feedback-lost")) return;
      waiting.push(record);
      if (chances.strikes("feedback-repeated")) waiting.push(record);
    },
    deliverable: () => (waiting.length === 0 ? [] : [{ label: mapping.name, deliver }]),
    isDone: () => waiting.length === 0 && inWork === 0,
  };
};
