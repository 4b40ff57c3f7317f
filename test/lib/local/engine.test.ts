import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CreateTableCommand,
  DynamoDBClient,
  GetItemCommand,
  ListTablesCommand,
  PutItemCommand,
} from "@aws-sdk/client-dynamodb";
import { afterEach, describe, expect, test } from "vitest";
import { databaseIn, startEngine } from "../../../lib/local/engine.ts";
import { maintainStreams, withDatabase } from "../../../lib/local/stream-index.ts";

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (let step = undo.pop(); step !== undefined; step = undo.pop()) await step();
});

const newDirectory = (): string => {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), "rekindle-test-")));
  undo.push(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
};

const clientOf = (endpoint: string): DynamoDBClient => {
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  const client = new DynamoDBClient({ endpoint, region: "us-east-1", credentials });
  undo.push(() => client.destroy());
  return client;
};

const createThings = (client: DynamoDBClient) =>
  client.send(
    new CreateTableCommand({
      TableName: "things",
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_IMAGE" },
    }),
  );

const put = (client: DynamoDBClient, id: string) =>
  client.send(new PutItemCommand({ TableName: "things", Item: { id: { S: id } } }));

/** Empty once the process has ended, also while nobody has asked for its exit code yet. */
const commandOf = (pid: number): string => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return "";
  }
};

const sequences = (directory: string): readonly unknown[] =>
  withDatabase(databaseIn(directory), (database) =>
    database.all("SELECT sequence_number FROM _stream_records ORDER BY id").map((row) => Object.values(row)[0]),
  );

describe("startEngine", () => {
  test("keeps what was written over a restart on the same directory", async () => {
    const directory = newDirectory();
    const first = await startEngine({ directory });
    await createThings(clientOf(first.endpoint));
    await put(clientOf(first.endpoint), "a");
    await first.stop();

    const second = await startEngine({ directory });
    undo.push(() => second.stop());
    const found = await clientOf(second.endpoint).send(
      new GetItemCommand({ TableName: "things", Key: { id: { S: "a" } } }),
    );

    expect(found.Item).toEqual({ id: { S: "a" } });
  });

  test("without a directory starts empty and leaves nothing running", async () => {
    const engine = await startEngine();
    const tables = await clientOf(engine.endpoint).send(new ListTablesCommand({}));

    await engine.stop();

    expect(tables.TableNames).toEqual([]);
    expect(existsSync(`/proc/${engine.pid}`)).toBe(false);
  });

  test("refuses a directory that a living process uses", async () => {
    const directory = newDirectory();
    const engine = await startEngine({ directory });
    undo.push(() => engine.stop());

    const second = startEngine({ directory });

    await expect(second).rejects.toMatchObject({ code: "directory-in-use" });
  });

  test("ends the engine that a killed process left behind and takes its directory over", async () => {
    const directory = newDirectory();
    const module = new URL("../../../lib/local/engine.ts", import.meta.url).href;
    const script = `import(${JSON.stringify(module)}).then(async ({ startEngine }) => {
      console.log((await startEngine({ directory: ${JSON.stringify(directory)} })).pid); setInterval(() => {}, 1000); });`;
    const parent = spawn(process.execPath, ["--import", "tsx", "-e", script], { stdio: ["ignore", "pipe", "inherit"] });
    const [line] = await once(parent.stdout, "data");
    parent.kill("SIGKILL");
    await once(parent, "exit");
    const orphan = Number(String(line));
    expect(commandOf(orphan)).toContain(directory);

    const engine = await startEngine({ directory });
    undo.push(() => engine.stop());

    expect(commandOf(orphan)).toBe("");
    expect(engine.pid).not.toBe(orphan);
  });

  test("says on which port and with which file it could not start", async () => {
    const engine = await startEngine();
    undo.push(() => engine.stop());
    const port = Number(new URL(engine.endpoint).port);

    const second = startEngine({ port });

    await expect(second).rejects.toThrow(new RegExp(`port ${port} with .*tables.sqlite`));
  });
});

describe("the stream index", () => {
  test("makes numbering and reading of stream records a look-up, however long the stream is", async () => {
    const directory = newDirectory();
    await (await startEngine({ directory })).stop();

    const plans = withDatabase(databaseIn(directory), (database) =>
      [
        "SELECT COALESCE(MAX(CAST(sequence_number AS INTEGER)), 0) + 1 FROM _stream_records WHERE table_name = 'a'",
        `SELECT * FROM _stream_records WHERE table_name = 'a' AND shard_id = 'b' AND CAST(sequence_number AS INTEGER) > 5
           ORDER BY CAST(sequence_number AS INTEGER) LIMIT 10`,
      ].map((query) => JSON.stringify(database.all(`EXPLAIN QUERY PLAN ${query}`))),
    );

    expect(plans[0]).toContain("rekindle_stream_sequence");
    expect(plans[1]).toContain("rekindle_stream_sequence");
    expect(plans.join()).not.toMatch(/SCAN|TEMP B-TREE/);
  });

  test("drops what everybody has read but never the newest record, so that numbers never start again", async () => {
    const directory = newDirectory();
    const engine = await startEngine({ directory });
    const client = clientOf(engine.endpoint);
    await createThings(client);
    for (const id of ["a", "b", "c", "d"]) await put(client, id);
    await engine.stop();

    maintainStreams(databaseIn(directory), { things: "2" });
    const afterTwo = sequences(directory);
    maintainStreams(databaseIn(directory), { things: "4" });

    expect(afterTwo).toEqual(["3", "4"]);
    expect(sequences(directory)).toEqual(["4"]);
  });
});
