import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateTableCommand, DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createCheckpoints } from "../../../lib/local/checkpoints.ts";
import { createDeadLetters } from "../../../lib/local/dead-letters.ts";
import { type Engine, startEngine } from "../../../lib/local/engine.ts";
import type { Invoke } from "../../../lib/local/mapping-runner.ts";
import { consumedBy, createStreams } from "../../../lib/local/streams.ts";
import type { StreamMapping } from "../../../lib/local/wiring.ts";
import { createWriteWatch, watchWrites } from "../../../lib/local/write-watch.ts";

const shared = { region: "us-east-1", credentials: { accessKeyId: "local", secretAccessKey: "local" } };
let engine: Engine;
let dynamo: DynamoDBClient;
let streamsClient: DynamoDBStreamsClient;
let directory: string;
let table: string;
let tables = 0;
const watch = createWriteWatch();

beforeAll(async () => {
  engine = await startEngine();
  dynamo = new DynamoDBClient({ endpoint: engine.endpoint, ...shared });
  streamsClient = new DynamoDBStreamsClient({ endpoint: engine.endpoint, ...shared });
  watchWrites(dynamo, watch);
});
afterAll(async () => {
  dynamo.destroy();
  streamsClient.destroy();
  await engine.stop();
});
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), "rekindle-test-"));
  tables += 1;
  table = `things-${tables}`;
  await dynamo.send(
    new CreateTableCommand({
      TableName: table,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" },
    }),
  );
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const put = (id: string, n = 1) =>
  dynamo.send(new PutItemCommand({ TableName: table, Item: { id: { S: id }, n: { N: String(n) } } }));

const mapping = (more: Partial<StreamMapping> = {}): StreamMapping => ({
  name: `${table}-reader`,
  functionName: "reader",
  table,
  partitionKey: "id",
  filters: [],
  batchSize: 2,
  parallel: 1,
  retries: 1,
  bisects: true,
  reportsItemFailures: true,
  ...more,
});

interface Seen {
  readonly Records: readonly {
    readonly dynamodb: { readonly Keys: { readonly id: { readonly S: string } }; readonly SequenceNumber: string };
  }[];
  readonly shardId?: string;
  readonly window?: { readonly start: string; readonly end: string };
}

/** A reader that notes the ids it is given, and answers as `answer` says. */
const reader = (answer: (event: Seen) => unknown = () => undefined) => {
  const events: Seen[] = [];
  const invoke: Invoke = async (_name, event) => {
    events.push(event as Seen);
    return answer(event as Seen);
  };
  const batches = () => events.map(({ Records }) => Records.map(({ dynamodb }) => dynamodb.Keys.id.S));
  return { invoke, events, batches };
};

const start = (mappings: readonly StreamMapping[], invoke: Invoke, now = () => 0) => {
  const checkpoints = createCheckpoints(join(directory, "checkpoints"));
  const deadLetters = createDeadLetters(join(directory, "dead-letters.jsonl"));
  const clients = { dynamo, streams: streamsClient };
  const streams = createStreams({ mappings, clients, watch, invoke, checkpoints, deadLetters, now });
  return { streams, checkpoints, deadLetters };
};

describe("drain", () => {
  test("hands every record over once, in order and in batches, and then has nothing to do", async () => {
    const { invoke, batches } = reader();
    const { streams } = start([mapping()], invoke);
    for (const id of ["a", "b", "c"]) await put(id);

    await streams.drain();
    await streams.drain();

    expect(batches()).toEqual([["a", "b"], ["c"]]);
    expect(await streams.pump()).toBe(false);
  });

  test("also hands over what a function writes while it runs", async () => {
    const { invoke, batches } = reader(async ({ Records }) => {
      if (Records.some(({ dynamodb }) => dynamodb.Keys.id.S === "a")) await put("written by the function");
    });
    const { streams } = start([mapping()], invoke);
    await put("a");

    await streams.drain();

    expect(batches()).toEqual([["a"], ["written by the function"]]);
  });

  test("gives each mapping only what passes its filter", async () => {
    const { invoke, events } = reader();
    const inserts = mapping({ name: "inserts", functionName: "inserts", filters: ['{"eventName":["INSERT"]}'] });
    const { streams } = start([inserts], invoke);
    await put("a", 1);
    await put("a", 2);
    await put("b", 1);

    await streams.drain();

    expect(events).toHaveLength(1);
    expect(events[0]?.Records).toMatchObject([{ eventName: "INSERT" }, { eventName: "INSERT" }]);
  });

  test("keeps the order of each key when several batches are in work at once", async () => {
    const { invoke, events } = reader();
    const { streams } = start([mapping({ parallel: 4, batchSize: 3 })], invoke);
    for (let n = 1; n <= 5; n += 1) for (const id of ["a", "b", "c", "d"]) await put(id, n);

    await streams.drain();

    const records = events.flatMap(({ Records }) => Records).filter(({ dynamodb }) => dynamodb.Keys.id.S === "b");
    expect(records.map((record) => record.dynamodb)).toMatchObject(
      [1, 2, 3, 4, 5].map((n) => ({ NewImage: { n: { N: String(n) } } })),
    );
  });
});

