import { type AccountSetup, emptySetup } from "./account-setup.ts";
import { accepts, type FaultSource } from "./fault.ts";
import { answerToFault, type ProviderAnswers } from "./fault-answer.ts";
import type { HttpAnswer, HttpRequest, StandIn } from "./http-server.ts";
import type { SmsContent } from "./inbox.ts";
import { type PushStandInOptions, publishPush } from "./push-stand-in.ts";
import { messageAttributesOf, published, refusal, stopped } from "./sns-answer.ts";
import { snsSetupAnswer } from "./sns-setup-answers.ts";

export interface SnsStandInOptions extends PushStandInOptions {
  readonly faults: FaultSource<SmsContent>;
  /** What goes wrong with the calls that register a device. */
  readonly registrationFaults: FaultSource<string>;
  /** What was set up in the account; default: nothing. */
  readonly setup?: () => AccountSetup;
}

const contentOf = (form: URLSearchParams): SmsContent => ({
  channel: "sms",
  to: [form.get("PhoneNumber") ?? ""],
  text: form.get("Message") ?? "",
  attributes: messageAttributesOf(form),
});

const invalidNumber = (): HttpAnswer =>
  refusal(400, "InvalidParameter", "Invalid parameter: PhoneNumber Reason: the number is not valid to publish to");

const answers: ProviderAnswers = {
  accepted: published,
  throttledByRate: refusal(429, "Throttled", "Rate exceeded"),
  throttledByQuota: refusal(429, "Throttled", "Daily message quota exceeded"),
  rejected: invalidNumber(),
  optedOut: refusal(400, "OptedOut", "The phone number is opted out"),
  ...stopped("This account may not publish text messages"),
};

const publish = (options: SnsStandInOptions, form: URLSearchParams): HttpAnswer => {
  const content = contentOf(form);
  if (content.text === "") return refusal(400, "InvalidParameter", "Invalid parameter: Empty message");
  const fault = options.faults.next(content);
  if (!/^\+[1-9]\d{5,14}$/.test(content.to[0] ?? "")) return invalidNumber();

  const providerId = options.inbox.nextId("sms");
  if (accepts(fault)) options.inbox.add({ providerId, receivedAt: options.clock.now(), ...content });
  return answerToFault(answers, fault, providerId);
};

/** A registration that goes wrong has not happened. */
const answerOfEndpoints = (options: SnsStandInOptions, form: URLSearchParams): HttpAnswer | undefined => {
  const fault = options.registrationFaults.next(form.get("Action") ?? "");
  return accepts(fault) ? options.endpoints.answer(form) : answerToFault(answers, fault, "");
};

const handle = (options: SnsStandInOptions, request: HttpRequest): HttpAnswer => {
  const form = new URLSearchParams(request.body);
  const action = request.method === "POST" ? form.get("Action") : null;
  if (action === "Publish") return form.has("TargetArn") ? publishPush(options, form) : publish(options, form);
  const told = snsSetupAnswer(options.setup?.() ?? emptySetup, action);
  if (told !== undefined) return told;
  const answer = action?.includes("Endpoint") ? answerOfEndpoints(options, form) : undefined;
  return answer ?? refusal(400, "InvalidAction", "The stand-in knows numbers, platform endpoints and the account only");
};

/**
 * Speaks enough of the SNS query protocol for the real client: `Publish` to a phone number or a device, and what registers
 * devices. Neither a text nor a push has events.
 */
export const createSnsStandIn =
  (options: SnsStandInOptions): StandIn =>
  (request) =>
    handle(options, request);
