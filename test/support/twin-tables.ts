// The same commands for the real engine and for the tables in memory, and what each of them answers.
import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import {
  BatchGetCommand,
  BatchWriteCommand,
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  ScanCommand,
  TransactWriteCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import { createDynamo } from "../../lambdas/shared/clients.ts";
import { environmentFrom } from "../../lambdas/shared/environment.ts";
import { createTables } from "../../lib/local/create-tables.ts";
import { startEngine } from "../../lib/local/engine.ts";
import { openStream, type StreamReader } from "../../lib/local/stream-reader.ts";
import { createMemoryTables, type MemoryTables } from "../../lib/simulation/memory-tables.ts";
import { clearTables } from "./clear-tables.ts";
import type { Step } from "./table-commands.ts";
import { twinTables } from "./twin-definitions.ts";

interface Fields extends Readonly<Record<string, unknown>> {
  readonly Items?: readonly unknown[];
  readonly Responses?: Readonly<Record<string, readonly unknown[]>>;
}

/** What a stream tells of one change; the rest of a record is numbering. */
export interface Told {
  readonly eventName: string | undefined;
  readonly keys: unknown;
  readonly newImage: unknown;
  readonly oldImage: unknown;
}

export interface Twins {
  readonly real: DynamoDBDocumentClient;
  /** What the streams of the real engine told since the last call, per table, without changes that changed nothing. */
  told(): Promise<Readonly<Record<string, readonly Told[]>>>;
  clear(): Promise<void>;
  stop(): Promise<void>;
}

export const startTwins = async (): Promise<Twins> => {
  const engine = await startEngine();
  const place = { region: "eu-west-1", credentials: { accessKeyId: "local", secretAccessKey: "local" } };
  const real = createDynamo(
    environmentFrom({
      AWS_ENDPOINT_URL_DYNAMODB: engine.endpoint,
      AWS_REGION: place.region,
      AWS_ACCESS_KEY_ID: "local",
      AWS_SECRET_ACCESS_KEY: "local",
    }),
  );
  const streams = new DynamoDBStreamsClient({ endpoint: engine.endpoint, ...place });
  await createTables(real, twinTables);
  const readers = await Promise.all(
    twinTables.map(async ({ name }) => {
      const reader = await openStream({ clients: { dynamo: real, streams }, table: name, now: () => 0 });
      return { name, reader, changed: changeFilter() };
    }),
  );
  const told = async () => {
    const entries = readers.map(async ({ name, reader, changed }) => [name, (await readAll(reader)).filter(changed)]);
    return Object.fromEntries(await Promise.all(entries));
  };
  const stop = async () => {
    real.destroy();
    streams.destroy();
    await engine.stop();
  };
  return { real, told, clear: () => clearTables(real, twinTables), stop };
};

const readAll = async (reader: StreamReader): Promise<readonly Told[]> => {
  const all: Told[] = [];
  for (let page = await reader.next(); page.length > 0; page = await reader.next()) all.push(...page.map(toldBy));
  return all;
};

const toldBy = (record: { readonly eventName?: string | undefined; readonly dynamodb?: object | undefined }): Told => {
  const { Keys: keys, NewImage: newImage, OldImage: oldImage } = (record.dynamodb ?? {}) as Fields;
  return { eventName: record.eventName, keys, newImage, oldImage };
};

/** The engine tells of writes that changed nothing. AWS does not, and neither do the tables in memory. */
const changeFilter = () => {
  const last = new Map<string, string>();
  return ({ eventName, keys, newImage }: Told): boolean => {
    const [key, image] = [sorted(keys), sorted(newImage)];
    const isSame = eventName === "MODIFY" && last.get(key) === image;
    last.set(key, eventName === "REMOVE" ? "" : image);
    return !isSame;
  };
};

/** JSON with the names of maps in order. */
export const sorted = (value: unknown): string =>
  JSON.stringify(value, (_name, part) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  ) ?? "";

export const startMemory = (): MemoryTables => createMemoryTables({ tables: twinTables, now: () => 0 });

export const toldInMemory = (memory: MemoryTables): Readonly<Record<string, readonly Told[]>> =>
  Object.fromEntries(twinTables.map(({ name }) => [name, memory.records(name).map(toldBy)]));

/** More than all items that the steps can make, one on each page. */
const pagesMax = 40;

/** The answers to a step, every further page included; refusals by their name and the item in the way. */
export const answersTo = async (
  dynamo: DynamoDBDocumentClient,
  { command, inputs }: Step,
): Promise<readonly Fields[]> => {
  const answers: Fields[] = [];
  for (const first of inputs) {
    let input: object | undefined = first;
    for (let pages = 0; input !== undefined; pages += 1) {
      if (pages === pagesMax) throw new Error(`${command} does not come to an end.`);
      const answer: Fields = await answerTo(dynamo, new commands[command](input as never));
      answers.push(answer);
      const start = answer.LastEvaluatedKey;
      input = start === undefined ? undefined : { ...input, ExclusiveStartKey: start };
    }
  }
  return answers;
};

const commands = {
  Put: PutCommand,
  Update: UpdateCommand,
  Delete: DeleteCommand,
  Get: GetCommand,
  Query: QueryCommand,
  Scan: ScanCommand,
  BatchGet: BatchGetCommand,
  BatchWrite: BatchWriteCommand,
  TransactWrite: TransactWriteCommand,
} as const;

/** Without the words: they name what the tables name differently. */
const reasonsIn = (reasons: unknown) =>
  (reasons as readonly { readonly Code?: string; readonly Item?: unknown }[]).map(({ Code, Item }) => ({ Code, Item }));

/** A part that can never be is refused with the whole transaction or told as a reason, by where it was noticed. */
const isWrong = (error: Error): boolean =>
  error instanceof TransactionCanceledException &&
  (error.CancellationReasons ?? []).some(({ Code: code }) => code === "ValidationError");

const answerTo = async (dynamo: DynamoDBDocumentClient, command: object): Promise<Fields> => {
  try {
    const { $metadata: _, ...answer } = (await dynamo.send(command as never)) as Fields;
    return answer;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if (isWrong(error)) return { refused: "ValidationException" };
    return {
      refused: error.name,
      ...("Item" in error && { item: error.Item }),
      ...("CancellationReasons" in error && { reasons: reasonsIn(error.CancellationReasons) }),
    };
  }
};
