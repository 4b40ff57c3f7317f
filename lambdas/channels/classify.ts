import type { Outcome } from "../domain/message.ts";

/** What an SDK error tells, whatever its class. */
interface Failure {
  readonly name: string;
  readonly code: string;
  readonly syscall: string;
  readonly text: string;
  readonly status: number | undefined;
}

/** SNS answers with the bare code where SES has the suffixed name: `OptedOut`, `OptedOutException`. */
const bareName = (name: string): string => name.replace(/Exception$/, "");

const throttles = new Set(["TooManyRequests", "Throttling", "Throttled", "RequestLimitExceeded"]);
const quotas = new Set(["LimitExceeded"]);
/** The texts of SES, which are the same under every name that its surfaces give a throttle. */
const quotaText = /daily (message|sending) quota exceeded/i;
const rateText = /maximum sending rate exceeded/i;

/** Nothing this account sends will be accepted: it is stopped, or its access or set-up is broken. */
const accountStops = new Set([
  "AccountSuspended",
  "AccountSendingPaused",
  "ConfigurationSetSendingPaused",
  "SendingPaused",
  "AccessDenied",
  "AuthorizationError",
  "ExpiredToken",
  "IncompleteSignature",
  "InvalidClientTokenId",
  "InvalidSecurity",
  "InvalidSignature",
  "MissingAuthenticationToken",
  "NotFound",
  "SignatureDoesNotMatch",
  "UnrecognizedClient",
  /** The client found no credentials, so there was no call. */
  "CredentialsProviderError",
]);

const rejections = new Set([
  "MessageRejected",
  "MailFromDomainNotVerified",
  "BadRequest",
  "Validation",
  "ValidationError",
  "InvalidParameter",
  "InvalidParameterValue",
  "ParameterValueInvalid",
  "EndpointDisabled",
  "PlatformApplicationDisabled",
  "OptedOut",
]);

/** The connection was never there, so no byte of the request left. */
const neverConnected = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN"]);
const connectCalls = new Set(["connect", "getaddrinfo"]);

const property = (value: unknown, key: string): unknown =>
  typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

const failureOf = (error: unknown): Failure => {
  const status = property(property(error, "$metadata"), "httpStatusCode");
  return {
    name: bareName(textOf(property(error, "name"))),
    code: textOf(property(error, "code")),
    syscall: textOf(property(error, "syscall")),
    text: textOf(property(error, "message")),
    status: typeof status === "number" ? status : undefined,
  };
};

/** A fixed word for the record. A provider's own text may hold an address, so it is left out. */
const reasonOf = (failure: Failure): string => {
  const given = failure.code === "" || failure.status !== undefined ? failure.name : failure.code;
  return /^[A-Za-z][A-Za-z0-9_]{0,63}$/.test(given) ? given : "unrecognised";
};

const isServerError = (failure: Failure): boolean => failure.status !== undefined && failure.status >= 500;

const throttled = (failure: Failure): Outcome | undefined => {
  if (quotaText.test(failure.text) || quotas.has(failure.name))
    return { kind: "throttled", scope: "quota", reason: reasonOf(failure) };
  const slowDown = rateText.test(failure.text);
  return slowDown || throttles.has(failure.name) || failure.status === 429
    ? { kind: "throttled", scope: "rate", reason: reasonOf(failure) }
    : undefined;
};

const rejected = (failure: Failure): Outcome => {
  const reason = reasonOf(failure);
  if (failure.name === "OptedOut" || /opted.?out/i.test(failure.text))
    return { kind: "rejected", reason, suppress: "stop" };
  /** SNS: `Invalid parameter: PhoneNumber Reason: … is not valid to publish to`. */
  if (failure.name.startsWith("InvalidParameter") && /phone ?number/i.test(failure.text))
    return { kind: "rejected", reason, suppress: "hard-bounce" };
  return { kind: "rejected", reason };
};

const wasNeverConnected = (failure: Failure): boolean =>
  failure.status === undefined && (neverConnected.has(failure.code) || connectCalls.has(failure.syscall));

/**
 * What a failed provider call proves. Only an answer of the provider itself, or a connection that never was, proves that the
 * message was not accepted. A time-out, a lost connection and a server error prove nothing: the provider may have
 * accepted before the answer got lost, and calling that a failure would send twice.
 */
export const classifyFailure = (error: unknown): Outcome => {
  const failure = failureOf(error);
  if (wasNeverConnected(failure)) return { kind: "throttled", scope: "rate", reason: reasonOf(failure) };
  if (isServerError(failure)) return { kind: "unknown", reason: reasonOf(failure) };
  if (accountStops.has(failure.name)) return { kind: "account-stopped", reason: reasonOf(failure) };

  const slowDown = throttled(failure);
  if (slowDown !== undefined) return slowDown;
  if (rejections.has(failure.name)) return rejected(failure);
  return { kind: "unknown", reason: reasonOf(failure) };
};
