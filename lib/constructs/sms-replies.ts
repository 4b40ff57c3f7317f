import type { Key } from "aws-cdk-lib/aws-kms";
import type { Topic } from "aws-cdk-lib/aws-sns";
import { SqsSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import { CfnOutput } from "aws-cdk-lib/core";
import type { Construct } from "constructs";
import { createTextTopic } from "./text-topic.ts";

/**
 * Where End User Messaging publishes what people answer to text messages: the two-way channel of the shop's number is pointed
 * at this topic, and the queue of the provider's events carries it on. Without it a STOP is known to the carrier alone.
 */
export const createSmsReplies = (
  scope: Construct,
  q: { readonly key: Key; readonly queue: Queue; readonly undelivered: Queue },
): Topic => {
  const topic = createTextTopic(scope, "SmsReplies", q.key);
  topic.addSubscription(new SqsSubscription(q.queue, { rawMessageDelivery: false, deadLetterQueue: q.undelivered }));
  new CfnOutput(scope, "SmsRepliesTopicArn", {
    value: topic.topicArn,
    description: "Two-way destination of the number that sends texts, so that a STOP is heard.",
  });
  return topic;
};
