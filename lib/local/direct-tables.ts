// A short way to the table engine, for runs of many thousand calls on one machine.
//
// The SDK spends about a millisecond of CPU per call: it resolves endpoints, signs, retries, validates and logs. The engine
// on the loopback needs none of that. Measured on two cores, a replay with the SDK took three times as long. So the replay
// posts the same JSON to the same engine itself. Everything else is as it was: the stores make the same commands, the
// engine checks the same conditions, and SES and SNS are still called through the SDK.
import { Agent, request } from "node:http";
import { ConditionalCheckFailedException, DynamoDBServiceException } from "@aws-sdk/client-dynamodb";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
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
  QueryCommand: "Query",
  ScanCommand: "Scan",
  BatchGetCommand: "BatchGetItem",
  BatchWriteCommand: "BatchWriteItem",
};

const isWrite = /^(Put|Update|BatchWrite)/;
const toWire = (value: unknown) => marshall(value as Fields, { removeUndefinedValues: true });
const fromWire = (value: unknown) => unmarshall(value as Parameters<typeof unmarshall>[0]);
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

const converted = (fields: object, convert: (name: string, value: unknown) => unknown): Fields =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [[name, convert(name, value)]])),
  );

interface Answer {
  readonly status: number;
  readonly fields: Fields;
}

/** Posts to the engine as one of its services: the tables, or their streams. */
export const createPost = (endpoint: string, service = "DynamoDB_20120810") => {
  const { hostname, port } = new URL(endpoint);
  const agent = new Agent({ keepAlive: true, maxSockets: 50 });
  const headersFor = (operation: string, body: Buffer) => ({
    "content-type": "application/x-amz-json-1.0",
    "content-length": body.length,
    "x-amz-target": `${service}.${operation}`,
    // The engine looks for a signature and does not check it.
    authorization:
      "AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0",
    "x-amz-date": "20260101T000000Z",
  });
  const post = (operation: string, fields: Fields): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const body = Buffer.from(JSON.stringify(fields));
      const options = { hostname, port, agent, method: "POST", path: "/", headers: headersFor(operation, body) };
      const sent = request(options, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () => {
          try {
            resolve({ status: response.statusCode ?? 0, fields: JSON.parse(Buffer.concat(chunks).toString("utf8")) });
          } catch (error) {
            reject(error);
          }
        });
      });
      sent.on("error", reject);
      sent.end(body);
    });
  return { post, close: () => agent.destroy() };
};

export const failureOf = ({ status, fields }: Answer): Error => {
  const name = String(fields.__type ?? "").replace(/^.*#/, "");
  const message = String(fields.message ?? fields.Message ?? name);
  const $metadata = { httpStatusCode: status };
  if (name !== "ConditionalCheckFailedException") {
    return new DynamoDBServiceException({ name, message, $metadata, $fault: status < 500 ? "client" : "server" });
  }
  const item = fields.Item as ConditionalCheckFailedException["Item"];
  return new ConditionalCheckFailedException({ message, $metadata, ...(item !== undefined && { Item: item }) });
};

export interface DirectTables {
  readonly dynamo: DynamoDBDocumentClient;
  close(): void;
}

/** The same client with a shorter `send`. `mark` is told of every table that a write names. */
export const createDirectTables = (
  sdk: DynamoDBDocumentClient,
  endpoint: string,
  mark: (table: string) => void,
): DirectTables => {
  const { post, close } = createPost(endpoint);
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
