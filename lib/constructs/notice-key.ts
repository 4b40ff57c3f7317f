import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Key } from "aws-cdk-lib/aws-kms";
import { Aws, RemovalPolicy } from "aws-cdk-lib/core";
import type { Construct } from "constructs";

/**
 * The key of the SNS topics. SES events and replies carry addresses, so they are encrypted; the services cannot publish to
 * a topic under the key AWS manages, so the key is our own. Nothing is stored under it for longer than a queue keeps it.
 */
export const createNoticeKey = (scope: Construct): Key => {
  const key = new Key(scope, "NoticeKey", {
    description: "Encrypts provider events and alarms on their way through SNS.",
    enableKeyRotation: true,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  for (const service of ["ses.amazonaws.com", "cloudwatch.amazonaws.com", "sms-voice.amazonaws.com"])
    allowPublisher(key, service);
  return key;
};

const allowPublisher = (key: Key, service: string): void => {
  key.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal(service)],
      actions: ["kms:Decrypt", "kms:GenerateDataKey"],
      resources: ["*"],
      conditions: { StringEquals: { "aws:SourceAccount": Aws.ACCOUNT_ID } },
    }),
  );
};
