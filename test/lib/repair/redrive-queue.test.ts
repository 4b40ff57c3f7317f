import { DescribeStreamCommand, DynamoDBStreamsClient, ListStreamsCommand } from "@aws-sdk/client-dynamodb-streams";
import { SQSClient } from "@aws-sdk/client-sqs";
import type { DynamoDBRecord } from "aws-lambda";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { silentLogger } from "../../../lambdas/shared/logger.ts";
import { silentMetrics } from "../../../lambdas/shared/metrics.ts";
import { createEventStore } from "../../../lambdas/store/event-store.ts";
import { createTaskStore } from "../../../lambdas/store/task-store.ts";
import { loadWiring } from "../../../lib/local/load-wiring.ts";
import { startHttpServer } from "../../../lib/local/stand-ins/http-server.ts";
import type { Wiring } from "../../../lib/local/wiring.ts";
import { createFailureQueue } from "../../../lib/repair/redrive/failure-queue.ts";
import { invokeHere } from "../../../lib/repair/redrive/invoke-here.ts";
import { queueLetters } from "../../../lib/repair/redrive/queue-letters.ts";
import { redrive } from "../../../lib/repair/redrive/redrive.ts";
import { createReadRange, type ReadRange } from "../../../lib/repair/redrive/stream-range.ts";
import { customerWith } from "../../support/customer-with.ts";
import { anOrder } from "../../support/factories.ts";
import { journeyOf, task } from "../../support/journeys.ts";
import { startShop, type TestShop } from "../../support/shop.ts";
import { type SqsStandIn, startSqsStandIn } from "../../support/sqs-stand-in.ts";

const start = Date.parse("2026-03-02T10:00:00Z");
const credentials = { accessKeyId: "local", secretAccessKey: "local" };
let shop: TestShop;
let sqs: SqsStandIn;
let sqsClient: SQSClient;
let streams: DynamoDBStreamsClient;
let wiring: Wiring;
let queueName = "";
let queues = 0;

beforeAll(async () => {
  shop = await startShop(start);
  sqs = await startSqsStandIn();
  sqsClient = new SQSClient({ endpoint: sqs.endpoint, region: "eu-west-1", credentials });
  streams = new DynamoDBStreamsClient({ endpoint: shop.tables.endpoint, region: "eu-west-1", credentials });
  wiring = await loadWiring();
});
afterAll(async () => {
  sqsClient.destroy();
  streams.destroy();
  await sqs.stop();
  await shop.stop();
});
beforeEach(async () => {
  await shop.open({ campaigns: [], settings: { importing: { settleMinutes: 0 } } });
  await shop.drain();
  queues += 1;
  queueName = `failures-${queues}`;
});
afterEach(async () => {
  await shop.drain();
  await shop.tables.clear();
});

/** What Lambda would have put into the queue for these records. */
const failureOf = (
  records: readonly DynamoDBRecord[],
  functionName: string,
  streamArn: string,
  shardId: string,
): string =>
  JSON.stringify({
    requestContext: {
      requestId: "316aa6d0-8154-4bd1-9af7-85d5f4a6bc81",
      functionArn: `arn:aws:lambda:eu-west-1:123456789012:function:My-Shop-${functionName}`,
      condition: "RetryAttemptsExhausted",
      approximateInvokeCount: 21,
    },
    responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
    version: "1.0",
    timestamp: "2026-03-02T10:00:00.000Z",
    DDBStreamBatchInfo: {
      shardId,
      startSequenceNumber: records[0]?.dynamodb?.SequenceNumber,
      endSequenceNumber: records.at(-1)?.dynamodb?.SequenceNumber,
      approximateArrivalOfFirstRecord: "2026-03-02T09:59:00Z",
      approximateArrivalOfLastRecord: "2026-03-02T09:59:00Z",
      batchSize: records.length,
      streamArn,
    },
  });

