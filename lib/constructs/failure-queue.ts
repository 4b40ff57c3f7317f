import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import { Duration } from "aws-cdk-lib/core";
import type { Construct } from "constructs";
import { acknowledge } from "./acknowledge.ts";

/** The longest SQS keeps anything; a person has two weeks to look. */
const keptDays = 14;

/** A queue at the end of the line. Something in it means work for a person, so an alarm watches every one. */
export const createFailureQueue = (scope: Construct, id: string): Queue => {
  const queue = new Queue(scope, id, {
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: Duration.days(keptDays),
  });
  acknowledge(
    queue,
    ["AwsSolutions-SQS3", "Serverless-SQSRedrivePolicy"],
    "This queue is where failures end; no function reads it and an alarm watches its depth, so it has nothing to redrive.",
  );
  return queue;
};
