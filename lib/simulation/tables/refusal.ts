import {
  ConditionalCheckFailedException,
  DynamoDBServiceException,
  ResourceNotFoundException,
  TransactionCanceledException,
} from "@aws-sdk/client-dynamodb";
import { type Attributes, copyOf } from "./attribute.ts";

/** Something that AWS knows and the memory tables do not. It is refused loudly: half of it would be worse than none. */
export class MemoryTablesError extends Error {
  override readonly name = "MemoryTablesError";
}

export const unsupported = (what: string): never => {
  throw new MemoryTablesError(`The memory tables do not know ${what}.`);
};

const $metadata = { httpStatusCode: 400, attempts: 1, totalRetryDelay: 0 };

/** What the SDK throws for a request that the table refuses as wrong. */
export const refuse = (message: string): never => {
  throw new DynamoDBServiceException({ name: "ValidationException", message, $fault: "client", $metadata });
};

/** A text that is not Unicode cannot be put on the wire. */
export const refuseText = (): never => {
  throw new DynamoDBServiceException({
    name: "SerializationException",
    message: "UnknownError",
    $fault: "client",
    $metadata,
  });
};

export const refuseTable = (): never => {
  throw new ResourceNotFoundException({ message: "Requested resource not found", $metadata });
};

/** `item` is what stood in the way, present only when the caller asked for it. */
export const refuseCondition = (item: Attributes | undefined): never => {
  const message = "The conditional request failed";
  throw new ConditionalCheckFailedException({
    message,
    $metadata,
    ...(item !== undefined && { Item: marshalled(item) }),
  });
};

/** Why one part of a transaction could not be; `None` for a part that could. */
export type CancellationReason = NonNullable<TransactionCanceledException["CancellationReasons"]>[number];

export const refuseTransaction = (reasons: readonly CancellationReason[]): never => {
  const codes = reasons.map(({ Code: code }) => code).join(", ");
  throw new TransactionCanceledException({
    message: `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
    $metadata,
    CancellationReasons: [...reasons],
  });
};

type Marshalled = NonNullable<ConditionalCheckFailedException["Item"]>;
const marshalled = (item: Attributes): Marshalled => copyOf(item) as unknown as Marshalled;
