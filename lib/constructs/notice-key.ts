import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Key } from "aws-cdk-lib/aws-kms";
import { Aws, RemovalPolicy } from "aws-cdk-lib/core";
import type { Construct } from "constructs";
import type { DeploySettings } from "../settings.ts";

/**
 * The key of the SNS topics. SES events carry addresses, so the topic is encrypted; SES and CloudWatch cannot publish to
 * a topic under the key AWS manages, so the key is our own. Nothing is stored under it for longer than a queue keeps it.
 */
export const createNoticeKey = (scope: Construct, { smsThrough }: Pick<DeploySettings, "smsThrough">): Key => {
  const key = new Key(scope, "NoticeKey", {
    description: "Encrypts provider events and alarms on their way through SNS.",
    enableKeyRotation: true,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const texts = smsThrough === "end-user-messaging" ? ["sms-voice.amazonaws.com"] : [];
  for (const service of ["ses.amazonaws.com", "cloudwatch.amazonaws.com", ...texts]) allowPublisher(key, service);
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
