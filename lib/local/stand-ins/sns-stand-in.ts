import { accepts, type Fault, type FaultSource } from "./fault.ts";
import type { HttpAnswer, HttpRequest, StandIn } from "./http-server.ts";
import type { Inbox, SmsContent } from "./inbox.ts";

export interface SnsStandInOptions {
  readonly clock: { now(): number };
  readonly inbox: Inbox;
  readonly faults: FaultSource<SmsContent>;
}

const namespace = "http://sns.amazonaws.com/doc/2010-03-31/";

/** `MessageAttributes.entry.N.Name` and `.Value.StringValue`, N from 1. */
const attributesOf = (form: URLSearchParams): Readonly<Record<string, string>> => {
  const attributes: Record<string, string> = {};
  for (let index = 1; ; index += 1) {
    const name = form.get(`MessageAttributes.entry.${index}.Name`);
    if (name === null) return attributes;
    attributes[name] = form.get(`MessageAttributes.entry.${index}.Value.StringValue`) ?? "";
  }
};

const contentOf = (form: URLSearchParams): SmsContent => ({
  channel: "sms",
  to: [form.get("PhoneNumber") ?? ""],
  text: form.get("Message") ?? "",
  attributes: attributesOf(form),
});

const xml = (status: number, body: string): HttpAnswer => ({
  kind: "answer",
  status,
  headers: { "content-type": "text/xml" },
  body,
});

const refusal = (status: number, code: string, message: string): HttpAnswer => {
  const type = status < 500 ? "Sender" : "Receiver";
  const error = `<Error><Type>${type}</Type><Code>${code}</Code><Message>${message}</Message></Error>`;
  return xml(status, `<ErrorResponse xmlns="${namespace}">${error}<RequestId>stand-in</RequestId></ErrorResponse>`);
};

const published = (providerId: string): HttpAnswer => {
  const result = `<PublishResult><MessageId>${providerId}</MessageId></PublishResult>`;
  const metadata = "<ResponseMetadata><RequestId>stand-in</RequestId></ResponseMetadata>";
  return xml(200, `<PublishResponse xmlns="${namespace}">${result}${metadata}</PublishResponse>`);
};

const invalidNumber = (): HttpAnswer =>
  refusal(400, "InvalidParameter", "Invalid parameter: PhoneNumber Reason: the number is not valid to publish to");

const answerTo = (fault: Fault, providerId: string): HttpAnswer => {
  switch (fault) {
    case "accept":
    case "repeat-event":
      return published(providerId);
    case "throttle-rate":
      return refusal(429, "Throttled", "Rate exceeded");
    case "throttle-quota":
      return refusal(429, "Throttled", "Daily message quota exceeded");
    case "reject":
      return invalidNumber();
    case "opted-out":
      return refusal(400, "OptedOut", "The phone number is opted out");
    case "suspend":
    case "paused":
      return refusal(403, "AuthorizationError", "This account may not publish text messages");
    case "server-error":
    case "server-error-after-accept":
      return refusal(500, "InternalError", "Something went wrong");
    case "hang":
    case "hang-after-accept":
      return { kind: "never" };
    case "drop":
    case "drop-after-accept":
      return { kind: "cut" };
  }
};

const publish = (options: SnsStandInOptions, form: URLSearchParams): HttpAnswer => {
  const content = contentOf(form);
  if (content.text === "") return refusal(400, "InvalidParameter", "Invalid parameter: Empty message");
  const fault = options.faults.next(content);
  if (!/^\+[1-9]\d{5,14}$/.test(content.to[0] ?? "")) return invalidNumber();

  const providerId = options.inbox.nextId("sms");
  if (accepts(fault)) options.inbox.add({ providerId, receivedAt: options.clock.now(), ...content });
  return answerTo(fault, providerId);
};

const handle = (options: SnsStandInOptions, request: HttpRequest): HttpAnswer => {
  const form = new URLSearchParams(request.body);
  if (request.method === "POST" && form.get("Action") === "Publish") return publish(options, form);
  return refusal(400, "InvalidAction", "The stand-in knows Publish to a phone number only");
};

/** Speaks enough of the SNS query protocol for the real client: `Publish` to a phone number. A text has no events. */
export const createSnsStandIn =
  (options: SnsStandInOptions): StandIn =>
  (request) =>
    handle(options, request);
