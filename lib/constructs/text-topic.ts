import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { Key } from "aws-cdk-lib/aws-kms";
import { Topic } from "aws-cdk-lib/aws-sns";
import { Aws } from "aws-cdk-lib/core";
import type { Construct } from "constructs";

/** A topic that End User Messaging, on behalf of this account, may publish to. */
export const createTextTopic = (scope: Construct, id: string, key: Key): Topic => {
  const topic = new Topic(scope, id, { masterKey: key, enforceSSL: true });
  // Not grantPublish: it would repeat the key's own statement for the publisher, with a wildcard.
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
