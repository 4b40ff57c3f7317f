// A short way to the table engine, for runs of many thousand calls on one machine.
//
// The SDK spends about a millisecond of CPU per call: it resolves endpoints, signs, retries, validates and logs. The engine
// on the loopback needs none of that. Measured on two cores, a replay with the SDK took three times as long. So the replay
// posts the same JSON to the same engine itself. Everything else is as it was: the stores make the same commands, the
// engine checks the same conditions, and SES and SNS are still called through the SDK. Streams are read in the same way.
import {
  ConditionalCheckFailedException,
  DynamoDBServiceException,
  TransactionCanceledException,
} from "@aws-sdk/client-dynamodb";
import { type DynamoDBStreamsClient, GetRecordsCommand } from "@aws-sdk/client-dynamodb-streams";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { type Dispatcher, Pool } from "undici";
import { fromWireItem, toWireItem, type WireItem } from "./wire-values.ts";
import { writtenTables } from "./write-watch.ts";

type Fields = Readonly<Record<string, unknown>>;

interface Command {
  readonly input: object;
}

/** Commands of the stores, and what the wire calls them. Any other goes through the SDK. */
const operations: Readonly<Record<string, string>> = {
  GetCommand: "GetItem",
  PutCommand: "PutItem",
  UpdateCommand: "UpdateItem",
  DeleteCommand: "DeleteItem",
  QueryCommand: "Query",
  ScanCommand: "Scan",
  BatchGetCommand: "BatchGetItem",
  BatchWriteCommand: "BatchWriteItem",
  TransactWriteCommand: "TransactWriteItems",
};

const isWrite = /^(Put|Update|Delete|BatchWrite|TransactWrite)/;
const toWire = (value: unknown) => toWireItem(value as object);
const fromWire = (value: unknown) => fromWireItem(value as WireItem);
const mapEntries = (value: unknown, change: (part: unknown) => unknown) =>
  Object.fromEntries(Object.entries(value as object).map(([name, part]) => [name, change(part)]));
const mapList = (value: unknown, change: (part: unknown) => unknown) => (value as readonly unknown[]).map(change);

const keysToWire = (request: unknown) => ({ ...(request as Fields), Keys: mapList((request as Fields).Keys, toWire) });
const writeToWire = (request: unknown) => mapEntries(request, (part) => mapEntries(part, toWire));

const fieldToWire = (name: string, value: unknown): unknown => {
  switch (name) {
    case "Item":
    case "Key":
    case "ExclusiveStartKey":
    case "ExpressionAttributeValues":
      return toWire(value);
    case "RequestItems":
      return mapEntries(value, (part) => (Array.isArray(part) ? mapList(part, writeToWire) : keysToWire(part)));
    case "TransactItems":
      return mapList(value, (part) => mapEntries(part, (one) => converted(one as Fields, fieldToWire)));
    default:
      return value;
  }
};

const fieldFromWire = (name: string, value: unknown): unknown => {
  switch (name) {
    case "Item":
    case "Attributes":
    case "LastEvaluatedKey":
      return fromWire(value);
    case "Items":
      return mapList(value, fromWire);
    case "Responses":
      return mapEntries(value, (items) => mapList(items, fromWire));
    case "UnprocessedKeys":
      return mapEntries(value, (part) => ({ ...(part as Fields), Keys: mapList((part as Fields).Keys, fromWire) }));
    case "UnprocessedItems":
      return mapEntries(value, (part) =>
        mapList(part, (write) => mapEntries(write, (one) => mapEntries(one, fromWire))),
      );
    default:
      return value;
  }
};

const converted = (fields: object, convert: (name: string, value: unknown) => unknown): Fields => {
  const result: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) result[name] = convert(name, value);
  return result;
};

interface Answer {
  readonly status: number;
  readonly fields: Fields;
}

/** The engine works through one request after the other; a few connections keep it busy. */
const connectionsMax = 16;

const targets = { tables: "DynamoDB_20120810", streams: "DynamoDBStreams_20120810" } as const;

