import type { Key } from "aws-cdk-lib/aws-kms";
import { CfnConfigurationSet } from "aws-cdk-lib/aws-smsvoice";
import type { Topic } from "aws-cdk-lib/aws-sns";
import { Stack } from "aws-cdk-lib/core";
import type { Construct } from "constructs";
import type { DeploySettings } from "../settings.ts";
import { createTextTopic } from "./text-topic.ts";

/** What texts go through when End User Messaging sends them. */
export interface Texts {
  readonly configurationSetName: string;
  readonly configurationSetArn: string;
  /** The pool, phone number or sender id that texts come from. */
  readonly originationArn: string;
  /** Everything that is told about texts that were sent; replies have a topic of their own. */
  readonly topic: Topic;
}

/** A configuration set whose events reach a topic. Nothing when SNS sends the texts: it has neither. */
export const createTexts = (scope: Construct, settings: DeploySettings, key: Key): Texts | undefined => {
  const { smsThrough, smsOrigination } = settings;
  if (smsThrough !== "end-user-messaging" || smsOrigination === undefined) return undefined;
  const topic = createTextTopic(scope, "SmsEvents", key);
  const set = new CfnConfigurationSet(scope, "SmsConfigurationSet", {
    configurationSetName: `${settings.stackPrefix}-sms`,
    eventDestinations: [
      {
        eventDestinationName: "ToTopic",
        enabled: true,
        matchingEventTypes: ["TEXT_ALL"],
        snsDestination: { topicArn: topic.topicArn },
      },
    ],
  });
  // The service checks that it may publish when the destination is made.
  set.node.addDependency(topic);
  const originationArn = Stack.of(scope).formatArn({ service: "sms-voice", resource: smsOrigination });
  return { configurationSetName: set.ref, configurationSetArn: set.attrArn, originationArn, topic };
};
