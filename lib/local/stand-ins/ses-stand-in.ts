import * as z from "zod";
import { type AccountSetup, emptySetup } from "./account-setup.ts";
import { accepts, type Fault, type FaultSource } from "./fault.ts";
import { answerToFault, type ProviderAnswers } from "./fault-answer.ts";
import type { HttpAnswer, HttpRequest, StandIn } from "./http-server.ts";
import type { EmailContent, EmailEntry, Inbox } from "./inbox.ts";
import { sesSetupAnswer } from "./ses-setup-answers.ts";

/** Recipients, as in SES; a negative day means no limit. */
export interface SendQuota {
  readonly max24HourSend: number;
  readonly maxSendRate: number;
  /** True: what exceeds the quota is refused as SES refuses it. Default: it is only told. */
  readonly enforced?: boolean;
}

/** What `GetAccount` tells of the account besides what was sent, and what `SendEmail` obeys. */
export interface AccountState {
  readonly quota: SendQuota;
  readonly sendingEnabled: boolean;
  readonly enforcementStatus: "HEALTHY" | "PROBATION" | "SHUTDOWN";
  /** False: `GetAccount` answers with a server error. */
  readonly answers: boolean;
}

export interface SesStandInOptions {
  readonly clock: { now(): number };
  readonly inbox: Inbox;
  readonly faults: FaultSource<EmailContent>;
  /** As it is at the moment of the call. */
  readonly account: () => AccountState;
  readonly onAccepted: (entry: EmailEntry) => void;
  /** What was set up in the account; default: nothing. */
  readonly setup?: () => AccountSetup;
}

const dayMs = 86_400_000;
const secondMs = 1_000;
const data = z.object({ Data: z.string() });
const tag = z.object({ Name: z.string(), Value: z.string() });
const tagText = /^[A-Za-z0-9_-]{1,256}$/;

/** The part of the `SendEmail` request that is used here. */
const sendEmailRequest = z.object({
  FromEmailAddress: z.string().min(1),
  ReplyToAddresses: z.array(z.string()).default([]),
  Destination: z.object({ ToAddresses: z.array(z.string()).min(1).max(50) }),
  ConfigurationSetName: z.string().optional(),
  EmailTags: z
    .array(tag)
    .refine((tags) => tags.every(({ Name, Value }) => tagText.test(Name) && tagText.test(Value)), "invalid tag")
    .default([]),
  Content: z.object({
    Simple: z.object({
      Subject: data,
      Body: z.object({ Html: data.optional(), Text: data.optional() }),
      Headers: z
        .array(tag)
        .refine((headers) => headers.every(({ Value }) => !/[\r\n]/.test(Value)), "invalid header")
        .default([]),
    }),
  }),
});

const byName = (pairs: readonly z.infer<typeof tag>[]): Readonly<Record<string, string>> =>
  Object.fromEntries(pairs.map(({ Name, Value }) => [Name, Value]));

const contentOf = (request: z.infer<typeof sendEmailRequest>): EmailContent => {
  const { Subject, Body, Headers } = request.Content.Simple;
  return {
    channel: "email",
    from: request.FromEmailAddress,
    replyTo: request.ReplyToAddresses,
    to: request.Destination.ToAddresses,
    subject: Subject.Data,
    html: Body.Html?.Data ?? "",
    text: Body.Text?.Data ?? "",
    headers: byName(Headers),
    tags: byName(request.EmailTags),
    ...(request.ConfigurationSetName === undefined ? {} : { configurationSet: request.ConfigurationSetName }),
  };
};

const answer = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): HttpAnswer => ({
  kind: "answer",
  status,
  headers: { "content-type": "application/json", ...headers },
  body: JSON.stringify(body),
});

const refusal = (status: number, type: string, message: string): HttpAnswer =>
  answer(status, { message }, { "x-amzn-errortype": type });

const rejected = refusal(400, "MessageRejected", "Email address is not verified.");

const answers: ProviderAnswers = {
  accepted: (providerId) => answer(200, { MessageId: providerId }),
  throttledByRate: refusal(429, "TooManyRequestsException", "Maximum sending rate exceeded."),
  throttledByQuota: refusal(429, "TooManyRequestsException", "Daily message quota exceeded."),
  rejected,
  // SES has no such answer.
  optedOut: rejected,
  suspended: refusal(400, "AccountSuspendedException", "The account is suspended."),
  paused: refusal(400, "SendingPausedException", "Sending is paused."),
  serverError: refusal(500, "InternalServiceErrorException", "Something went wrong."),
};

