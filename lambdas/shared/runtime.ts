import type { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import type { PinpointSMSVoiceV2Client } from "@aws-sdk/client-pinpoint-sms-voice-v2";
import type { SESv2Client } from "@aws-sdk/client-sesv2";
import type { SNSClient } from "@aws-sdk/client-sns";
import type { SQSClient } from "@aws-sdk/client-sqs";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { CapacityMeter } from "./capacity.ts";
import { createDynamo, type Senders, senders } from "./clients.ts";
import { type Clock, systemClock } from "./clock.ts";
import { type Environment, environmentFrom } from "./environment.ts";
import { RekindleError } from "./errors.ts";
import { createLogger, type Logger } from "./logger.ts";
import { createMetrics, type Metrics } from "./metrics.ts";

/** Everything outside the rules that a handler or a store touches. */
export interface Runtime {
  readonly environment: Environment;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly dynamo: DynamoDBDocumentClient;
  /** Made at the first call. In Lambda only who was built with it has it (`send`, and `tick` to ask SES for its quotas): elsewhere a call throws. */
  readonly ses: () => SESv2Client;
  readonly sns: () => SNSClient;
  /** Only in the sender that submits texts through End User Messaging. */
  readonly endUserMessaging: () => PinpointSMSVoiceV2Client;
  /** Only in `api`, which invites people. */
  readonly cognito: () => CognitoIdentityProviderClient;
  /** Only in those who announce what happened. */
  readonly sqs: () => SQSClient;
}

export interface RuntimeOverrides extends Partial<Runtime> {
  /** Told of the capacity units of every table call. Ignored when `dynamo` is given. */
  readonly capacity?: CapacityMeter;
}

const once = <Value>(make: () => Value): (() => Value) => {
  let made: { readonly value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
};

const noSender = (): never => {
  throw new RekindleError("sender-missing", "This function was built without the clients of the providers.");
};

const noSenders: Senders = { ses: noSender };

/** Reads nothing but the variables it is given, so several runtimes can live in one process. */
export const createRuntime = (
  variables: Readonly<Record<string, string | undefined>>,
  overrides: RuntimeOverrides = {},
): Runtime => buildRuntime(variables, senders, overrides);

/** The runtime of a deployed function. Without senders their code stays out of its bundle. */
export const createFunctionRuntime = (
  variables: Readonly<Record<string, string | undefined>>,
  given: Partial<Senders> | undefined,
): Runtime => buildRuntime(variables, { ...noSenders, ...given }, {});

const buildRuntime = (
  variables: Readonly<Record<string, string | undefined>>,
  given: Senders,
  overrides: RuntimeOverrides,
): Runtime => {
  const environment = overrides.environment ?? environmentFrom(variables);
  return {
    environment,
    clock: overrides.clock ?? systemClock,
    logger: overrides.logger ?? createLogger(environment),
    metrics: overrides.metrics ?? createMetrics(environment),
    dynamo: overrides.dynamo ?? createDynamo(environment, overrides.capacity),
    ses: overrides.ses ?? once(() => given.ses(environment)),
    sns: overrides.sns ?? once(() => (given.sns ?? noSender)(environment)),
    endUserMessaging: overrides.endUserMessaging ?? once(() => (given.endUserMessaging ?? noSender)(environment)),
    sqs: overrides.sqs ?? once(() => (given.sqs ?? noSender)(environment)),
    cognito: overrides.cognito ?? once(() => (given.cognito ?? noSender)(environment)),
  };
};
