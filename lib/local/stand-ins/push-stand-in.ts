import * as z from "zod";
import { accepts, type FaultSource } from "./fault.ts";
import { answerToFault, type ProviderAnswers } from "./fault-answer.ts";
import type { HttpAnswer } from "./http-server.ts";
import type { Inbox, PushContent } from "./inbox.ts";
import type { PlatformEndpoints } from "./platform-endpoints.ts";
import { messageAttributesOf, published, refusal, stopped } from "./sns-answer.ts";

export interface PushStandInOptions {
  readonly clock: { now(): number };
  readonly inbox: Inbox;
  readonly endpoints: PlatformEndpoints;
  readonly pushFaults: FaultSource<PushContent>;
}

const words = z.object({ title: z.string(), body: z.string().min(1) });
const text = z.record(z.string(), z.string());

/** FCM by its HTTP v1 API: every value of the data is text. */
const fcm = z
  .object({
    fcmV1Message: z.object({
      message: z.object({ notification: words, data: text, android: z.object({ ttl: z.string().regex(/^\d+s$/) }) }),
    }),
  })
  .transform(({ fcmV1Message: { message } }) => ({ ...message.notification, data: message.data }));

/** APNs: what the app is handed stands beside `aps`. */
const apns = z
  .object({ aps: z.object({ alert: words }) })
  .catchall(z.unknown())
  .transform(({ aps, ...data }) => ({ ...aps.alert, data }))
  .pipe(words.extend({ data: text }));

/** Bytes that the services take at most. */
const payloadBytesMax = 4096;

const parseJson = (json: string): unknown => {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
};

/** The part of the message that SNS hands to this device's service; undefined when the service would refuse it. */
const payloadOf = (form: URLSearchParams, arn: string) => {
  const service = /:endpoint\/([A-Z_]+)\//.exec(arn)?.[1] ?? "";
  const message = text.safeParse(parseJson(form.get("Message") ?? "")).data;
  const json = message?.[service];
  if (form.get("MessageStructure") !== "json" || message?.default === undefined || json === undefined) return undefined;
  if (Buffer.byteLength(json) > payloadBytesMax) return undefined;
  return (service === "GCM" ? fcm : apns).safeParse(parseJson(json)).data;
};

const throttled = refusal(429, "Throttled", "Rate exceeded");

const answers: ProviderAnswers = {
  accepted: published,
  throttledByRate: throttled,
  throttledByQuota: throttled,
  rejected: refusal(400, "InvalidParameter", "Invalid parameter: Message Reason: the service refuses it"),
  optedOut: refusal(400, "PlatformApplicationDisabled", "Platform application is disabled"),
  ...stopped("This account may not publish"),
};

/** `Publish` with a `TargetArn`. A call counts, and uses up a fault, whatever becomes of it. */
export const publishPush = (options: PushStandInOptions, form: URLSearchParams): HttpAnswer => {
  const arn = form.get("TargetArn") ?? "";
  const payload = payloadOf(form, arn);
  const { title = "", body = "", data = {} } = payload ?? {};
  const content = { channel: "push", to: [arn], title, body, data, attributes: messageAttributesOf(form) } as const;
  const fault = options.pushFaults.next(content);
  const endpoint = options.endpoints.find(arn);
  if (endpoint === undefined) {
    const reason = "TargetArn Reason: No endpoint found for the target arn specified";
    return refusal(400, "InvalidParameter", `Invalid parameter: ${reason}`);
  }
  if (!endpoint.enabled) return refusal(400, "EndpointDisabled", "Endpoint is disabled");
  if (payload === undefined) return refusal(400, "InvalidParameter", "Invalid parameter: Message structure");

  const providerId = options.inbox.nextId("push");
  if (accepts(fault)) options.inbox.add({ providerId, receivedAt: options.clock.now(), ...content });
  return answerToFault(answers, fault, providerId);
};
