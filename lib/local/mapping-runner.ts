import { compareSequence } from "../../lambdas/domain/sequence.ts";
import { batches } from "./batches.ts";
import type { Checkpoints } from "./checkpoints.ts";
import type { DeadLetters } from "./dead-letters.ts";
import { deliver, type Handled, readItemFailures } from "./delivery.ts";
import { compileFilter } from "./filter.ts";
import { settleAll } from "./settle-all.ts";
import type { StreamRecord } from "./stream-reader.ts";
import { createWindows } from "./windows.ts";
import type { StreamMapping } from "./wiring.ts";

/** Calls a function by its name with an event and gives its response; throws what the function threw. */
export type Invoke = (functionName: string, event: unknown) => Promise<unknown>;

export interface MappingContext {
  readonly invoke: Invoke;
  readonly checkpoints: Checkpoints;
  readonly deadLetters: DeadLetters;
  readonly now: () => number;
  /** Throws when the table engine is gone: then nothing may be given up, because nothing can be handled. */
  readonly ensureEngine: () => Promise<void>;
}

export interface MappingRunner {
  readonly mapping: StreamMapping;
  position(): string | undefined;
  /** Handles those of the records that lie after its checkpoint, in order; returns when each was handled or given up. */
  handle(records: readonly StreamRecord[], shardId: string): Promise<void>;
}

/** In AWS an unbounded mapping tries until the record is too old. Here ten tries show that it will not work. */
const retriesMax = 10;

const sequenceOf = (record: StreamRecord): string => record.dynamodb.SequenceNumber;

/** A small even spread; records of one key always share a lane, so their order holds. */
const laneOf = (record: StreamRecord, { partitionKey, parallel }: StreamMapping): number => {
  const key = JSON.stringify(record.dynamodb.Keys[partitionKey]);
  let hash = 0;
  for (let index = 0; index < key.length; index += 1) hash = (hash * 31 + key.charCodeAt(index)) >>> 0;
  return hash % parallel;
};

const splitIntoLanes = (records: readonly StreamRecord[], mapping: StreamMapping) => {
  const lanes = new Map<number, StreamRecord[]>();
  for (const record of records) {
    const lane = laneOf(record, mapping);
    lanes.set(lane, [...(lanes.get(lane) ?? []), record]);
  }
  return [...lanes.values()];
};

export const createMappingRunner = (mapping: StreamMapping, context: MappingContext): MappingRunner => {
  const passes = compileFilter(mapping.filters);
  const windows = mapping.windowSeconds === undefined ? undefined : createWindows(mapping, context.invoke);
  const retries = mapping.retries < 0 ? retriesMax : Math.min(mapping.retries, retriesMax);

  const position = () => context.checkpoints.read(mapping.name)?.sequence;
  const moveTo = (record: StreamRecord) =>
    context.checkpoints.write(mapping.name, { table: mapping.table, sequence: sequenceOf(record) });
  const isAhead = (record: StreamRecord): boolean => {
    const current = position();
    return current === undefined || compareSequence(sequenceOf(record), current) > 0;
  };

  const call = async (records: readonly StreamRecord[], shardId: string): Promise<Handled> => {
    try {
      const response = await (windows
        ? windows.invoke(records, shardId)
        : context.invoke(mapping.functionName, { Records: records }));
      const failures = mapping.reportsItemFailures ? readItemFailures(response, records.map(sequenceOf)) : [];
      const lowest = failures === "all" ? 0 : failures[0];
      return lowest === undefined ? { kind: "all" } : { kind: "up-to", index: lowest, reason: "reported as failed" };
    } catch (error) {
      return { kind: "up-to", index: 0, reason: String(error) };
    }
  };

  const giveUp = async (records: readonly StreamRecord[], reason: string, shardId: string) => {
    await context.ensureEngine();
    context.deadLetters.add({
      at: context.now(),
      source: mapping.name,
      functionName: mapping.functionName,
      ...(mapping.failureDestination !== undefined && { destination: mapping.failureDestination }),
      reason,
      shardId,
      records,
    });
  };

  const deliverInOrder = async (
    records: readonly StreamRecord[],
    shardId: string,
    done: (last: StreamRecord) => void,
  ) => {
    for (const batch of batches(records, mapping.batchSize)) {
      const steps = {
        call: (items: readonly StreamRecord[]) => call(items, shardId),
        done,
        giveUp: (items: readonly StreamRecord[], reason: string) => giveUp(items, reason, shardId),
      };
      await deliver(batch, { retries, bisects: mapping.bisects }, steps);
    }
  };

  const handle = async (records: readonly StreamRecord[], shardId: string) => {
    const ahead = records.filter(isAhead);
    for (const round of batches(ahead.filter(passes), mapping.batchSize * mapping.parallel)) {
      const lanes = splitIntoLanes(round, mapping);
      // Several lanes are in work at once: only when all are through is everything up to the last record done.
      const done = lanes.length === 1 ? moveTo : () => {};
      await settleAll(lanes.map((lane) => deliverInOrder(lane, shardId, done)));
      moveTo(round.at(-1) as StreamRecord);
    }
    // The records behind the last one that passed the filter are done as well.
    const last = ahead.at(-1);
    if (last !== undefined && isAhead(last)) moveTo(last);
  };

  return { mapping, position, handle };
};
