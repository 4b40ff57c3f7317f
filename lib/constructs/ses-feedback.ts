import type { Key } from "aws-cdk-lib/aws-kms";
import { SqsEventSource } from "aws-cdk-lib/aws-lambda-event-sources";
import type { NodejsFunction } from "aws-cdk-lib/aws-lambda-nodejs";
import { ConfigurationSet, EmailSendingEvent, EventDestination } from "aws-cdk-lib/aws-ses";
import { type ITopic, Topic } from "aws-cdk-lib/aws-sns";
import { SqsSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import { CfnOutput, Duration } from "aws-cdk-lib/core";
import type { Construct } from "constructs";
import { functionDefinitions } from "../functions.ts";
import { acknowledge } from "./acknowledge.ts";
import { createFailureQueue } from "./failure-queue.ts";
import { createSmsReplies } from "./sms-replies.ts";

/** Everything that says what became of a message. Opens are left out: mail clients open messages by themselves. */
const events = [
  EmailSendingEvent.SEND,
  EmailSendingEvent.DELIVERY,
  EmailSendingEvent.BOUNCE,
  EmailSendingEvent.COMPLAINT,
  EmailSendingEvent.REJECT,
  EmailSendingEvent.CLICK,
  EmailSendingEvent.RENDERING_FAILURE,
  EmailSendingEvent.DELIVERY_DELAY,
];

/** Tries of one event before it goes to the failure queue. */
const receiveCountMax = 5;

/**
 * How long events wait for others to come along: every call is paid for, and is traced. What they prove is in no hurry: a doubt
 * waits for minutes.
 */
const waitSeconds = 5;

/** AWS asks for six times the function's time-out and the wait, so that a retry does not overlap the first try. */
const visibilityTimeout = Duration.seconds(6 * functionDefinitions.feedback.timeoutSeconds + waitSeconds);

/** What SES reports travels by SNS and a queue; its EventBridge delivery is best effort and may lose an event. */
export const createConfigurationSet = (scope: Construct): ConfigurationSet => {
  const set = new ConfigurationSet(scope, "ConfigurationSet", { reputationMetrics: true });
  new CfnOutput(scope, "ConfigurationSetName", { value: set.configurationSetName, description: "For npm run doctor." });
  return set;
};

export interface FeedbackProps {
  readonly set: ConfigurationSet;
  readonly feedback: NodejsFunction;
  readonly key: Key;
  /** Where the events about texts arrive; absent when SNS sends them, which tells nothing. */
  readonly texts?: ITopic | undefined;
}

/** Connects what the providers tell with the feedback function. Returns the queues for what could not be handled. */
export const connectFeedback = ({ set, feedback, key, texts }: FeedbackProps): readonly Queue[] => {
  const failures = createFailureQueue(feedback.stack, "FeedbackFailures");
  const undelivered = createFailureQueue(feedback.stack, "FeedbackUndelivered");
  const topic = new Topic(feedback.stack, "SesEvents", { masterKey: key, enforceSSL: true });
  set.addEventDestination("ToTopic", { destination: EventDestination.snsTopic(topic), events });
  const queue = createFeedbackQueue(feedback.stack, failures);
  for (const told of texts === undefined ? [topic] : [topic, texts]) {
    told.addSubscription(new SqsSubscription(queue, { rawMessageDelivery: false, deadLetterQueue: undelivered }));
  }
  createSmsReplies(feedback.stack, { key, queue, undelivered });
  feedback.addEventSource(
    new SqsEventSource(queue, {
      ...{ batchSize: 10, maxBatchingWindow: Duration.seconds(waitSeconds) },
      reportBatchItemFailures: true,
    }),
  );
  acknowledge(
    feedback,
    ["Serverless-LambdaEventSourceMappingDestination"],
    "A mapping of an SQS queue takes no failure destination; the queue's redrive policy moves an event to the failure queue after five tries.",
  );
  return [failures, undelivered];
};

const createFeedbackQueue = (scope: Construct, failures: Queue): Queue =>
  new Queue(scope, "FeedbackQueue", {
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    visibilityTimeout,
    retentionPeriod: Duration.days(14),
    deadLetterQueue: { queue: failures, maxReceiveCount: receiveCountMax },
  });
