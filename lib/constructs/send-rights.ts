import type { IUserPool } from "aws-cdk-lib/aws-cognito";
import type { NodejsFunction } from "aws-cdk-lib/aws-lambda-nodejs";
import type { ConfigurationSet } from "aws-cdk-lib/aws-ses";
import { ArnFormat, Stack } from "aws-cdk-lib/core";
import type { DeploySettings, PushApplications } from "../settings.ts";
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
  // Where texts go through SNS, the line above covers devices too.
  const endpoints = endpointsOf(settings);
  if (texts !== undefined && endpoints.length > 0) {
    allow(send, "sns:Publish", endpoints);
    acknowledgeDevices(send, endpoints);
  }
};

/** Every device behind the platform applications: their ARNs differ from the application's in two places. */
const endpointsOf = ({ pushApplications = {} }: DeploySettings): readonly string[] =>
  applicationsOf(pushApplications).map((arn) => `${arn.replace(":app/", ":endpoint/")}/*`);

const applicationsOf = ({ apns, fcm }: PushApplications): readonly string[] =>
  [apns, fcm].filter((arn) => arn !== undefined);

/** What only the ingest may do: register a device, see whose it was, hand it to the customer who signed in. */
export const grantRegistering = (ingest: NodejsFunction, settings: DeploySettings): void => {
  const applications = applicationsOf(settings.pushApplications ?? {});
  if (applications.length === 0) return;
  const endpoints = endpointsOf(settings);
  allow(ingest, "sns:CreatePlatformEndpoint", applications);
  allow(ingest, "sns:GetEndpointAttributes", endpoints);
  allow(ingest, "sns:SetEndpointAttributes", endpoints);
  acknowledgeDevices(ingest, endpoints);
};

/** What only the api may do: make an account for somebody whom an admin put on the list of people. */
export const grantInviting = (api: NodejsFunction, pool: IUserPool): void =>
  allow(api, "cognito-idp:AdminCreateUser", [pool.userPoolArn]);

/** What only the api may do: have SNS forget the devices of a person who is erased. */
export const grantForgetting = (api: NodejsFunction, settings: DeploySettings): void => {
  const endpoints = endpointsOf(settings);
  if (endpoints.length === 0) return;
  allow(api, "sns:GetEndpointAttributes", endpoints);
  allow(api, "sns:DeleteEndpoint", endpoints);
  acknowledgeDevices(api, endpoints);
};

const acknowledgeDevices = (handler: NodejsFunction, endpoints: readonly string[]): void =>
  acknowledge(
    handler.role ?? handler,
    endpoints.map((endpoint) => `AwsSolutions-IAM5[Resource::${endpoint}]`),
    "A device's endpoint gets its name when the app registers; the wildcard ends within the shop's own platform application.",
  );

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
