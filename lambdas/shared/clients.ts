import type { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { DynamoDBClient, type DynamoDBClientConfig } from "@aws-sdk/client-dynamodb";
import type { PinpointSMSVoiceV2Client } from "@aws-sdk/client-pinpoint-sms-voice-v2";
import { SESv2Client, type SESv2ClientConfig } from "@aws-sdk/client-sesv2";
import { SNSClient, type SNSClientConfig } from "@aws-sdk/client-sns";
import type { SQSClient } from "@aws-sdk/client-sqs";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { type CapacityMeter, meterCapacity } from "./capacity.ts";
import { type Environment, optional, type VariableName } from "./environment.ts";

/** Milliseconds. */
export interface Timeouts {
  readonly connectionTimeout: number;
  readonly requestTimeout: number;
}

/** Connections kept open to one service; as many calls as a handler makes at once. */
const connectionsMax = 50;

/** A provider call that takes longer than this is in doubt; it must end well before the lease of a submission. */
const providerTimeouts: Timeouts = { connectionTimeout: 2_000, requestTimeout: 5_000 };
/** The time until a connection includes the wait for a free one, so a burst of calls must fit into it. */
const tableTimeouts: Timeouts = { connectionTimeout: 5_000, requestTimeout: 10_000 };

/** Retries are pinned: the defaults of the SDK change with its releases. */
const dynamoAttempts = 4;
/** No send call takes an idempotency token, so a retry of our own making could send twice. */
const providerAttempts = 1;

const handlerOptions = (timeouts: Timeouts, keepAlive: boolean) => ({
  ...timeouts,
  // Without it a time-out is only a warning, and the call goes on.
  throwOnRequestTimeout: true,
  httpAgent: { keepAlive, maxSockets: connectionsMax },
  httpsAgent: { keepAlive, maxSockets: connectionsMax },
});

/**
 * A kept connection that the other side has closed meanwhile (a frozen function cannot notice) breaks only after the
 * message was written to it: nobody knows whether it was accepted. A handshake per message is cheaper than that doubt.
 */
const providerKeepsAlive = false;

/** Absent values are left to the SDK's own search (profile, container role). */
export const placeOf = (environment: Environment, endpointName: VariableName) => {
  const endpoint = optional(environment, endpointName);
  const region = optional(environment, "AWS_REGION");
  const accessKeyId = optional(environment, "AWS_ACCESS_KEY_ID");
  const secretAccessKey = optional(environment, "AWS_SECRET_ACCESS_KEY");
  const sessionToken = optional(environment, "AWS_SESSION_TOKEN");
  return {
    ...(endpoint !== undefined && { endpoint }),
    ...(region !== undefined && { region }),
    ...(accessKeyId !== undefined &&
      secretAccessKey !== undefined && {
        credentials: { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) },
      }),
  };
};

/**
 * The SDK builds a log entry of every call, input and output included, even when its logger drops it. A logger that has no
 * `info` spares that; its warnings and errors reach us as thrown errors anyway.
 */
const noLogger = { trace: undefined, debug: undefined, info: undefined, warn: undefined, error: undefined };
export const quiet = {
  logger: noLogger as unknown as NonNullable<DynamoDBClientConfig["logger"]>,
} as const;

export const createDynamo = (environment: Environment, capacity?: CapacityMeter): DynamoDBDocumentClient => {
  const client = new DynamoDBClient({
    ...placeOf(environment, "AWS_ENDPOINT_URL_DYNAMODB"),
    ...quiet,
    maxAttempts: dynamoAttempts,
    retryMode: "standard",
    requestHandler: handlerOptions(tableTimeouts, true),
  });
  if (capacity !== undefined) meterCapacity(client, capacity);
  return DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
};

/** What carries a client's requests; the SDK asks for more than a client uses. */
export interface RequestHandler {
  handle(request: {
    readonly method: string;
    readonly path: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: unknown;
  }): Promise<{
    readonly response: {
      readonly statusCode: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: Uint8Array;
    };
  }>;
}

/** How a provider is reached: over the network within these times, or by a handler of one's own. */
export type Transport = Timeouts | RequestHandler;

const transportOf = (transport: Transport) =>
  "handle" in transport
    ? (transport as unknown as NonNullable<SESv2ClientConfig["requestHandler"]> &
        NonNullable<SNSClientConfig["requestHandler"]>)
    : handlerOptions(transport, providerKeepsAlive);

/** How the client of a provider is built, whichever it is: one attempt, a pinned time-out, a fresh connection. */
export const providerOptions = (
  environment: Environment,
  endpointName: VariableName,
  transport: Transport = providerTimeouts,
) => ({
  ...placeOf(environment, endpointName),
  ...quiet,
  maxAttempts: providerAttempts,
  retryMode: "standard",
  requestHandler: transportOf(transport),
});

export const createSes = (environment: Environment, transport?: Transport): SESv2Client =>
  new SESv2Client(providerOptions(environment, "AWS_ENDPOINT_URL_SESV2", transport));

export const createSns = (environment: Environment, transport?: Transport): SNSClient =>
  new SNSClient(providerOptions(environment, "AWS_ENDPOINT_URL_SNS", transport));

/** How the clients of the providers are made. Their code is large, so only a function that sends has it in its bundle. */
export interface Senders {
  ses(environment: Environment): SESv2Client;
  sns?(environment: Environment): SNSClient;
  endUserMessaging?(environment: Environment): PinpointSMSVoiceV2Client;
  cognito?(environment: Environment): CognitoIdentityProviderClient;
  sqs?(environment: Environment): SQSClient;
}

export const senders: Senders = { ses: createSes, sns: createSns };
