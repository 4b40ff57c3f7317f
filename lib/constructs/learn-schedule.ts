import { SqsDestination } from "aws-cdk-lib/aws-lambda-destinations";
import type { NodejsFunction } from "aws-cdk-lib/aws-lambda-nodejs";
import { Schedule, ScheduleExpression } from "aws-cdk-lib/aws-scheduler";
import { LambdaInvoke } from "aws-cdk-lib/aws-scheduler-targets";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import { Duration } from "aws-cdk-lib/core";
import { createFailureQueue } from "./failure-queue.ts";
import { createSchedulerRole } from "./scheduler-role.ts";

/** Somebody who asks for it waits no longer; a call that finds nothing to do reads two items. */
const askEvery = Duration.minutes(5);

/** Has the function look whether it is time to learn. Returns its failure queues: calls never made, and calls that failed. */
export const scheduleLearning = (learn: NodejsFunction): readonly Queue[] => {
  const undelivered = createFailureQueue(learn.stack, "LearnUndelivered");
  const failures = createFailureQueue(learn.stack, "LearnFailures");
  learn.configureAsyncInvoke({
    onFailure: new SqsDestination(failures),
    // A later call tries again by itself, and one that failed has left what was known as it was.
    retryAttempts: 0,
    maxEventAge: askEvery,
  });
  new Schedule(learn.stack, "LearnSchedule", {
    description: "Asks whether it is time to learn.",
    schedule: ScheduleExpression.rate(askEvery),
    target: new LambdaInvoke(learn, {
      role: createSchedulerRole(learn, "learn"),
      deadLetterQueue: undelivered,
      retryAttempts: 0,
      maxEventAge: askEvery,
    }),
  });
  return [undelivered, failures];
};
