import type { StreamMapping, Wiring } from "../../local/wiring.ts";
import type { FailureQueue, QueuedFailure } from "./failure-queue.ts";
import { type FailureRecord, readFailure } from "./failure-record.ts";
import type { Handed, Letter, Reading } from "./letter.ts";
import type { ReadRange } from "./stream-range.ts";

export interface QueueOptions {
  readonly queue: FailureQueue;
  readonly readRange: ReadRange;
  readonly wiring: Wiring;
  /** Where events of feedback go back to. Default: the queue whose failures end here. */
  readonly to?: string;
}

/** What waits in a failure queue in AWS. What is left there at the end is visible again at once. */
export async function* queueLetters(options: QueueOptions): AsyncGenerator<Letter> {
  const { queue } = options;
  const kept = new Map<string, QueuedFailure>();
  try {
    for (let received = await queue.receive(); received.length > 0; received = await queue.receive()) {
      // A message that comes a second time was not handled at the first: the rest is as stubborn.
      const fresh = received.filter(({ id }) => !kept.has(id));
      for (const failure of received) kept.set(failure.id, failure);
      for (const failure of fresh) yield letterOf(failure, options, () => kept.delete(failure.id));
      if (fresh.length === 0) return;
    }
  } finally {
    for (const failure of kept.values()) await queue.giveBack(failure);
  }
}

const letterOf = (failure: QueuedFailure, options: QueueOptions, forget: () => void): Letter => {
  const record = readFailure(failure.body);
  return {
    title: titleOf(record, failure),
    read: () => readingOf(record, failure, options),
    remove: async () => {
      await options.queue.remove(failure);
      forget();
    },
  };
};

const titleOf = (record: FailureRecord, { id }: QueuedFailure): string => {
  switch (record.kind) {
    case "stream":
      return `${record.functionName} from ${record.tableName}, ${record.at} (${record.condition})`;
    case "notification":
      return `feedback, notification ${record.id}`;
    case "unknown":
      return `message ${id}`;
  }
};

const readingOf = async (record: FailureRecord, failure: QueuedFailure, options: QueueOptions): Promise<Reading> => {
  switch (record.kind) {
    case "stream":
      return readingOfStream(record, options);
    case "notification":
      return { kind: "queue", count: 1, handOn: () => putBack(failure, options) };
    case "unknown":
      return { kind: "unreadable", why: "It is neither a failure of a stream mapping nor an event of SES." };
  }
};

type StreamFailure = Extract<FailureRecord, { kind: "stream" }>;

const readingOfStream = async (record: StreamFailure, options: QueueOptions): Promise<Reading> => {
  const mapping = mappingOf(record, options);
  if (mapping === undefined)
    return { kind: "unreadable", why: `No stream is wired to a function named ${record.functionName}.` };
  const records = await options.readRange(record);
  return records === "gone"
    ? { kind: "gone", why: "Its records are no longer in the stream, which holds 24 hours." }
    : { kind: "stream", batch: { mapping, shardId: record.shardId, records } };
};

/** No function reads two streams, so its name alone tells which table is meant, whatever that is called in the account. */
const mappingOf = ({ functionName }: StreamFailure, { wiring }: QueueOptions): StreamMapping | undefined =>
  wiring.streams.find((mapping) => mapping.functionName === functionName);

const putBack = async (failure: QueuedFailure, { queue, to }: QueueOptions): Promise<Handed> => {
  const sources = to === undefined ? await queue.sources() : [to];
  const [source, ...others] = sources;
  if (source === undefined || others.length > 0)
    return { ok: false, why: `Its queue is not known (${sources.length} queues end here): name it with --to.` };
  await queue.send(source, failure.body);
  return { ok: true };
};
