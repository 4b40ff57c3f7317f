// The tables of a story on the real embedded engine: what shows that the tables in memory tell the same story. See decision 10.
import { isDeepStrictEqual } from "node:util";
import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import { type DynamoDBDocumentClient, type GetCommand, PutCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import type { DynamoDBRecord } from "aws-lambda";
import { createDynamo, quiet } from "../../lambdas/shared/clients.ts";
import { environmentFrom } from "../../lambdas/shared/environment.ts";
import { createTables } from "../local/create-tables.ts";
import { createDirectStreams, createDirectTables } from "../local/direct-tables.ts";
import { type Engine, startEngine } from "../local/engine.ts";
import { openStream, type StreamClients, type StreamReader, type StreamRecord } from "../local/stream-reader.ts";
import { isFull } from "../local/streams.ts";
import type { LocalTable } from "../local/wiring.ts";
import { createWriteWatch, type WriteWatch } from "../local/write-watch.ts";
import { createMemoryTables } from "./memory-tables.ts";
import type { OpenTables, PlainItems, StoryTables } from "./story-tables.ts";

const place = { region: "us-east-1", credentials: { accessKeyId: "local", secretAccessKey: "local" } } as const;

const environmentAt = (endpoint: string) =>
  environmentFrom({
    AWS_ENDPOINT_URL_DYNAMODB: endpoint,
    AWS_REGION: place.region,
    AWS_ACCESS_KEY_ID: place.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: place.credentials.secretAccessKey,
  });

const keyOf = ({ dynamodb: { Keys: keys } }: StreamRecord): string =>
  JSON.stringify(Object.entries(keys).sort(([a], [b]) => (a < b ? -1 : 1)));

/** The engine tells of a write that changed nothing; AWS does not. Every stream here shows the new image. */
const changesOnly = () => {
  const images = new Map<string, StreamRecord["dynamodb"]["NewImage"]>();
  return (record: StreamRecord): boolean => {
    const { dynamodb, eventName } = record;
    const key = keyOf(record);
    const isSame = eventName === "MODIFY" && isDeepStrictEqual(images.get(key), dynamodb.NewImage);
    images.set(key, dynamodb.NewImage);
    return !isSame;
  };
};

interface Reading {
  readonly reader: StreamReader;
  readonly isChange: (record: StreamRecord) => boolean;
  /** Of the last record that was given out. */
  position?: string;
}

const createRecords = (clients: StreamClients, now: () => number): StoryTables["records"] => {
  const readings = new Map<string, Reading>();
  const readingOf = async (table: string): Promise<Reading> => {
    const known = readings.get(table);
    if (known !== undefined) return known;
    const opened = { reader: await openStream({ clients, table, now }), isChange: changesOnly() };
    readings.set(table, opened);
    return opened;
  };
  return async (table, after) => {
    const reading = await readingOf(table);
    // A story has one reader per table. Another position would need the images that were read before it.
    if (after !== reading.position) throw new Error(`The stream of ${table} is read on from where it was read last.`);
    const found: StreamRecord[] = [];
    for (let more = true; more; ) {
      const page = await reading.reader.next();
      found.push(...page.filter(reading.isChange));
      more = isFull(page);
    }
    const last = found.at(-1)?.dynamodb.SequenceNumber;
    if (last !== undefined) reading.position = last;
    return found as unknown as readonly DynamoDBRecord[];
  };
};

const scanned = async (dynamo: DynamoDBDocumentClient, table: string): Promise<PlainItems> => {
  const found: Record<string, unknown>[] = [];
  let start: Record<string, unknown> | undefined;
  do {
    const page = await dynamo.send(
      new ScanCommand({
        TableName: table,
        ConsistentRead: true,
        ...(start !== undefined && { ExclusiveStartKey: start }),
      }),
    );
    found.push(...(page.Items ?? []));
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  return found;
};

/** Reads a table again only when it was written since. */
const createItems = (dynamo: DynamoDBDocumentClient, watch: WriteWatch): StoryTables["items"] => {
  const kept = new Map<string, { readonly writes: number; readonly items: PlainItems }>();
  return async (table) => {
    const writes = watch.written(table);
    const known = kept.get(table);
    if (known?.writes === writes) return known.items;
    const items = await scanned(dynamo, table);
    kept.set(table, { writes, items });
    return items;
  };
};

/**
 * In which segment a scan meets an item, and in what order, is the engine's own affair, as it is on AWS (decision 10). A story
 * must not depend on it, so the items come from the engine and are laid out as the tables in memory do.
 */
const createScan =
  (definitions: readonly LocalTable[], items: StoryTables["items"]) =>
  async (command: ScanCommand): Promise<unknown> => {
    const name = command.input.TableName ?? "";
    const layout = createMemoryTables({ tables: definitions, now: () => 0 });
    for (const item of await items(name)) layout.execute(new PutCommand({ TableName: name, Item: { ...item } }));
    return layout.execute(command);
  };

/** A story drops nothing and finds nothing: it has an engine of its own, on an empty database that goes with it. */
const startOwnEngine = async (): Promise<Engine> => {
  const engine = await startEngine();
  if (engine.pid !== undefined) return engine;
  throw new Error("DYNAMODB_ENDPOINT names tables of somebody else; unset it, or use --engine memory.");
};

export const openEngineTables: OpenTables = async ({ tables, now }) => {
  const { endpoint, stop } = await startOwnEngine();
  const sdk = {
    dynamo: createDynamo(environmentAt(endpoint)),
    streams: new DynamoDBStreamsClient({ endpoint, ...place, ...quiet }),
  };
  const watch = createWriteWatch();
  const direct = createDirectTables(sdk.dynamo, endpoint, watch.mark);
  const reading = createDirectStreams(sdk.streams, endpoint);
  await createTables(sdk.dynamo, tables);
  const items = createItems(direct.dynamo, watch);
  const scan = createScan(tables, items);
  return {
    dynamo: direct.dynamo,
    execute: (command) => (command instanceof ScanCommand ? scan(command) : direct.dynamo.send(command as GetCommand)),
    records: createRecords({ dynamo: sdk.dynamo, streams: reading.streams }, now),
    items,
    close: async () => {
      sdk.dynamo.destroy();
      sdk.streams.destroy();
      await Promise.all([direct.close(), reading.close()]);
      await stop();
    },
  };
};
