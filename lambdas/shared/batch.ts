import { RekindleError } from "./errors.ts";
import type { Logger } from "./logger.ts";

/**
 * A batch of records worked in groups, reporting failures item by item. Powertools' batch processor works record by
 * record; here the records of one customer must be folded together, in order, and fail together. It also throws when
 * everything failed, which makes Lambda repeat the whole batch instead of from the first failure.
 */
export interface BatchResult {
  readonly batchItemFailures: { readonly itemIdentifier: string }[];
}

/** As much of a stream record (Lambda's `DynamoDBRecord`) as naming it takes. */
export interface Sequenced {
  readonly dynamodb?: { readonly SequenceNumber?: string | undefined } | undefined;
}

/** The sequence number of a stream record: what a stream handler reports a failure by. */
export const sequenceOf = (record: Sequenced): string => {
  const sequence = record.dynamodb?.SequenceNumber;
  if (sequence === undefined) throw new RekindleError("record-invalid", "A stream record has no sequence number.");
  return sequence;
};

/** Groups worked at once: enough to hide the latency of the tables, few enough for their connections. */
const concurrencyDefault = 10;

export interface BatchWork<Item> {
  readonly items: readonly Item[];
  /** What Lambda knows the item by: `sequenceOf` for streams, the message id for a queue. */
  readonly identifierOf: (item: Item) => string;
  /** Items of one group run together, in their order, and fail together. Default: each item on its own. */
  readonly groupOf?: (item: Item) => string;
  readonly run: (group: readonly [Item, ...Item[]]) => Promise<void>;
  readonly logger: Logger;
  /** Default: 10. */
  readonly concurrency?: number;
}

/** Never throws for a failing group: its items are reported, the others stay done. */
export const runBatch = async <Item>(work: BatchWork<Item>): Promise<BatchResult> => {
  const failed = new Set<string>();
  await inParallel(groupsOf(work), work.concurrency ?? concurrencyDefault, async (group) => {
    try {
      await work.run(group);
    } catch (error) {
      const identifiers = group.map(work.identifierOf);
      for (const identifier of identifiers) failed.add(identifier);
      work.logger.error("A part of the batch failed and will be repeated", { error, identifiers });
    }
  });
  const identifiers = work.items.map(work.identifierOf).filter((identifier) => failed.has(identifier));
  return { batchItemFailures: identifiers.map((itemIdentifier) => ({ itemIdentifier })) };
};

const groupsOf = <Item>({ items, groupOf, identifierOf }: BatchWork<Item>): readonly (readonly [Item, ...Item[]])[] => {
  const groups = new Map<string, [Item, ...Item[]]>();
  for (const item of items) {
    const name = (groupOf ?? identifierOf)(item);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [item]);
    else group.push(item);
  }
  return [...groups.values()];
};

/** Runs the work over all items, at most `concurrency` at once. After an error nothing new is begun, and it is thrown. */
export const inParallel = async <Item>(
  items: readonly Item[],
  concurrency: number,
  run: (item: Item) => Promise<void>,
): Promise<void> => {
  const rest = items.values();
  let stopped = false;
  const worker = async () => {
    for (const item of rest) {
      if (stopped) return;
      try {
        await run(item);
      } catch (error) {
        stopped = true;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, items.length) }, worker));
};
