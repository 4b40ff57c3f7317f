import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { Key } from "aws-cdk-lib/aws-kms";
import { CfnConfigurationSet } from "aws-cdk-lib/aws-smsvoice";
import { Topic } from "aws-cdk-lib/aws-sns";
import { Aws, CfnOutput, Stack } from "aws-cdk-lib/core";
import type { Construct } from "constructs";
import type { DeploySettings } from "../settings.ts";

/** What texts go through when End User Messaging sends them. */
export interface Texts {
  readonly configurationSetName: string;
  readonly configurationSetArn: string;
  /** The pool, phone number or sender id that texts come from. */
  readonly originationArn: string;
  /** Everything that is told about texts, and the replies to them. */
  readonly topic: Topic;
}

/** A configuration set whose events reach a topic. Nothing when SNS sends the texts: it has neither. */
export const createTexts = (scope: Construct, settings: DeploySettings, key: Key): Texts | undefined => {
  const { smsThrough, smsOrigination } = settings;
  if (smsThrough !== "end-user-messaging" || smsOrigination === undefined) return undefined;
  const topic = createTopic(scope, key);
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
  new CfnOutput(scope, "SmsTopicArn", {
    value: topic.topicArn,
    description: "For two-way messaging of the phone number or pool: replies such as STOP arrive here.",
  });
  const originationArn = Stack.of(scope).formatArn({ service: "sms-voice", resource: smsOrigination });
  return { configurationSetName: set.ref, configurationSetArn: set.attrArn, originationArn, topic };
};

const createTopic = (scope: Construct, key: Key): Topic => {
  const topic = new Topic(scope, "SmsEvents", { masterKey: key, enforceSSL: true });
  topic.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal("sms-voice.amazonaws.com")],
      actions: ["sns:Publish"],
      resources: [topic.topicArn],
      conditions: { StringEquals: { "aws:SourceAccount": Aws.ACCOUNT_ID } },
    }),
  );
  return topic;
};
