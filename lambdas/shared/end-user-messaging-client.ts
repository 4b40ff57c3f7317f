import { PinpointSMSVoiceV2Client } from "@aws-sdk/client-pinpoint-sms-voice-v2";
import { createSes, createSns, providerOptions, type Senders, type Transport } from "./clients.ts";
import type { Environment } from "./environment.ts";

export const createEndUserMessaging = (environment: Environment, transport?: Transport): PinpointSMSVoiceV2Client =>
  new PinpointSMSVoiceV2Client(providerOptions(environment, "AWS_ENDPOINT_URL_PINPOINT_SMS_VOICE_V2", transport));

/** For the sender that submits texts through End User Messaging; push goes through SNS either way. */
export const endUserMessagingSenders: Senders = {
  ses: createSes,
  sns: createSns,
  endUserMessaging: createEndUserMessaging,
};
