import type { ITableV2 } from "aws-cdk-lib/aws-dynamodb";
import { FilterCriteria, StartingPosition } from "aws-cdk-lib/aws-lambda";
import { DynamoEventSource, SqsDlq } from "aws-cdk-lib/aws-lambda-event-sources";
import type { NodejsFunction } from "aws-cdk-lib/aws-lambda-nodejs";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import { Duration } from "aws-cdk-lib/core";
import { createFailureQueue } from "./failure-queue.ts";

/** How a function reads a table's stream. Every field is stated: the service's own defaults block a shard for a day. */
export interface StreamTrigger {
  /** Names the failure queue: `<id>Failures`. */
  readonly id: string;
  readonly table: ITableV2;
  /** A record passes when one of them lets it through. */
  readonly filters: readonly object[];
  /** Records handed over at once, at most. */
  readonly batchSize: number;
  /** Batches of one shard in work at once; the order per customer holds all the same. Default: 1. */
  readonly parallel?: number;
  /** How often a failing record is tried again before it goes to the failure queue. */
  readonly retries: number;
  /** Hours after which an unread record goes to the failure queue instead; a stream holds 24. */
  readonly maxAgeHours: number;
  /** Seconds to wait for a fuller batch. Default: none. */
  readonly waitSeconds?: number;
  /** Seconds of a tumbling window. Default: none. */
  readonly windowSeconds?: number;
}

/** Connects the function to the stream and returns the queue that takes what could not be handled. */
export const addStreamTrigger = (handler: NodejsFunction, trigger: StreamTrigger): Queue => {
  const failures = createFailureQueue(handler.stack, `${trigger.id}Failures`);
  handler.addEventSource(
    new DynamoEventSource(trigger.table, {
      startingPosition: StartingPosition.TRIM_HORIZON,
      filters: trigger.filters.map((filter) => FilterCriteria.filter(filter) as { [key: string]: unknown }),
      batchSize: trigger.batchSize,
      parallelizationFactor: trigger.parallel ?? 1,
      reportBatchItemFailures: true,
      bisectBatchOnError: true,
      retryAttempts: trigger.retries,
      maxRecordAge: Duration.hours(trigger.maxAgeHours),
      onFailure: new SqsDlq(failures),
      ...(trigger.waitSeconds && { maxBatchingWindow: Duration.seconds(trigger.waitSeconds) }),
      ...(trigger.windowSeconds && { tumblingWindow: Duration.seconds(trigger.windowSeconds) }),
    }),
  );
  return failures;
};
