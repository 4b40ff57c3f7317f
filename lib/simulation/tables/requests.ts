import { refuse, unsupported } from "./refusal.ts";

/** Placeholders and expressions that several requests have. */
interface Expressions {
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
  readonly ExpressionAttributeValues?: Readonly<Record<string, unknown>>;
  readonly ReturnConsumedCapacity?: string;
}

interface Conditional extends Expressions {
  readonly TableName: string;
  readonly ConditionExpression?: string;
  readonly ReturnValues?: string;
  readonly ReturnValuesOnConditionCheckFailure?: string;
}

export interface GetRequest extends Expressions {
  readonly TableName: string;
  readonly Key: object;
  readonly ConsistentRead?: boolean;
  readonly ProjectionExpression?: string;
}

export interface PutRequest extends Conditional {
  readonly Item: object;
}

export interface UpdateRequest extends Conditional {
  readonly Key: object;
  readonly UpdateExpression?: string;
}

export interface DeleteRequest extends Conditional {
  readonly Key: object;
}

/** A part of a transaction that only looks. */
export type ConditionCheck = Omit<DeleteRequest, "ReturnValues">;

interface PageRequest extends Expressions {
  readonly TableName: string;
  readonly IndexName?: string;
  readonly FilterExpression?: string;
  readonly ProjectionExpression?: string;
  readonly Select?: string;
  readonly Limit?: number;
  readonly ExclusiveStartKey?: object;
  readonly ConsistentRead?: boolean;
}

export interface QueryRequest extends PageRequest {
  readonly KeyConditionExpression?: string;
  readonly ScanIndexForward?: boolean;
}

export interface ScanRequest extends PageRequest {
  readonly Segment?: number;
  readonly TotalSegments?: number;
}

export interface BatchGetRequest {
  readonly RequestItems: Readonly<
    Record<string, Omit<GetRequest, "Key" | "TableName"> & { readonly Keys: readonly object[] }>
  >;
  readonly ReturnConsumedCapacity?: string;
}

type BatchWrite = {
  readonly PutRequest?: { readonly Item: object };
  readonly DeleteRequest?: { readonly Key: object };
};

export interface BatchWriteRequest {
  readonly RequestItems: Readonly<Record<string, readonly BatchWrite[]>>;
  readonly ReturnConsumedCapacity?: string;
}

/** Each part holds exactly one of these. */
export interface TransactPart {
  readonly ConditionCheck?: ConditionCheck;
  readonly Put?: Omit<PutRequest, "ReturnValues">;
  readonly Update?: Omit<UpdateRequest, "ReturnValues">;
  readonly Delete?: ConditionCheck;
}

export interface TransactWriteRequest {
  readonly TransactItems: readonly TransactPart[];
  readonly ReturnConsumedCapacity?: string;
}

export interface Requests {
  readonly GetCommand: GetRequest;
  readonly PutCommand: PutRequest;
  readonly UpdateCommand: UpdateRequest;
  readonly DeleteCommand: DeleteRequest;
  readonly QueryCommand: QueryRequest;
  readonly ScanCommand: ScanRequest;
  readonly BatchGetCommand: BatchGetRequest;
  readonly BatchWriteCommand: BatchWriteRequest;
  readonly TransactWriteCommand: TransactWriteRequest;
}

export type CommandName = keyof Requests;

const placeholders = ["ExpressionAttributeNames", "ExpressionAttributeValues", "ReturnConsumedCapacity"];
const conditional = [
  ...["TableName", "ConditionExpression", "ReturnValues", "ReturnValuesOnConditionCheckFailure"],
  ...placeholders,
];
const page = [
  ...["TableName", "IndexName", "FilterExpression", "ProjectionExpression", "Select", "Limit", "ExclusiveStartKey"],
  ...["ConsistentRead", ...placeholders],
];
const batchGet = ["Keys", "ConsistentRead", "ProjectionExpression", "ExpressionAttributeNames"];

const known: Readonly<Record<CommandName, readonly string[]>> = {
  GetCommand: ["TableName", "Key", "ConsistentRead", "ProjectionExpression", ...placeholders],
  PutCommand: ["Item", ...conditional],
  UpdateCommand: ["Key", "UpdateExpression", ...conditional],
  DeleteCommand: ["Key", ...conditional],
  QueryCommand: ["KeyConditionExpression", "ScanIndexForward", ...page],
  ScanCommand: ["Segment", "TotalSegments", ...page],
  BatchGetCommand: ["RequestItems", "ReturnConsumedCapacity"],
  BatchWriteCommand: ["RequestItems", "ReturnConsumedCapacity"],
  TransactWriteCommand: ["TransactItems", "ReturnConsumedCapacity"],
};

const inTransaction = [
  ...["TableName", "ConditionExpression", "ReturnValuesOnConditionCheckFailure"],
  ...["ExpressionAttributeNames", "ExpressionAttributeValues"],
];
const transactParts: Readonly<Record<keyof TransactPart, readonly string[]>> = {
  ConditionCheck: ["Key", ...inTransaction],
  Put: ["Item", ...inTransaction],
  Update: ["Key", "UpdateExpression", ...inTransaction],
  Delete: ["Key", ...inTransaction],
};

/** What is not known here would be ignored, and an ignored parameter is a wrong answer. */
const checkFields = (what: string, input: object, allowed: readonly string[]): void => {
  for (const [name, value] of Object.entries(input))
    if (value !== undefined && !allowed.includes(name)) unsupported(`${name} of ${what}`);
};

/** Checks that nothing in the request would be passed over. */
export const checkRequest = (command: CommandName, input: object): void => {
  checkFields(command, input, known[command]);
  if (command === "TransactWriteCommand") checkParts((input as TransactWriteRequest).TransactItems ?? []);
  if (command !== "BatchGetCommand") return;
  for (const request of Object.values((input as BatchGetRequest).RequestItems ?? {}))
    checkFields(command, request, batchGet);
};

const checkParts = (parts: readonly TransactPart[]): void => {
  for (const part of parts) {
    checkFields("TransactItems", part, Object.keys(transactParts));
    for (const [kind, request] of Object.entries(part))
      if (request !== undefined) checkFields(kind, request, transactParts[kind as keyof TransactPart]);
  }
};

export const isKnownCommand = (name: string): name is CommandName => Object.hasOwn(known, name);

/** An optional word of a request; refuses one that is not allowed there. */
export const oneOf = <Word extends string>(
  what: string,
  given: string | undefined,
  allowed: readonly [Word, ...Word[]],
): Word => {
  if (given === undefined) return allowed[0];
  return allowed.find((word) => word === given) ?? refuse(`${what} can only be ${allowed.join(" or ")}`);
};
