// What the store tests do not show, and where the tables in memory follow AWS rather than the embedded engine.
import type { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import {
  BatchGetCommand,
  BatchWriteCommand,
  DeleteCommand,
  GetCommand,
  PutCommand,
  paginateQuery,
  QueryCommand,
  TransactGetCommand,
  TransactWriteCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import { describe, expect, test } from "vitest";
import { createMemoryTables, MemoryTablesError, type TableCommand } from "../../../lib/simulation/memory-tables.ts";
import { twinTables } from "../../support/twin-definitions.ts";

const now = Date.parse("2026-03-02T10:00:00.500Z");
const fresh = (view?: string) => {
  const tables = twinTables.map((table) => {
    const stream = view === undefined ? undefined : { StreamEnabled: true, StreamViewType: view as "NEW_IMAGE" };
    return stream === undefined ? table : { ...table, input: { ...table.input, StreamSpecification: stream } };
  });
  return createMemoryTables({ tables, now: () => now });
};
const Key = { p: "a", s: "1" };
const put = (item: object) => new PutCommand({ TableName: "Sorted", Item: { ...Key, ...item } });
const get = new GetCommand({ TableName: "Sorted", Key });
const itemOf = (answer: unknown) => (answer as { readonly Item?: Record<string, unknown> }).Item;

describe("nobody can change what is stored", () => {
  test("by changing what was put", () => {
    const memory = fresh();
    const item = { list: [1], map: { a: "b" } };
    memory.execute(put(item));

    item.list.push(2);
    item.map.a = "c";

    expect(itemOf(memory.execute(get))).toEqual({ ...Key, list: [1], map: { a: "b" } });
  });

  test("by changing what an update was given", () => {
    const memory = fresh();
    const list = [1];
    const values = { ":list": list };
    const update = new UpdateCommand({
      TableName: "Sorted",
      Key,
      UpdateExpression: "SET a = :list, b = :list",
      ExpressionAttributeValues: values,
    });
    memory.execute(update);

    list.push(2);

    expect(itemOf(memory.execute(get))).toEqual({ ...Key, a: [1], b: [1] });
  });

  test("by changing what was read, refused or told by the stream", () => {
    const memory = fresh();
    memory.execute(put({ map: { a: "b" } }));
    const again = new PutCommand({
      TableName: "Sorted",
      Item: Key,
      ConditionExpression: "attribute_not_exists(p)",
      ReturnValuesOnConditionCheckFailure: "ALL_OLD",
    });

    Object.assign(itemOf(memory.execute(get))?.map as object, { a: "changed" });
    Object.assign((refusal(() => memory.execute(again)) as ConditionalCheckFailedException).Item?.map?.M?.a as object, {
      S: "changed",
    });
    Object.assign(memory.records("Sorted")[0]?.dynamodb?.NewImage?.map?.M?.a as object, { S: "changed" });

    expect(itemOf(memory.execute(get))).toEqual({ ...Key, map: { a: "b" } });
    expect(memory.records("Sorted")[0]?.dynamodb?.NewImage?.map).toEqual({ M: { a: { S: "b" } } });
  });

  test("by changing a snapshot, which throws", () => {
    const memory = fresh();
    memory.execute(put({ map: { a: "b" } }));
    const [item] = memory.items("Sorted");

    expect(() => Object.assign(item?.map as object, { a: "changed" })).toThrow(TypeError);
  });
});

const refusal = (act: () => unknown): unknown => {
  try {
    return act();
  } catch (error) {
    return error;
  }
};

describe("the stream", () => {
  test("numbers grow by one per change, and a reading goes on after any of them", () => {
    const memory = fresh();
    memory.execute(put({ n: 1 }));
    memory.execute(put({ n: 2 }));
    memory.execute(new DeleteCommand({ TableName: "Sorted", Key }));

    const told = memory.records("Sorted", "1");

    expect(told.map(({ eventName, dynamodb }) => [eventName, dynamodb?.SequenceNumber])).toEqual([
      ["MODIFY", "2"],
      ["REMOVE", "3"],
    ]);
    expect(told[0]?.dynamodb?.ApproximateCreationDateTime).toBe(Math.floor(now / 1000));
  });

  test("a write that changes nothing is not told, as on AWS; the embedded engine tells it", () => {
    const memory = fresh();
    memory.execute(put({ n: 1, list: [{ a: 0.1 }] }));

    memory.execute(put({ n: 1, list: [{ a: 0.1 }] }));
    memory.execute(
      new UpdateCommand({
        TableName: "Sorted",
        Key,
        UpdateExpression: "SET n = :n",
        ExpressionAttributeValues: { ":n": 1 },
      }),
    );
    memory.execute(new DeleteCommand({ TableName: "Sorted", Key: { p: "a", s: "absent" } }));

    expect(memory.records("Sorted")).toHaveLength(1);
  });

  test.each([
    ["KEYS_ONLY", false, false],
    ["NEW_IMAGE", true, false],
    ["OLD_IMAGE", false, true],
    ["NEW_AND_OLD_IMAGES", true, true],
  ])("of the view %s carries what it is to carry", (view, hasNew, hasOld) => {
    const memory = fresh(view);
    memory.execute(put({ n: 1 }));
    memory.execute(put({ n: 2 }));

    const told = memory.records("Sorted")[1]?.dynamodb;

    expect(told?.Keys).toEqual({ p: { S: "a" }, s: { S: "1" } });
    expect([told?.NewImage?.n?.N, told?.OldImage?.n?.N]).toEqual([hasNew ? "2" : undefined, hasOld ? "1" : undefined]);
  });
});

describe("what AWS refuses is refused, also where the embedded engine lets it pass", () => {
  const query = (expression: string, values: object, more: object = {}) =>
    new QueryCommand({
      TableName: "Sorted",
      KeyConditionExpression: expression,
      ExpressionAttributeValues: values as Record<string, unknown>,
      ...more,
    });
  test.each<readonly [string, TableCommand, RegExp]>([
    ["a key condition of another type", query("p = :p", { ":p": 1 }), /does not match schema type/],
    ["an empty key", query("p = :p", { ":p": "" }), /empty string/],
    [
      "a start in another partition",
      query("p = :p", { ":p": "b" }, { ExclusiveStartKey: Key }),
      /outside query boundaries/,
    ],
    [
      "a start that is no key",
      query("p = :p", { ":p": "a" }, { ExclusiveStartKey: { p: "a" } }),
      /starting key|Missing the key/,
    ],
    ["an index key that is too long", put({ e: "e".repeat(2049) }), /2048 bytes/],
    [
      "a filter on the key",
      query("p = :p", { ":p": "a", ":s": "1" }, { FilterExpression: "s = :s" }),
      /non-primary key/,
    ],
    ["a batch of 26", batchOf(26), /between 1 and 25/],
    ["101 keys", new BatchGetCommand({ RequestItems: { Sorted: { Keys: keys(101) } } }), /between 1 and 100/],
    ["a key twice", new BatchGetCommand({ RequestItems: { Sorted: { Keys: [Key, Key] } } }), /duplicates/],
  ])("%s", (_what, command, said) => {
    const error = refusal(() => fresh().execute(command));

    expect(error).toMatchObject({ name: "ValidationException", message: expect.stringMatching(said) });
  });

  test("a batch with one write that can never be done does nothing", () => {
    const memory = fresh();
    const requests = [{ PutRequest: { Item: Key } }, { PutRequest: { Item: { p: "b" } } }];

    refusal(() => memory.execute(new BatchWriteCommand({ RequestItems: { Sorted: requests } })));

    expect(memory.items("Sorted")).toEqual([]);
  });

  test("of an item that was not there an update returns nothing", () => {
    const update = { TableName: "Sorted", Key, UpdateExpression: "REMOVE n", ReturnValues: "ALL_OLD" } as const;

    expect(fresh().execute(new UpdateCommand(update))).not.toHaveProperty("Attributes");
  });
});

function keys(count: number): { p: string; s: string }[] {
  return Array.from({ length: count }, (_, index) => ({ p: "a", s: String(index) }));
}

function batchOf(count: number): BatchWriteCommand {
  return new BatchWriteCommand({ RequestItems: { Sorted: keys(count).map((Item) => ({ PutRequest: { Item } })) } });
}

describe("what is not known is refused loudly", () => {
  test.each<readonly [string, TableCommand]>([
    ["a command", new TransactGetCommand({ TransactItems: [] })],
    ["a token", new TransactWriteCommand({ TransactItems: [], ClientRequestToken: "once" })],
    ["a parameter", new PutCommand({ TableName: "Sorted", Item: Key, Expected: {} })],
    ["a set", put({ tags: new Set(["a"]) })],
    ["binary", put({ bytes: new Uint8Array([1]) })],
    [
      "an update inside an attribute",
      new UpdateCommand({ TableName: "Sorted", Key, UpdateExpression: "REMOVE map.a" }),
    ],
  ])("%s", (_what, command) => {
    expect(() => fresh().execute(command)).toThrow(MemoryTablesError);
  });

  test("a middleware, which would never be called", () => {
    expect(() => fresh().dynamo.middlewareStack).toThrow(MemoryTablesError);
  });

  test("a table that does not exist", async () => {
    const reading = fresh().dynamo.send(new GetCommand({ TableName: "Nowhere", Key }));

    await expect(reading).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });
});

describe("pages", () => {
  test("a page ends before it holds more than 1 MB, and the paginator of the SDK follows", async () => {
    const memory = fresh();
    for (const at of keys(7)) memory.execute(put({ ...at, text: "x".repeat(300_000) }));
    const query = {
      TableName: "Sorted",
      KeyConditionExpression: "p = :p",
      ExpressionAttributeValues: { ":p": "a" },
    };

    const counts: unknown[] = [];
    for await (const page of paginateQuery({ client: memory.dynamo }, query)) counts.push(page.Count);

    expect(counts).toEqual([3, 3, 1]);
  });

  test("an answer of more than 16 MB leaves keys unprocessed", () => {
    const memory = fresh();
    for (const at of keys(45)) memory.execute(put({ ...at, text: "x".repeat(399_000) }));

    const answer = memory.execute(new BatchGetCommand({ RequestItems: { Sorted: { Keys: keys(45) } } }));

    expect(answer).toMatchObject({ UnprocessedKeys: { Sorted: { Keys: keys(45).slice(42) } } });
  });
});

test("sums are exact: a tenth and two tenths are three", () => {
  const memory = fresh();
  const add = (by: number) =>
    new UpdateCommand({
      TableName: "Sorted",
      Key,
      UpdateExpression: "ADD n :by",
      ExpressionAttributeValues: { ":by": by },
    });

  for (const by of [0.1, 0.2, -1e-7]) memory.execute(add(by));

  expect(itemOf(memory.execute(get))?.n).toBe(0.2999999);
});

test("an item that did not change is the same in the next snapshot", () => {
  const memory = fresh();
  memory.execute(put({ n: 1 }));
  memory.execute(put({ s: "2" }));
  const before = memory.items("Sorted").find(({ s }) => s === "1");

  memory.execute(put({ s: "2", n: 2 }));

  expect(memory.items("Sorted").find(({ s }) => s === "1")).toBe(before);
});
