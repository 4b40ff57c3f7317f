// The DynamoDB tables in memory, for the fault simulation and nothing else: it runs a hundred histories a minute, and
// decides itself when an operation takes effect. What proves that the stores cannot tell is said in decision 10.
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { DynamoDBRecord } from "aws-lambda";
import type { LocalTable } from "../local/wiring.ts";
import { batchGet, batchWrite } from "./tables/batches.ts";
import { get, query, scan } from "./tables/reads.ts";
import { refuseTable, unsupported } from "./tables/refusal.ts";
import { type CommandName, checkRequest, isKnownCommand, type Requests } from "./tables/requests.ts";
import { createTable, type Table } from "./tables/table.ts";
import { transactWrite } from "./tables/transactions.ts";
import { put, remove, update } from "./tables/writes.ts";

export { MemoryTablesError } from "./tables/refusal.ts";

/** A command of the document client. */
export interface TableCommand {
  readonly input: object;
  readonly constructor: { readonly name: string };
}

export interface MemoryTables {
  /** A document client that answers the commands of the stores. Nothing else of it works, so that nothing is passed over. */
  readonly dynamo: DynamoDBDocumentClient;
  /** Performs one command at once and returns its output, or throws what the SDK throws. */
  execute(command: TableCommand): unknown;
  /** What the stream of a table tells after a sequence number, oldest first. Each reading gives records of its own. */
  records(table: string, after?: string): readonly DynamoDBRecord[];
  /** Every item of a table, frozen. An item that did not change is the same object as before. */
  items(table: string): readonly Readonly<Record<string, unknown>>[];
}

type Handlers = { readonly [Name in CommandName]: (request: Requests[Name]) => object };

const $metadata = Object.freeze({ httpStatusCode: 200, attempts: 1, totalRetryDelay: 0 });

export const createMemoryTables = (q: {
  readonly tables: readonly LocalTable[];
  /** Epoch milliseconds, for the times in stream records. */
  readonly now: () => number;
}): MemoryTables => {
  const tables = new Map(q.tables.map((table) => [table.name, createTable(table, q.now)]));
  const find = (name: string): Table => tables.get(name) ?? refuseTable();
  const handlers: Handlers = {
    GetCommand: (request) => get(find(request.TableName), request),
    PutCommand: (request) => put(find(request.TableName), request),
    UpdateCommand: (request) => update(find(request.TableName), request),
    DeleteCommand: (request) => remove(find(request.TableName), request),
    QueryCommand: (request) => query(find(request.TableName), request),
    ScanCommand: (request) => scan(find(request.TableName), request),
    BatchGetCommand: (request) => batchGet(find, request),
    BatchWriteCommand: (request) => batchWrite(find, request),
    TransactWriteCommand: (request) => transactWrite(find, request),
  };
  const execute = ({ input, constructor: { name } }: TableCommand): unknown => {
    if (!isKnownCommand(name)) return unsupported(`the command ${name}`);
    checkRequest(name, input);
    return { $metadata, ...handlers[name](input as never) };
  };
  return {
    dynamo: clientOf(execute),
    execute,
    records: (table, after) => find(table).records(after),
    items: (table) => find(table).plainItems(),
  };
};

/** The SDK's paginators ask for an instance of its client, so it is one, with no way to anything but `send`. */
const clientOf = (execute: MemoryTables["execute"]): DynamoDBDocumentClient => {
  const sdk = DynamoDBDocumentClient.from(
    new DynamoDBClient({ region: "memory", credentials: { accessKeyId: "memory", secretAccessKey: "memory" } }),
  );
  const send = async (command: TableCommand): Promise<unknown> => execute(command);
  return Object.create(sdk, {
    send: { value: send },
    middlewareStack: { get: () => unsupported("middleware; wrap `send` instead") },
  });
};
