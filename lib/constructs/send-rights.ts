import type { NodejsFunction } from "aws-cdk-lib/aws-lambda-nodejs";
import type { ConfigurationSet } from "aws-cdk-lib/aws-ses";
import { ArnFormat, Stack } from "aws-cdk-lib/core";
import type { DeploySettings } from "../settings.ts";
import { acknowledge } from "./acknowledge.ts";
import { allow } from "./handler-function.ts";
import type { Texts } from "./text-feedback.ts";

/** What only the sender may do: submit an email through this configuration set, and texts the way the shop chose. */
export const grantSending = (
  send: NodejsFunction,
  set: ConfigurationSet,
  texts: Texts | undefined,
  settings: DeploySettings,
): void => {
  grantEmail(send, set, settings);
  if (texts !== undefined) allow(send, "sms-voice:SendTextMessage", [texts.originationArn, texts.configurationSetArn]);
  // A phone number is no resource. Naming topics here instead would allow what the sender never does.
  else allow(send, "sns:Publish", ["*"], undefined);
};

const grantEmail = (send: NodejsFunction, set: ConfigurationSet, { emailIdentity }: DeploySettings): void => {
  const stack = Stack.of(send);
  const sesArn = (resource: string, resourceName: string) =>
    stack.formatArn({ service: "ses", resource, resourceName, arnFormat: ArnFormat.SLASH_RESOURCE_NAME });
  allow(
    send,
    "ses:SendEmail",
    [sesArn("identity", emailIdentity ?? "*"), sesArn("configuration-set", set.configurationSetName)],
    emailIdentity === undefined ? undefined : { StringLike: { "ses:FromAddress": senderPattern(emailIdentity) } },
  );
  if (emailIdentity === undefined) acknowledgeAnyIdentity(send);
};

/** The tick asks SES for its quotas; the action knows no resource. */
export const grantAskingAccount = (tick: NodejsFunction): void => allow(tick, "ses:GetAccount", ["*"]);

const senderPattern = (emailIdentity: string): string =>
  emailIdentity.includes("@") ? emailIdentity : `*@${emailIdentity}`;

const acknowledgeAnyIdentity = (send: NodejsFunction): void => {
  const finding = "AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ses:<AWS::Region>:<AWS::AccountId>:identity/*]";
  acknowledge(
    send.role ?? send,
    [finding],
    "The shop chooses its sender in the settings it can change at any time; the deploy setting emailIdentity narrows this to one identity.",
  );
};