/** Recipients of emails. The inbox is in the order of arrival, so the latest day is at its end. */
const sentSince = (inbox: Inbox, since: number): number => {
  const entries = inbox.entries();
  let sent = 0;
  for (let index = entries.length - 1; index >= 0; index -= 1) {
    const entry = entries[index];
    if (entry === undefined || entry.receivedAt <= since) break;
    if (entry.channel === "email") sent += entry.to.length;
  }
  return sent;
};

const account = ({ account: state, inbox, clock, setup = () => emptySetup }: SesStandInOptions): HttpAnswer => {
  const { quota, sendingEnabled, enforcementStatus, answers: isAnswering } = state();
  if (!isAnswering) return answers.serverError;
  return answer(200, {
    SendingEnabled: sendingEnabled,
    ProductionAccessEnabled: setup().productionAccess,
    SuppressionAttributes: { SuppressedReasons: setup().suppressedReasons },
    EnforcementStatus: enforcementStatus,
    SendQuota: {
      Max24HourSend: quota.max24HourSend,
      MaxSendRate: quota.maxSendRate,
      SentLast24Hours: sentSince(inbox, clock.now() - dayMs),
    },
  });
};

/** What the account's own state refuses; a fault that a test scripted comes first. */
const standing = ({ account: state, inbox, clock }: SesStandInOptions, recipients: number): Fault => {
  const { quota, sendingEnabled, enforcementStatus } = state();
  if (enforcementStatus === "SHUTDOWN") return "suspend";
  if (!sendingEnabled) return "paused";
  if (quota.enforced !== true) return "accept";
  const isOver = (max: number, spanMs: number): boolean => sentSince(inbox, clock.now() - spanMs) + recipients > max;
  if (quota.max24HourSend >= 0 && isOver(quota.max24HourSend, dayMs)) return "throttle-quota";
  return isOver(quota.maxSendRate, secondMs) ? "throttle-rate" : "accept";
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const sendEmail = (options: SesStandInOptions, body: string): HttpAnswer => {
  const parsed = sendEmailRequest.safeParse(parseJson(body));
  if (!parsed.success) return refusal(400, "BadRequestException", z.prettifyError(parsed.error));

  const content = contentOf(parsed.data);
  const scripted = options.faults.next(content);
  const fault = accepts(scripted) ? refusedOr(scripted, standing(options, content.to.length)) : scripted;
  const providerId = options.inbox.nextId("email");
  if (accepts(fault)) accept(options, content, providerId, fault);
  return answerToFault(answers, fault, providerId);
};

const refusedOr = (scripted: Fault, state: Fault): Fault => (state === "accept" ? scripted : state);

/** On the record first, answered afterwards: what was accepted stays accepted whatever happens next. */
const accept = (options: SesStandInOptions, content: EmailContent, providerId: string, fault: Fault): void => {
  const repeats = fault === "repeat-event" ? { repeatsEvents: true as const } : {};
  const entry: EmailEntry = { providerId, receivedAt: options.clock.now(), ...repeats, ...content };
  // Its events wait for their turn, and thousands of bodies would wait with them.
  options.onAccepted(options.inbox.add(entry));
};

const handle = (options: SesStandInOptions, request: HttpRequest): HttpAnswer => {
  const path = request.path.split("?")[0] ?? "";
  const route = `${request.method} ${path}`;
  if (route === "POST /v2/email/outbound-emails") return sendEmail(options, request.body);
  if (route === "GET /v2/email/account") return account(options);
  const found = request.method === "GET" ? sesSetupAnswer(options.setup?.() ?? emptySetup, path) : undefined;
  return found === undefined
    ? refusal(404, "NotFoundException", `The stand-in does not know ${route}.`)
    : answer(200, found);
};

/** Speaks enough of SES v2 for the real client: `SendEmail` to simple content, and what tells of the account. */
export const createSesStandIn =
  (options: SesStandInOptions): StandIn =>
  (request) =>
    handle(options, request);
