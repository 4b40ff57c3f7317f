import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { expect, test } from "vitest";
import { startTables } from "../support/tables.ts";

/** Each way leaves its mark on an answer: only the service names a request, and the short way keeps no such notes. */
const marks: Readonly<Record<string, unknown>> = {
  "real tables": { inMemory: false, metadata: expect.objectContaining({ requestId: expect.any(String) }) },
  "direct tables": { inMemory: false, metadata: undefined },
  "memory tables": { inMemory: true, metadata: expect.not.objectContaining({ requestId: expect.anything() }) },
};

test("the store tests of this run go the way they are said to go", async ({ task }) => {
  const tables = await startTables();
  const { projectName = "" } = task.file;
  const TableName = tables.variables.CUSTOMERS_TABLE;

  const answer = await tables.runtime().dynamo.send(new GetCommand({ TableName, Key: { customerId: "nobody" } }));

  expect({ inMemory: tables.memory !== undefined, metadata: answer.$metadata }).toEqual(marks[projectName]);
  await tables.stop();
});
