import * as z from "zod";
import { type FunctionName, functionNames } from "../../functions.ts";

/**
 * What Lambda puts into the failure queue of a stream mapping, after `RetryAttemptsExhausted` or `RecordAgeExceeded`: where
 * the records are, and not what they say.
 */
const streamFailure = z.object({
  requestContext: z.object({ functionArn: z.string(), condition: z.string() }),
  timestamp: z.string(),
  DDBStreamBatchInfo: z.object({
    shardId: z.string(),
    startSequenceNumber: z.string(),
    endSequenceNumber: z.string(),
    batchSize: z.number(),
    streamArn: z.string(),
  }),
});

/** What SNS puts into the queue of feedback; five tries later it lies in the failure queue word for word. */
const notification = z.object({ Type: z.literal("Notification"), MessageId: z.string(), Message: z.string() });

export type FailureRecord =
  | {
      readonly kind: "stream";
      readonly functionName: FunctionName;
      readonly condition: string;
      readonly at: string;
      readonly shardId: string;
      readonly first: string;
      readonly last: string;
      readonly batchSize: number;
      readonly streamArn: string;
      /** As in `arn:aws:dynamodb:eu-west-1:123456789012:table/NAME/stream/2026-…`. */
      readonly tableName: string;
    }
  | { readonly kind: "notification"; readonly id: string }
  | { readonly kind: "unknown" };

export const readFailure = (body: string): FailureRecord => {
  const json = parseJson(body);
  const notified = notification.safeParse(json);
  if (notified.success) return { kind: "notification", id: notified.data.MessageId };
  const failed = streamFailure.safeParse(json);
  if (!failed.success) return { kind: "unknown" };
  const { requestContext, timestamp, DDBStreamBatchInfo: info } = failed.data;
  const functionName = functionOf(requestContext.functionArn);
  const tableName = /:table\/([^/]+)\/stream\//.exec(info.streamArn)?.[1];
  if (functionName === undefined || tableName === undefined) return { kind: "unknown" };
  return {
    kind: "stream",
    functionName,
    condition: requestContext.condition,
    at: timestamp,
    shardId: info.shardId,
    first: info.startSequenceNumber,
    last: info.endSequenceNumber,
    batchSize: info.batchSize,
    streamArn: info.streamArn,
    tableName,
  };
};

/** Deployed functions are called `<prefix>-<name>`; an alias or version may follow. The prefix may hold hyphens, too. */
const functionOf = (arn: string): FunctionName | undefined => {
  const name = /:function:([^:]+)/.exec(arn)?.[1] ?? "";
  const ending = functionNames.filter((known) => name === known || name.endsWith(`-${known}`));
  // `api` is the end of `campaigns-api`, too.
  return ending.toSorted((a, b) => b.length - a.length)[0];
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
