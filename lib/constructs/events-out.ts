import { EventBus } from "aws-cdk-lib/aws-events";
import { PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { CfnPipe } from "aws-cdk-lib/aws-pipes";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import { Aws, Duration } from "aws-cdk-lib/core";
import type { Construct } from "constructs";
import { detailTypes, eventSource } from "../../lambdas/domain/announcement.ts";
import type { DeploySettings } from "../settings.ts";
import { createFailureQueue } from "./failure-queue.ts";

/** Takings of one announcement before it is left to a person; about an hour with the time it stays hidden in between. */
const receiveCountMax = 60;
const visibilityTimeout = Duration.minutes(1);
/** What SQS hands over and what PutEvents takes at once; a call costs the same however full it is. */
const batchSize = 10;
/** Seconds of delay that full batches are worth. */
const batchingSeconds = 5;

export interface EventsOut {
  readonly bus: EventBus;
  /** Where announcements are put, in batches of ten. */
  readonly queue: Queue;
  /** What the bus did not take. */
  readonly failures: Queue;
}

/**
 * A queue, a pipe, and a bus of our own. Whoever has something to tell puts it into the queue, and is done; the pipe brings it to
 * the bus and tries again for as long as it takes. So a bus that answers late, or not, is felt by nobody who sends or counts.
 */
export const createEventsOut = (scope: Construct, settings: DeploySettings): EventsOut => {
  const failures = createFailureQueue(scope, "EventsOutFailures");
  const queue = new Queue(scope, "EventsOutQueue", {
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    visibilityTimeout,
    retentionPeriod: Duration.days(14),
    deadLetterQueue: { queue: failures, maxReceiveCount: receiveCountMax },
  });
  const bus = new EventBus(scope, "EventsOut", {
    eventBusName: `${settings.stackPrefix}-events`,
    description: `What Rekindle tells other systems: ${Object.values(detailTypes).join(", ")}.`,
  });
  connect(scope, { queue, bus });
  return { bus, queue, failures };
};

const connect = (scope: Construct, { queue, bus }: Pick<EventsOut, "queue" | "bus">): void => {
  const role = new Role(scope, "EventsOutRole", {
    assumedBy: new ServicePrincipal("pipes.amazonaws.com", {
      conditions: { StringEquals: { "aws:SourceAccount": Aws.ACCOUNT_ID } },
    }),
  });
  const allowed = (actions: readonly string[], resource: string) =>
    role.addToPolicy(new PolicyStatement({ actions: [...actions], resources: [resource] }));
  allowed(["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"], queue.queueArn);
  allowed(["events:PutEvents"], bus.eventBusArn);
  const pipe = new CfnPipe(scope, "EventsOutPipe", {
    description: "Brings announcements from their queue to the event bus.",
    roleArn: role.roleArn,
    source: queue.queueArn,
    sourceParameters: { sqsQueueParameters: { batchSize, maximumBatchingWindowInSeconds: batchingSeconds } },
    target: bus.eventBusArn,
    targetParameters: {
      eventBridgeEventBusParameters: { source: eventSource, detailType: "$.body.type" },
      inputTemplate: inputTemplate(),
    },
  });
  // It is refused while the role may not read the queue.
  pipe.node.addDependency(role);
};

/** The body of a message in the queue is the announcement; what stands here without quotes is put in as JSON. */
const inputTemplate = (): string =>
  `{${["eventId", "occurredAt", "customerId", "data"].map((field) => `"${field}": <$.body.${field}>`).join(", ")}}`;