describe("a checkpoint", () => {
  test("makes the next start go on after the last record that was handled", async () => {
    const first = reader();
    const before = start([mapping()], first.invoke);
    await put("a");
    await before.streams.drain();
    await put("b");
    const second = reader();

    await start([mapping()], second.invoke).streams.drain();

    expect(second.batches()).toEqual([["b"]]);
  });

  test("lags behind for the slower of two mappings, and only what both have read is consumed", async () => {
    const mappings = [mapping({ name: "one" }), mapping({ name: "two" })];
    await put("a");
    await put("b");
    const { checkpoints } = start(mappings, reader().invoke);
    checkpoints.write("one", { table, sequence: "2" });
    const onlyOne = consumedBy(mappings, checkpoints);
    checkpoints.write("two", { table, sequence: "1" });
    const { invoke, batches } = reader();

    await start(mappings, invoke).streams.drain();

    expect(onlyOne).toEqual({});
    expect(batches()).toEqual([["b"]]);
  });
});

describe("a function that fails", () => {
  test("is tried again from the lowest item it reported, and what came before is not repeated", async () => {
    let failures = 1;
    const { invoke, batches } = reader(({ Records }) => {
      const second = Records[1]?.dynamodb.SequenceNumber;
      return failures-- > 0 ? { batchItemFailures: [{ itemIdentifier: second }] } : { batchItemFailures: [] };
    });
    const { streams, deadLetters } = start([mapping({ batchSize: 3 })], invoke);
    for (const id of ["a", "b", "c"]) await put(id);

    await streams.drain();

    expect(batches()).toEqual([
      ["a", "b", "c"],
      ["b", "c"],
    ]);
    expect(deadLetters.count()).toBe(0);
  });

  test("leaves the one record it cannot handle in the dead letters, and the others go on", async () => {
    const { invoke } = reader(({ Records }) => {
      if (Records.some(({ dynamodb }) => dynamodb.Keys.id.S === "bad")) throw new Error("cannot");
    });
    const { streams, deadLetters, checkpoints } = start(
      [mapping({ batchSize: 4, failureDestination: "Failures" })],
      invoke,
    );
    for (const id of ["a", "bad", "c"]) await put(id);

    await streams.drain();

    const kept = JSON.parse(readFileSync(join(directory, "dead-letters.jsonl"), "utf8"));
    expect(deadLetters.count()).toBe(1);
    expect(kept).toMatchObject({
      destination: "Failures",
      reason: "Error: cannot",
      records: [{ eventName: "INSERT" }],
    });
    expect(checkpoints.read(`${table}-reader`)?.sequence).toBe("3");
  });
});

describe("a mapping with a window", () => {
  test("tells the function the shard and the window, and closes the window before a later one", async () => {
    let now = 61_000;
    const { invoke, events } = reader(() => ({ state: { seen: true } }));
    const { streams } = start([mapping({ windowSeconds: 60 })], invoke, () => now);
    await put("a");
    await streams.drain();
    now = 125_000;
    await put("b");

    await streams.drain();

    expect(events).toMatchObject([
      { shardId: `shardId-00000001-${table}`, state: {}, window: { start: "1970-01-01T00:01:00.000Z" } },
      { Records: [], isFinalInvokeForWindow: true, state: { seen: true } },
      { state: {}, window: { start: "1970-01-01T00:02:00.000Z", end: "1970-01-01T00:03:00.000Z" } },
    ]);
  });
});