/** The whole body of an answer. The pool's own way to a body is a stream, which takes longer than a small answer does. */
const answerOf = (pool: Pool, request: Dispatcher.DispatchOptions): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let status = 0;
    pool.dispatch(request, {
      onRequestStart: () => {},
      onResponseStart: (_controller, statusCode) => {
        status = statusCode;
      },
      onResponseData: (_controller, chunk) => chunks.push(chunk),
      onResponseEnd: () => {
        try {
          resolve({ status, fields: JSON.parse(Buffer.concat(chunks).toString()) });
        } catch (error) {
          reject(error);
        }
      },
      onResponseError: (_controller, error) => reject(error),
    });
  });

/** Posts to the engine as one of its services: the tables, or their streams. */
const createPost = (endpoint: string, target: string) => {
  const pool = new Pool(endpoint, { connections: connectionsMax });
  const headersFor = (operation: string) => ({
    "content-type": "application/x-amz-json-1.0",
    "x-amz-target": `${target}.${operation}`,
    // The engine looks for a signature and does not check it.
    authorization:
      "AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0",
    "x-amz-date": "20260101T000000Z",
  });
  const post = (operation: string, fields: Fields): Promise<Answer> =>
    answerOf(pool, { method: "POST", path: "/", headers: headersFor(operation), body: JSON.stringify(fields) });
  return { post, close: () => pool.destroy() };
};

const failureOf = ({ status, fields }: Answer): Error => {
  const name = String(fields.__type ?? "").replace(/^.*#/, "");
  const message = String(fields.message ?? fields.Message ?? name);
  const $metadata = { httpStatusCode: status };
  if (name === "TransactionCanceledException") {
    const reasons = fields.CancellationReasons as TransactionCanceledException["CancellationReasons"];
    return new TransactionCanceledException({ message, $metadata, CancellationReasons: reasons ?? [] });
  }
  if (name !== "ConditionalCheckFailedException") {
    return new DynamoDBServiceException({ name, message, $metadata, $fault: status < 500 ? "client" : "server" });
  }
  const item = fields.Item as ConditionalCheckFailedException["Item"];
  return new ConditionalCheckFailedException({ message, $metadata, ...(item !== undefined && { Item: item }) });
};

export interface DirectTables {
  readonly dynamo: DynamoDBDocumentClient;
  close(): Promise<void>;
}

export interface DirectStreams {
  readonly streams: DynamoDBStreamsClient;
  close(): Promise<void>;
}

/** The same client with a shorter `send`. `mark` is told of every table that a write names. */
export const createDirectTables = (
  sdk: DynamoDBDocumentClient,
  endpoint: string,
  mark: (table: string) => void,
): DirectTables => {
  const { post, close } = createPost(endpoint, targets.tables);
  const send = async (command: Command, ...rest: unknown[]): Promise<unknown> => {
    const operation = operations[command.constructor.name];
    if (operation === undefined) return Reflect.apply(sdk.send, sdk, [command, ...rest]);
    try {
      const answer = await post(operation, converted(command.input, fieldToWire));
      if (answer.status !== 200) throw failureOf(answer);
      return converted(answer.fields, fieldFromWire);
    } finally {
      if (isWrite.test(operation)) for (const table of writtenTables(command.input)) mark(table);
    }
  };
  return { dynamo: Object.create(sdk, { send: { value: send } }), close };
};

/** The same stream client with a shorter `send` for what is asked all the time. */
export const createDirectStreams = (sdk: DynamoDBStreamsClient, endpoint: string): DirectStreams => {
  const { post, close } = createPost(endpoint, targets.streams);
  const send = async (command: Command, ...rest: unknown[]): Promise<unknown> => {
    if (!(command instanceof GetRecordsCommand)) return Reflect.apply(sdk.send, sdk, [command, ...rest]);
    const answer = await post("GetRecords", { ...command.input });
    if (answer.status !== 200) throw failureOf(answer);
    return answer.fields;
  };
  return { streams: Object.create(sdk, { send: { value: send } }), close };
};
