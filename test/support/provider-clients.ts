import { PinpointSMSVoiceV2Client } from "@aws-sdk/client-pinpoint-sms-voice-v2";
import { SESv2Client } from "@aws-sdk/client-sesv2";
import { SNSClient } from "@aws-sdk/client-sns";
import { createSes, createSns } from "../../lambdas/shared/clients.ts";
import { createEndUserMessaging } from "../../lambdas/shared/end-user-messaging-client.ts";
import { type StandIns, startStandIns } from "../../lib/local/stand-ins/start.ts";

type Endpoints = Pick<StandIns, "sesEndpoint" | "snsEndpoint" | "endUserMessagingEndpoint">;

/** The real clients of the product, pointed at the stand-ins. */
export const providerRuntime = (standIns: Endpoints) => {
  const environment = {
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
    AWS_ENDPOINT_URL_SESV2: standIns.sesEndpoint,
    AWS_ENDPOINT_URL_SNS: standIns.snsEndpoint,
    AWS_ENDPOINT_URL_PINPOINT_SMS_VOICE_V2: standIns.endUserMessagingEndpoint,
  };
  const ses = createSes(environment);
  const sns = createSns(environment);
  const endUserMessaging = createEndUserMessaging(environment);
  return { ses: () => ses, sns: () => sns, endUserMessaging: () => endUserMessaging };
};

const place = (endpoint: string) => ({
  endpoint,
  region: "us-east-1",
  credentials: { accessKeyId: "local", secretAccessKey: "local" },
});

/** Clients that give up soon, for calls that are never answered. */
export const hastyRuntime = (standIns: Endpoints) => {
  // Long enough that a machine which stutters is not taken for a provider that is silent.
  const requestHandler = { requestTimeout: 500, throwOnRequestTimeout: true };
  const ses = new SESv2Client({ ...place(standIns.sesEndpoint), maxAttempts: 1, requestHandler });
  const sns = new SNSClient({ ...place(standIns.snsEndpoint), maxAttempts: 1, requestHandler });
  const texts = { ...place(standIns.endUserMessagingEndpoint), maxAttempts: 1, requestHandler };
  const endUserMessaging = new PinpointSMSVoiceV2Client(texts);
  return { ses: () => ses, sns: () => sns, endUserMessaging: () => endUserMessaging };
};

/** A client as it comes: it retries by itself. */
export const defaultSes = (standIns: Pick<StandIns, "sesEndpoint">): SESv2Client =>
  new SESv2Client(place(standIns.sesEndpoint));

export const noon = Date.parse("2026-03-02T12:00:00.000Z");

/** Stand-ins whose clock stands at noon of 2 March 2026. */
export const noonStandIns = (): Promise<StandIns> => startStandIns({ clock: { now: () => noon } });
