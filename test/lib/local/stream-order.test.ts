import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateTableCommand, DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createPassingCheckpoints } from "../../../lib/local/checkpoints.ts";
import { createDeadLetters } from "../../../lib/local/dead-letters.ts";
import { type Engine, startEngine } from "../../../lib/local/engine.ts";
import type { Invoke } from "../../../lib/local/mapping-runner.ts";
import { createStreams } from "../../../lib/local/streams.ts";
import type { StreamMapping } from "../../../lib/local/wiring.ts";
import { createWriteWatch, watchWrites } from "../../../lib/local/write-watch.ts";

const shared = { region: "us-east-1", credentials: { accessKeyId: "local", secretAccessKey: "local" } };
const watch = createWriteWatch();
let engine: Engine;
let dynamo: DynamoDBClient;
let streamsClient: DynamoDBStreamsClient;
let directory: string;
/** Two tables with streams, fresh for each test. */
let table: string;
let other: string;
let tests = 0;

const createTable = (name: string) =>
  dynamo.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_IMAGE" },
    }),
  );

beforeAll(async () => {
  engine = await startEngine();
  dynamo = new DynamoDBClient({ endpoint: engine.endpoint, ...shared });
  streamsClient = new DynamoDBStreamsClient({ endpoint: engine.endpoint, ...shared });
  watchWrites(dynamo, watch);
  directory = mkdtempSync(join(tmpdir(), "rekindle-test-"));
});
afterAll(async () => {
  rmSync(directory, { recursive: true, force: true });
  dynamo.destroy();
  streamsClient.destroy();
  await engine.stop();
});
beforeEach(async () => {
  tests += 1;
  table = `things-${tests}`;
  other = `others-${tests}`;
  await createTable(table);
  await createTable(other);
});

const put = (id: string, into = table) => dynamo.send(new PutItemCommand({ TableName: into, Item: { id: { S: id } } }));

const mapping = (more: Partial<StreamMapping>): StreamMapping => ({
  name: `${more.functionName}`,
  functionName: "reads",
  table,
  partitionKey: "id",
  filters: [],
  batchSize: 2,
  parallel: 1,
  retries: 0,
  bisects: false,
  reportsItemFailures: false,
  ...more,
});

const start = (mappings: readonly StreamMapping[], invoke: Invoke, first?: string) =>
  createStreams({
    mappings,
    invoke,
    first,
    watch,
    clients: { dynamo, streams: streamsClient },
    checkpoints: createPassingCheckpoints(),
    deadLetters: createDeadLetters(join(directory, "dead-letters.jsonl")),
    now: () => 0,
  });

const idsOf = (event: unknown): readonly string[] =>
  (event as { Records: readonly { dynamodb: { Keys: { id: { S: string } } } }[] }).Records.map(
    ({ dynamodb }) => dynamodb.Keys.id.S,
  );

test("the stream that comes first is read to its end and alone; whatever else there is goes side by side", async () => {
  const told: string[] = [];
  const invoke: Invoke = async (name, event) => {
    const [id] = idsOf(event);
    told.push(`${name} begins ${id}`);
    if (id === "a") await put("b");
    await new Promise((resolve) => setImmediate(resolve));
    told.push(`${name} ends ${id}`);
  };
  const acts = mapping({ functionName: "acts", table: other });
  const streams = start([acts, mapping({ functionName: "folds" })], invoke, table);
  await put("x", other);
  await put("a");

  await streams.drain([
    async () => {
      told.push("works beside");
      return false;
    },
  ]);

  expect(told).toEqual([
    "folds begins a",
    "folds ends a",
    "folds begins b",
    "folds ends b",
    "works beside",
    "acts begins x",
    "acts ends x",
    "works beside",
  ]);
});

test("a stream whose readers wait for full batches is read when nobody else has anything to do", async () => {
  const told: string[] = [];
  const invoke: Invoke = async (name, event) => {
    const ids = idsOf(event);
    told.push(`${name} ${ids.join(" ")}`);
    if (name !== "acts") return;
    if (ids[0] === "x") await put("y", other);
    await put(`after ${ids[0]}`);
  };
  const counts = mapping({ functionName: "counts", waitSeconds: 10 });
  const streams = start([counts, mapping({ functionName: "acts", table: other })], invoke);
  await put("before");
  await put("x", other);

  await streams.drain();

  expect(told).toEqual(["acts x", "acts y", "counts before after x", "counts after y"]);
});
