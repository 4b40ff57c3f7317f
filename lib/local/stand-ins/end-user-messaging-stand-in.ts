import * as z from "zod";
import { type AccountSetup, emptySetup } from "./account-setup.ts";
import { accepts, type Fault, type FaultSource } from "./fault.ts";
import { answerToFault, type ProviderAnswers } from "./fault-answer.ts";
import type { HttpAnswer, HttpRequest, StandIn } from "./http-server.ts";
import type { Inbox, SmsContent, SmsEntry } from "./inbox.ts";
import { textSetupAnswer } from "./text-setup-answers.ts";

export interface EndUserMessagingStandInOptions {
  readonly clock: { now(): number };
  readonly inbox: Inbox;
  readonly faults: FaultSource<SmsContent>;
  readonly onAccepted: (entry: SmsEntry) => void;
  /** What was set up in the account; default: nothing. */
  readonly setup?: () => AccountSetup;
}

const service = "PinpointSMSVoiceV2.";
const operation = `${service}SendTextMessage`;

/** The part of the `SendTextMessage` request that is used here, with the service's own limits. */
const sendTextMessage = z.object({
  DestinationPhoneNumber: z.string().regex(/^\+[1-9]\d{5,14}$/),
  OriginationIdentity: z.string().min(1).max(256).optional(),
  MessageBody: z.string().min(1).max(1600),
  MessageType: z.enum(["TRANSACTIONAL", "PROMOTIONAL"]).optional(),
  ConfigurationSetName: z.string().min(1).max(256).optional(),
  MaxPrice: z
    .string()
    .regex(/^\d{0,2}\.\d{1,5}$/)
    .optional(),
  TimeToLive: z.number().int().min(5).max(259_200).optional(),
  Context: z
    .record(z.string().regex(/^\S{1,100}$/), z.string().min(1).max(800))
    .refine((context) => Object.keys(context).length <= 5, "at most 5 entries")
    .optional(),
  DryRun: z.boolean().default(false),
});
type SendTextMessage = z.infer<typeof sendTextMessage>;

const told = ["OriginationIdentity", "MessageType", "ConfigurationSetName", "MaxPrice", "TimeToLive"] as const;

const contentOf = (request: SendTextMessage): SmsContent => ({
  channel: "sms",
  to: [request.DestinationPhoneNumber],
  text: request.MessageBody,
  attributes: Object.fromEntries(
    told.flatMap((name) => (request[name] === undefined ? [] : [[name, String(request[name])]])),
  ),
  context: request.Context ?? {},
});

const answer = (status: number, body: unknown): HttpAnswer => ({
  kind: "answer",
  status,
  headers: { "content-type": "application/x-amz-json-1.0" },
  body: JSON.stringify(body),
});

const refusal = (status: number, type: string, more: object = {}): HttpAnswer =>
  answer(status, { __type: `com.amazonaws.pinpointsmsvoicev2#${type}`, Message: "Said by the stand-in", ...more });

const stopped = refusal(400, "AccessDeniedException", { Reason: "ACCOUNT_DISABLED" });

const answers: ProviderAnswers = {
  accepted: (providerId) => answer(200, { MessageId: providerId }),
  throttledByRate: refusal(400, "ThrottlingException"),
  throttledByQuota: refusal(400, "ServiceQuotaExceededException", { Reason: "MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT" }),
  rejected: refusal(400, "ConflictException", { Reason: "DESTINATION_COUNTRY_BLOCKED_BY_PROTECT_CONFIGURATION" }),
  optedOut: refusal(400, "ConflictException", { Reason: "DESTINATION_PHONE_NUMBER_OPTED_OUT" }),
  suspended: stopped,
  paused: stopped,
  serverError: refusal(500, "InternalServerException"),
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** On the record first, answered afterwards: what was accepted stays accepted whatever happens next. */
const accept = (
  options: EndUserMessagingStandInOptions,
  content: SmsContent,
  { providerId, fault }: { readonly providerId: string; readonly fault: Fault },
): void => {
  const repeats = fault === "repeat-event" ? { repeatsEvents: true as const } : {};
  const entry: SmsEntry = { providerId, receivedAt: options.clock.now(), ...repeats, ...content };
  options.inbox.add(entry);
  options.onAccepted(entry);
};

const send = (options: EndUserMessagingStandInOptions, body: string): HttpAnswer => {
  const parsed = sendTextMessage.safeParse(parseJson(body));
  if (!parsed.success) {
    const fields = parsed.error.issues.map(({ path, message }) => ({ Name: String(path[0] ?? ""), Message: message }));
    return refusal(400, "ValidationException", { Reason: "FIELD_VALIDATION_FAILED", Fields: fields });
  }
  const content = contentOf(parsed.data);
  const fault = options.faults.next(content);
  const providerId = options.inbox.nextId("sms");
  if (accepts(fault) && !parsed.data.DryRun) accept(options, content, { providerId, fault });
  return answerToFault(answers, fault, providerId);
};

const handle = (options: EndUserMessagingStandInOptions, request: HttpRequest): HttpAnswer => {
  if (request.method === "POST" && request.headers["x-amz-target"] === operation) return send(options, request.body);
  const target = String(request.headers["x-amz-target"] ?? "").replace(service, "");
  const told = textSetupAnswer(options.setup?.() ?? emptySetup, target, request.body);
  if (told === "missing") return refusal(400, "ResourceNotFoundException", { ResourceType: "unknown" });
  if (told !== undefined) return answer(200, told);
  return refusal(400, "ValidationException", { Reason: "UNKNOWN_OPERATION" });
};

/** Speaks enough of AWS JSON 1.0 for the real client of End User Messaging: `SendTextMessage`, and what tells of the account. */
export const createEndUserMessagingStandIn =
  (options: EndUserMessagingStandInOptions): StandIn =>
  (request) =>
    handle(options, request);