/** Where the engine keeps the stream of a table. */
const streamOf = async (table: "EVENTS_TABLE" | "CUSTOMERS_TABLE") => {
  const listed = await streams.send(new ListStreamsCommand({ TableName: shop.tables.variables[table] }));
  const streamArn = listed.Streams?.[0]?.StreamArn ?? "";
  const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn: streamArn }));
  return { streamArn, shardId: StreamDescription?.Shards?.[0]?.ShardId ?? "" };
};

const run = async (q: { readonly dryRun?: boolean; readonly readRange?: ReadRange } = {}) => {
  const lines: string[] = [];
  const { clock } = shop.tables;
  const letters = queueLetters({
    queue: createFailureQueue(sqsClient, sqs.url(queueName)),
    readRange: q.readRange ?? createReadRange(streams, () => clock.now()),
    wiring,
  });
  const summary = await redrive(letters, {
    runtime: shop.tables.runtime(),
    invoke: invokeHere(shop.tables.variables, { logger: silentLogger, metrics: silentMetrics, clock }),
    dryRun: q.dryRun ?? false,
    out: (line) => lines.push(line),
  });
  return { summary, lines };
};

/** Three customers of whom the middle one's records were given up. */
const giveUpBea = async (): Promise<void> => {
  const events = createEventStore(shop.tables.runtime());
  const batches: (readonly DynamoDBRecord[])[] = [];
  for (const customerId of ["ada", "bea", "cleo"]) {
    await events.append(customerWith({ customerId, now: start, daysSinceOrder: 20 }));
    batches.push(await shop.take("EVENTS_TABLE"));
  }
  const [ada = [], bea = [], cleo = []] = batches;
  await shop.refresh([...ada, ...cleo]);
  const { streamArn, shardId } = await streamOf("EVENTS_TABLE");
  sqs.put(queueName, failureOf(bea, "refresh-profile", streamArn, shardId));
};

const countOf = async (customerId: string) =>
  (await shop.customers.loadOne(customerId, { consistent: true }))?.orders.count;

describe("a failure of a stream mapping", () => {
  test("is read from the stream again, handed to the function it names, and taken out of the queue", async () => {
    await giveUpBea();
    expect(await countOf("bea")).toBeUndefined();

    const { summary, lines } = await run();
    const again = await run();

    expect(summary).toEqual({ letters: 1, redriven: 1, left: 0 });
    expect(lines[0]).toMatch(/^refresh-profile from .*RetryAttemptsExhausted\): handled 3 records$/);
    expect(again.summary.letters).toBe(0);
    expect([await countOf("ada"), await countOf("bea"), await countOf("cleo")]).toEqual([1, 1, 1]);
    expect(sqs.bodies(queueName)).toEqual([]);
  });

  test("folds an event that later ones have passed, exactly once", async () => {
    await giveUpBea();
    await shop.tell([anOrder({ customerId: "bea", occurredAt: start, orderId: "bea-second" })]);
    expect(await countOf("bea")).toBe(1);

    await run();

    expect(await countOf("bea")).toBe(2);
    expect(await shop.profile("bea")).toMatchObject({ traits: { email: "bea@example.com" }, orders: { revenue: 55 } });
  });

  test("is only looked at by a dry run, and visible to everybody afterwards", async () => {
    await giveUpBea();

    const { summary, lines } = await run({ dryRun: true });

    expect(summary).toEqual({ letters: 1, redriven: 1, left: 0 });
    expect(lines[0]).toContain("would hand on 3 records");
    expect(await countOf("bea")).toBeUndefined();
    expect(sqs.visible(queueName)).toBe(1);
  });

  test("stays in the queue when the stream no longer has it, and says what helps", async () => {
    await giveUpBea();
    const trimmed = await startHttpServer({
      handle: () => ({
        kind: "answer",
        status: 400,
        headers: { "content-type": "application/x-amz-json-1.0" },
        body: JSON.stringify({
          __type: "com.amazonaws.dynamodb.v20120810#TrimmedDataAccessException",
          message: "trimmed",
        }),
      }),
    });
    const client = new DynamoDBStreamsClient({ endpoint: trimmed.endpoint, region: "eu-west-1", credentials });

    const { summary, lines } = await run({ readRange: createReadRange(client, () => start) });
    client.destroy();
    await trimmed.stop();

    expect(summary).toEqual({ letters: 1, redriven: 0, left: 1 });
    expect(lines[0]).toContain("holds 24 hours. npm run reconcile and npm run verify -- --repair make up for it.");
    expect(sqs.visible(queueName)).toBe(1);
  });

  test("of a function that is not wired stays, as does what is no failure at all", async () => {
    const arn = "arn:aws:dynamodb:eu-west-1:123456789012:table/other/stream/2026-03-02T00:00:00.000";
    sqs.put(
      queueName,
      failureOf([], "ingest", arn, "shardId-1").replace(
        '"batchSize"',
        '"startSequenceNumber":"1","endSequenceNumber":"2","batchSize"',
      ),
    );
    sqs.put(queueName, "hello");

    const { summary, lines } = await run();

    expect(summary).toEqual({ letters: 2, redriven: 0, left: 2 });
    expect(lines[0]).toContain("No stream is wired to a function named ingest.");
    expect(lines[1]).toContain("neither a failure of a stream mapping nor an event of SES");
  });
});

