import { SqsDestination } from "aws-cdk-lib/aws-lambda-destinations";
import type { NodejsFunction } from "aws-cdk-lib/aws-lambda-nodejs";
import { Schedule, ScheduleExpression, ScheduleTargetInput } from "aws-cdk-lib/aws-scheduler";
import { LambdaInvoke } from "aws-cdk-lib/aws-scheduler-targets";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import { Duration } from "aws-cdk-lib/core";
import type { DeploySettings } from "../settings.ts";
import { createFailureQueue } from "./failure-queue.ts";
import { createSchedulerRole } from "./scheduler-role.ts";

/** After this the next tick has taken over, so a late invocation is worth nothing. The shortest age AWS accepts. */
const invocationAge = Duration.minutes(1);

/** Runs the tick. Returns its two failure queues: one for calls never made, one for calls that failed. */
export const scheduleTick = (tick: NodejsFunction, settings: DeploySettings): readonly Queue[] => {
  const undelivered = createFailureQueue(tick.stack, "TickUndelivered");
  const failures = createFailureQueue(tick.stack, "TickFailures");
  tick.configureAsyncInvoke({
    onFailure: new SqsDestination(failures),
    // Nothing is lost without a retry: what was due stays due, and the next tick finds it.
    retryAttempts: 0,
    maxEventAge: invocationAge,
  });
  const role = createSchedulerRole(tick, "tick");
  const parts = settings.tickParts;
  for (let part = 0; part < parts; part += 1) {
    new Schedule(tick.stack, part === 0 ? "TickSchedule" : `TickSchedule${part + 1}`, {
      description:
        parts === 1
          ? "Looks for customers who are due."
          : `Looks for customers who are due, part ${part + 1} of ${parts}.`,
      schedule: ScheduleExpression.rate(Duration.minutes(settings.tickMinutes)),
      target: new LambdaInvoke(tick, {
        role,
        deadLetterQueue: undelivered,
        retryAttempts: 3,
        maxEventAge: invocationAge,
        // Alone, it needs not be told that it is.
        ...(parts > 1 && { input: ScheduleTargetInput.fromObject({ part, parts }) }),
      }),
    });
  }
  return [undelivered, failures];
};
