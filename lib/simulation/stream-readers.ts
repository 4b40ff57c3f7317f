import type { DynamoDBRecord } from "aws-lambda";
import { compileFilter } from "../local/filter.ts";
import type { StreamMapping } from "../local/wiring.ts";
import type { Chances } from "./chances.ts";
import type { Ended } from "./instances.ts";
import type { StoryTables } from "./story-tables.ts";
import { afterFailure, type Batch, failedAt, sequenceOf, shardCount, shardOf, takeBatch } from "./stream-batch.ts";

/** One mapping's reading of one shard. */
interface Reading {
  readonly mapping: StreamMapping;
  readonly shardId: string;
  readonly ahead: Batch[];
  isInWork: boolean;
}

/** A batch that is handed over once more: because streams do that, or because it was given up and a person redrives it. */
interface Repeat {
  readonly reading: Reading;
  readonly batch: Batch;
  /** False: it was done before. */
  readonly mustBeDone: boolean;
}

/** A batch that may be handed to its function now. */
export interface Deliverable {
  readonly label: string;
  /** Hands it over; `invoke` tells how the function ended. */
  deliver(): void;
}

export interface StreamReaders {
  /** Takes up what was written to a table since. */
  follow(table: string): Promise<void>;
  deliverable(): readonly Deliverable[];
  /** Batches that were given up and wait for a redrive. */
  deadBatches(): number;
  redrive(): void;
  isDone(): boolean;
}

export interface StreamReadersOptions {
  readonly mappings: readonly StreamMapping[];
  readonly tables: Pick<StoryTables, "records">;
  readonly chances: Chances;
  readonly invoke: (functionName: string, event: unknown, onEnd: (ended: Ended) => void) => void;
  /** Told of every record once, in the order of its table. */
  readonly onRecord: (table: string, record: DynamoDBRecord) => void;
}

/** Every mapping reads every shard for itself. */
const readingsOf = (mappings: readonly StreamMapping[]): readonly Reading[] =>
  mappings.flatMap((mapping) =>
    Array.from({ length: shardCount }, (_, shard): Reading => {
      return { mapping, shardId: `${mapping.table}-${shard}`, ahead: [], isInWork: false };
    }),
  );

const windowFields = (shardId: string) => ({ shardId, state: {}, isFinalInvokeForWindow: false });

/** Hands stream records to their functions as event source mappings do: in order per item, at least once. */
export const createStreamReaders = (options: StreamReadersOptions): StreamReaders => {
  const { tables, chances, invoke } = options;
  const readings = readingsOf(options.mappings);
  const filters = new Map(options.mappings.map((mapping) => [mapping, compileFilter(mapping.filters)]));
  const positions = new Map<string, string>();
  const again: Repeat[] = [];
  const dead: { readonly reading: Reading; readonly batch: Batch }[] = [];

  const call = ({ mapping, shardId }: Reading, records: Batch["records"], onEnd: (ended: Ended) => void) => {
    const window = mapping.windowSeconds === undefined ? {} : windowFields(shardId);
    invoke(mapping.functionName, { Records: structuredClone(records), ...window }, onEnd);
  };

  const conclude = (reading: Reading, batch: Batch, ended: Ended): void => {
    reading.isInWork = false;
    const index = failedAt(batch, reading.mapping, ended);
    if (index === undefined) {
      if (chances.strikes("stream-repeated")) again.push({ reading, batch, mustBeDone: false });
      return;
    }
    const isGivenUp = index === 0 && batch.records.length === 1 && batch.attempt >= reading.mapping.retries;
    if (isGivenUp) dead.push({ reading, batch: { ...batch, attempt: 0 } });
    else reading.ahead.unshift(...afterFailure(batch, index, reading.mapping.bisects));
  };

  const deliver = (reading: Reading): void => {
    const { ahead, mapping } = reading;
    const batch = takeBatch(ahead, chances.between(1, Math.max(1, mapping.batchSize)));
    reading.isInWork = true;
    call(reading, batch.records, (ended) => conclude(reading, batch, ended));
  };

  const repeat = (each: Repeat): void => {
    again.splice(again.indexOf(each), 1);
    const { reading, batch, mustBeDone } = each;
    call(reading, batch.records, (ended) => {
      if (mustBeDone && failedAt(batch, reading.mapping, ended) !== undefined) dead.push({ reading, batch });
    });
  };
  const repeats = (): Deliverable[] =>
    again.map((each) => ({ label: `${each.reading.mapping.name} again`, deliver: () => repeat(each) }));

  return {
    follow: async (table) => {
      for (const record of await tables.records(table, positions.get(table))) {
        positions.set(table, sequenceOf(record));
        options.onRecord(table, record);
        for (const reading of readings) {
          const { mapping, shardId } = reading;
          if (mapping.table !== table || shardId !== `${table}-${shardOf(record, mapping)}`) continue;
          if (filters.get(mapping)?.(record)) reading.ahead.push({ records: [record], attempt: 0 });
        }
      }
    },
    deliverable: () => [
      ...readings
        .filter(({ ahead, isInWork }) => ahead.length > 0 && !isInWork)
        .map((reading) => ({ label: reading.mapping.name, deliver: () => deliver(reading) })),
      ...repeats(),
    ],
    deadBatches: () => dead.length,
    redrive: () => {
      for (const { reading, batch } of dead.splice(0)) again.push({ reading, batch, mustBeDone: true });
    },
    isDone: () => again.length === 0 && readings.every(({ ahead, isInWork }) => ahead.length === 0 && !isInWork),
  };
};
