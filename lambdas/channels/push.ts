import {
  type MessageAttributeValue,
  PublishCommand,
  type PublishCommandInput,
  type SNSClient,
} from "@aws-sdk/client-sns";
import type { Outcome } from "../domain/message.ts";
import type { Clock } from "../shared/clock.ts";
import type { ChannelSender, OutgoingMessage, OutgoingPush } from "./channel-sender.ts";
import { classifyPushFailure, endpointGone } from "./classify-push.ts";
import { patient } from "./patient-sender.ts";

/** The name by which SNS knows the service behind an endpoint, as its ARN tells: `…:endpoint/APNS_SANDBOX/my-app/…`. */
const serviceOf = (endpoint: string): "APNS" | "APNS_SANDBOX" | "GCM" | undefined =>
  (["APNS", "APNS_SANDBOX", "GCM"] as const).find((service) => endpoint.includes(`:endpoint/${service}/`));

/** Seconds that the push service may try to reach the device: not past the deadline. Four weeks is what both take. */
const ttlSecondsMax = 28 * 24 * 3600;
const secondsToLive = ({ sendBy }: OutgoingPush, now: number): number =>
  Math.min(ttlSecondsMax, Math.max(0, Math.floor((sendBy - now) / 1000)));

/** What the app is handed beside the words: the key to report an opening by, and where a tap leads. Text only, as FCM wants. */
const dataOf = ({ messageKey, campaignId, link, preferencesUrl }: OutgoingPush): Readonly<Record<string, string>> => ({
  messageKey,
  campaignId,
  preferencesUrl,
  ...(link !== undefined && { link }),
});

const payloadOf = (push: OutgoingPush, service: string, ttl: number): unknown => {
  const { title, body } = push;
  const data = dataOf(push);
  if (service !== "GCM") return { aps: { alert: { title, body }, sound: "default" }, ...data };
  return { fcmV1Message: { message: { notification: { title, body }, data, android: { ttl: `${ttl}s` } } } };
};

const text = (value: string): MessageAttributeValue => ({ DataType: "String", StringValue: value });

/** SNS calls the service GCM in payloads and FCM in attributes. */
const attributesOf = (service: string, ttl: number): Record<string, MessageAttributeValue> =>
  service === "GCM"
    ? { "AWS.SNS.MOBILE.FCM.TTL": text(String(ttl)) }
    : {
        [`AWS.SNS.MOBILE.${service}.TTL`]: text(String(ttl)),
        "AWS.SNS.MOBILE.APNS.PUSH_TYPE": text("alert"),
      };

const requestOf = (push: OutgoingPush, now: number): PublishCommandInput | undefined => {
  const service = serviceOf(push.to);
  if (service === undefined) return undefined;
  const ttl = secondsToLive(push, now);
  const message = { default: push.body, [service]: JSON.stringify(payloadOf(push, service, ttl)) };
  return {
    TargetArn: push.to,
    MessageStructure: "json",
    Message: JSON.stringify(message),
    MessageAttributes: attributesOf(service, ttl),
  };
};

/** One call for one device. */
const publish = async (client: SNSClient, push: OutgoingPush, now: number): Promise<Outcome> => {
  const request = requestOf(push, now);
  if (request === undefined) return { kind: "rejected", reason: endpointGone };
  try {
    const answer = await client.send(new PublishCommand(request));
    return answer.MessageId
      ? { kind: "accepted", providerId: answer.MessageId }
      : { kind: "unknown", reason: "no-message-id" };
  } catch (error) {
    return classifyPushFailure(error);
  }
};

export interface PushTools {
  readonly sns: () => SNSClient;
  readonly clock: Clock;
  /** Told of each device that is gone, before the next one is tried. It does not throw. */
  readonly onGone: (q: { readonly customerId: string; readonly endpoint: string }) => Promise<void>;
}

/**
 * A message goes to one device: the newest that still takes it. "This endpoint is disabled" proves that nothing was
 * accepted, so the next device may be tried; any other answer, or none, ends the attempt.
 */
export const createPushSender = ({ sns, clock, onGone }: PushTools): ChannelSender => {
  // Patience belongs to one device: around all of them it would call again those that are gone.
  const toOne = patient(createDeviceSender(sns, clock), clock);
  return {
    send: async (message: OutgoingMessage, isStillClear = () => true) => {
      if (message.channel !== "push") return { kind: "rejected", reason: "wrong-channel" };
      let outcome: Outcome = { kind: "rejected", reason: endpointGone };
      for (const [index, endpoint] of [message.to, ...message.others].entries()) {
        if (index > 0 && !isStillClear()) return { kind: "throttled", scope: "rate", reason: "not-now" };
        outcome = await toOne.send({ ...message, to: endpoint }, isStillClear);
        if (outcome.kind !== "rejected" || outcome.reason !== endpointGone) return outcome;
        await onGone({ customerId: message.customerId, endpoint });
      }
      return outcome;
    },
  };
};

const createDeviceSender = (sns: () => SNSClient, clock: Clock): ChannelSender => ({
  send: async (message) =>
    message.channel === "push" ? publish(sns(), message, clock.now()) : { kind: "rejected", reason: "wrong-channel" },
});
