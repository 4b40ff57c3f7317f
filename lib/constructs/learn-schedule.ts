import type { NodejsFunction } from "aws-cdk-lib/aws-lambda-nodejs";
import { Schedule, ScheduleExpression } from "aws-cdk-lib/aws-scheduler";
import { LambdaInvoke } from "aws-cdk-lib/aws-scheduler-targets";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import { Duration } from "aws-cdk-lib/core";
import { createFailureQueue } from "./failure-queue.ts";
import { createSchedulerRole } from "./scheduler-role.ts";

/** Somebody who asks for it waits no longer; a call that finds nothing to do reads two items. */
const askEvery = Duration.minutes(5);

/** Has the function look whether it is time to learn. Returns the queue of calls that were never made. */
export const scheduleLearning = (learn: NodejsFunction): readonly Queue[] => {
  const undelivered = createFailureQueue(learn.stack, "LearnUndelivered");
  // The next call is soon, and the one that failed has left everything as it was: its age is what an alarm watches.
  learn.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: askEvery });
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
  return [undelivered];
};