describe("a failure of act", () => {
  /** The records of a customer whom a task was decided for, as the function gave them up. */
  const giveUpTask = async (): Promise<readonly DynamoDBRecord[]> => {
    const settings = { importing: { settleMinutes: 0 } };
    await shop.open({ campaigns: [journeyOf([task("call")])], settings, withoutWords: true });
    await shop.take("CUSTOMERS_TABLE");
    await shop.tell(customerWith({ customerId: "ada", now: start, daysSinceOrder: 180 }));
    return shop.take("CUSTOMERS_TABLE");
  };
  const tasksOfAda = async () =>
    (await createTaskStore(shop.tables.runtime()).list("ada")).map(({ stepId, status }) => ({ stepId, status }));

  test("puts the task that was decided, once however often it is redriven", async () => {
    const records = await giveUpTask();
    const { streamArn, shardId } = await streamOf("CUSTOMERS_TABLE");
    const failure = failureOf(records, "act", streamArn, shardId);
    expect(await tasksOfAda()).toEqual([]);

    sqs.put(queueName, failure);
    const first = await run();
    sqs.put(queueName, failure);
    const second = await run();

    expect([first.summary, second.summary]).toEqual([
      { letters: 1, redriven: 1, left: 0 },
      { letters: 1, redriven: 1, left: 0 },
    ]);
    expect(first.lines[0]).toMatch(/^act from .*: handled \d+ records\. Counters that later records had moved on/);
    expect(await tasksOfAda()).toEqual([{ stepId: "call", status: "open" }]);
    expect(sqs.bodies(queueName)).toEqual([]);
  });
});

describe("a failure of feedback", () => {
  const notification = JSON.stringify({ Type: "Notification", MessageId: "n-1", Message: "{}" });

  test("goes back word for word into the queue whose failures end here", async () => {
    sqs.connect("feedback", queueName);
    sqs.put(queueName, notification);

    const { summary } = await run();

    expect(summary).toEqual({ letters: 1, redriven: 1, left: 0 });
    expect(sqs.bodies("feedback")).toEqual([notification]);
    expect(sqs.bodies(queueName)).toEqual([]);
  });

  test("stays when nobody knows which queue that is", async () => {
    sqs.put(queueName, notification);

    const { summary, lines } = await run();

    expect(summary.left).toBe(1);
    expect(lines[0]).toContain("name it with --to");
    expect(sqs.visible(queueName)).toBe(1);
  });
});
