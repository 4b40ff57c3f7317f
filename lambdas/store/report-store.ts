import { QueryCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { type Counts, sumCounts } from "../domain/funnel-counts.ts";
import type { ShopFigures } from "../domain/rules.ts";
import { compareSequence } from "../domain/sequence.ts";
import { required } from "../shared/environment.ts";
import { RekindleError } from "../shared/errors.ts";
import type { Runtime } from "../shared/runtime.ts";
import { conditionFailure, type Item } from "./attributes.ts";
import { counterKey, figuresKey, figuresPrefix, sequenceText, shopId } from "./keys.ts";
import { addTriesMax } from "./limits.ts";

/** What one stream record adds. */
export interface CountedRecord {
  readonly sequence: string;
  readonly counts: Counts;
}

/** The counters of one campaign on one local day of the shop, `YYYY-MM-DD`. */
export interface DayCounts {
  readonly day: string;
  readonly counts: Counts;
}

export interface ReportStore {
  /** Adds what records of one shard say about one campaign and day. A record that was added before adds nothing. */
  add(q: {
    readonly campaignId: string;
    readonly day: string;
    /** The table whose stream it is: shard ids of two streams may be the same. */
    readonly stream: "customers" | "messages";
    readonly shardId: string;
    readonly records: readonly CountedRecord[];
  }): Promise<void>;
  /** Adds changes of the shop's observed gaps between orders, as exactly as `add`. */
  addGaps(q: {
    readonly shardId: string;
    readonly records: readonly { readonly sequence: string; readonly count: number; readonly ms: number }[];
  }): Promise<void>;
  /** Day by day, both ends included, days without a counter left out; ordered by day. */
  days(campaignId: string, span: { readonly from: string; readonly to: string }): Promise<readonly DayCounts[]>;
  /** The sum of `days`. */
  funnel(campaignId: string, span: { readonly from: string; readonly to: string }): Promise<Counts>;
  figures(): Promise<ShopFigures>;
}

interface Table {
  readonly dynamo: Runtime["dynamo"];
  readonly name: string;
}

type Key = { readonly campaignId: string; readonly day: string };

export const createReportStore = (runtime: Runtime): ReportStore => {
  const table: Table = { dynamo: runtime.dynamo, name: required(runtime.environment, "REPORTS_TABLE") };
  return {
    add: ({ records, ...place }) => addOnce(table, counterKey(place), records),
    addGaps: ({ shardId, records }) => addOnce(table, figuresKey(shardId), records.map(gapRecord)),
    days: (campaignId, span) => days(table, campaignId, span),
    funnel: async (campaignId, span) => sumCounts((await days(table, campaignId, span)).map(({ counts }) => counts)),
    figures: () => figures(table),
  };
};

/** In seconds, rounded per record: the sum of a large shop's gaps in milliseconds is more than a number can hold. */
const gapRecord = (one: { readonly sequence: string; readonly count: number; readonly ms: number }): CountedRecord => ({
  sequence: one.sequence,
  counts: { gapCount: one.count, gapSeconds: Math.round(one.ms / 1000) },
});

/**
 * A batch of a shard's records, repeated, in time:
 *
 *     first    adds 5..8 and sets the watermark to 8, if it is below 5 ── the function fails on another counter
 *     repeat   5..9: the watermark 8 is not below 5, refused with the item ── adds 9 alone, if it is below 9
 *
 * Counters and watermark change in one write, a shard has one reader and its numbers only grow: each record counts once.
 */
const addOnce = async (table: Table, key: Key, records: readonly CountedRecord[]): Promise<void> => {
  let left = records.filter(saysAnything).sort((a, b) => compareSequence(a.sequence, b.sequence));
  for (let tries = 1; left.length > 0; tries += 1) {
    const watermark = await tryAdd(table, key, left);
    if (watermark === undefined) return;
    if (tries === addTriesMax)
      throw new RekindleError("counter-contended", "A counter has more than one writer.", { data: { ...key } });
    left = left.filter(({ sequence }) => sequenceText(sequence) > watermark);
  }
};

const saysAnything = ({ counts }: CountedRecord): boolean => Object.values(counts).some((by) => by !== 0);

/** Returns the watermark that stood in the way. */
const tryAdd = async (table: Table, key: Key, records: readonly CountedRecord[]): Promise<string | undefined> => {
  const [first, last] = [records[0], records.at(-1)];
  const counters = Object.entries(sumCounts(records.map(({ counts }) => counts)));
  if (first === undefined || last === undefined) return undefined;
  // Records that cancel each other out move the watermark all the same: some of them may have been counted before.
  const additions = counters.map((_, index) => `#c${index} :c${index}`);

  const neverAdded = "attribute_not_exists(watermark)";
  const allAreNew = "watermark < :first";
  try {
    await table.dynamo.send(
      new UpdateCommand({
        TableName: table.name,
        Key: key,
        UpdateExpression: `SET watermark = :last${additions.length === 0 ? "" : ` ADD ${additions.join(", ")}`}`,
        ConditionExpression: `${neverAdded} OR ${allAreNew}`,
        ...(counters.length > 0 && {
          ExpressionAttributeNames: Object.fromEntries(counters.map(([name], index) => [`#c${index}`, name])),
        }),
        ExpressionAttributeValues: {
          ":first": sequenceText(first.sequence),
          ":last": sequenceText(last.sequence),
          ...Object.fromEntries(counters.map(([, by], index) => [`:c${index}`, by])),
        },
        ReturnValuesOnConditionCheckFailure: "ALL_OLD",
      }),
    );
    return undefined;
  } catch (error) {
    const failure = conditionFailure(error);
    if (failure === undefined) throw error;
    return String(failure.existing?.watermark ?? "");
  }
};

const days = async (
  table: Table,
  campaignId: string,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<readonly DayCounts[]> => {
  // "~" sorts after "#", so the last day's own shards are included.
  const items = await queryAll(table, "#day BETWEEN :from AND :to", {
    ":id": campaignId,
    ":from": from,
    ":to": `${to}~`,
  });
  const byDay = new Map<string, Counts[]>();
  for (const item of items) {
    const day = String(item.day).split("#")[0] ?? "";
    byDay.set(day, [...(byDay.get(day) ?? []), countersOf(item)]);
  }
  return [...byDay].map(([day, parts]) => ({ day, counts: sumCounts(parts) }));
};

/** A sum beyond what a number holds to the unit arrives as a bigint; as a number it is right to 15 digits. */
const countersOf = ({ campaignId: _id, day: _day, watermark: _watermark, ...counters }: Item): Counts =>
  Object.fromEntries(Object.entries(counters).map(([name, by]) => [name, Number(by)]));

const figures = async (table: Table): Promise<ShopFigures> => {
  const items = await queryAll(table, "begins_with(#day, :prefix)", { ":id": shopId, ":prefix": figuresPrefix });
  const sum = sumCounts(items.map(countersOf));
  return { gapCount: sum.gapCount ?? 0, gapMsTotal: (sum.gapSeconds ?? 0) * 1000 };
};

const queryAll = async (table: Table, sortKey: string, values: Item): Promise<readonly Item[]> => {
  const items: Item[] = [];
  let cursor: Item | undefined;
  do {
    const answer = await table.dynamo.send(
      new QueryCommand({
        TableName: table.name,
        KeyConditionExpression: `campaignId = :id AND ${sortKey}`,
        ExpressionAttributeNames: { "#day": "day" },
        ExpressionAttributeValues: values,
        ExclusiveStartKey: cursor,
      }),
    );
    items.push(...(answer.Items ?? []));
    cursor = answer.LastEvaluatedKey;
  } while (cursor !== undefined);
  return items;
};
