import type { DynamoDBRecord } from "aws-lambda";
import { readItemFailures } from "../local/delivery.ts";
import { compileFilter } from "../local/filter.ts";
import type { StreamMapping } from "../local/wiring.ts";
import type { Chances } from "./chances.ts";
import type { Ended } from "./instances.ts";
import type { StoryTables } from "./story-tables.ts";

/** Shards of every stream; the records of one item are always in the same one. */
const shardCount = 3;

interface Batch {
  readonly records: readonly DynamoDBRecord[];
  readonly attempt: number;
}

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

const sequenceOf = (record: DynamoDBRecord): string => record.dynamodb?.SequenceNumber ?? "";

const shardOf = (record: DynamoDBRecord, { partitionKey }: StreamMapping): number => {
  const key = JSON.stringify(record.dynamodb?.Keys?.[partitionKey]);
  let hash = 0;
  for (let index = 0; index < key.length; index += 1) hash = (hash * 31 + key.charCodeAt(index)) >>> 0;
  return hash % shardCount;
};

/** The place of the first record that was not handled; undefined when all were. */
const failedAt = ({ records }: Batch, mapping: StreamMapping, ended: Ended): number | undefined => {
  if (ended.kind !== "returned") return 0;
  if (!mapping.reportsItemFailures) return undefined;
  const failures = readItemFailures(ended.result, records.map(sequenceOf));
  return failures === "all" ? 0 : failures[0];
};

/** What comes next after a failure: the rest, or the halves of a batch that failed at its first record. */
const afterFailure = ({ records, attempt }: Batch, index: number, bisects: boolean): readonly Batch[] => {
  if (index > 0) return [{ records: records.slice(index), attempt: 0 }];
  if (!bisects || records.length === 1) return [{ records, attempt: attempt + 1 }];
  const middle = Math.ceil(records.length / 2);
  return [
    { records: records.slice(0, middle), attempt },
    { records: records.slice(middle), attempt },
  ];
};

const windowFields = (shardId: string) => ({ shardId, state: {}, isFinalInvokeForWindow: false });

/** Hands stream records to their functions as event source mappings do: in order per item, at least once. */
export const createStreamReaders = (options: StreamReadersOptions): StreamReaders => {
  const { tables, chances, invoke } = options;
  const readings = options.mappings.flatMap((mapping) =>
    Array.from({ length: shardCount }, (_, shard): Reading => {
      const shardId = `${mapping.table}-${shard}`;
      return { mapping, shardId, ahead: [], isInWork: false };
    }),
  );
  const filters = new Map(options.mappings.map((mapping) => [mapping, compileFilter(mapping.filters)]));
  const positions = new Map<string, string>();
  const again: Repeat[] = [];
  const dead: { readonly reading: Reading; readonly batch: Batch }[] = [];

  const call = ({ mapping, shardId }: Reading, records: Batch["records"], onEnd: (ended: Ended) => void) => {
    const window = mapping.windowSeconds === undefined ? {} : windowFields(shardId);
    invoke(mapping.functionName, { Records: structuredClone(records), ...window }, onEnd);
  };

  const take = (reading: Reading): Batch => {
    const first = reading.ahead.shift();
    if (first === undefined) throw new Error("There is nothing to deliver.");
    const most = chances.between(1, Math.max(1, reading.mapping.batchSize));
    const records = [...first.records];
    // Only fresh records are joined: what failed before is tried again as it was cut.
    while (first.attempt === 0 && reading.ahead[0]?.attempt === 0 && records.length < most) {
      records.push(...(reading.ahead.shift()?.records ?? []));
    }
    return { records, attempt: first.attempt };
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
    const batch = take(reading);
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
