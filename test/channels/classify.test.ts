import { describe, expect, it } from "vitest";
import { classifyFailure } from "../../lambdas/channels/classify.ts";

interface Thrown {
  readonly name: string;
  readonly message?: string;
  readonly status?: number;
  readonly code?: string;
  readonly syscall?: string;
}

const thrown = ({ name, message = "", status, ...rest }: Thrown): Error =>
  Object.assign(new Error(message), { name, ...rest, ...(status && { $metadata: { httpStatusCode: status } }) });

const rate = "Maximum sending rate exceeded.";
const quota = "Daily message quota exceeded.";

describe("classifyFailure", () => {
  it.each([
    { name: "TooManyRequestsException", message: rate, status: 429 },
    { name: "ThrottlingException", message: rate, status: 400 },
    { name: "Throttling", message: rate, status: 400 },
    { name: "ThrottledException", message: "Rate exceeded", status: 429 },
    { name: "NeverHeardOf", message: rate, status: 400 },
    { name: "NeverHeardOf", status: 429 },
  ])("takes $name ($status) as a rate to slow down for", (error) => {
    const outcome = classifyFailure(thrown(error));

    expect(outcome).toMatchObject({ kind: "throttled", scope: "rate" });
  });

  it.each([
    { name: "TooManyRequestsException", message: quota, status: 429 },
    { name: "ThrottlingException", message: quota, status: 400 },
    { name: "Throttling", message: quota, status: 400 },
    { name: "LimitExceededException", status: 400 },
  ])("takes $name ($message) as a quota that needs hours", (error) => {
    const outcome = classifyFailure(thrown(error));

    expect(outcome).toMatchObject({ kind: "throttled", scope: "quota" });
  });

  /** facts: v2 answers 429 under one name, v1 and the documentation 400 under others; the text tells the two apart. */
  const surfaces = [
    { name: "TooManyRequestsException", status: 429 },
    { name: "ThrottlingException", status: 400 },
    { name: "Throttling", status: 400 },
  ];
  const texts = [
    { message: "Maximum sending rate exceeded.", scope: "rate" },
    { message: "Maximum sending rate exceeded", scope: "rate" },
    { message: "Throttling failure: maximum sending rate exceeded.", scope: "rate" },
    { message: "Rate exceeded", scope: "rate" },
    { message: "", scope: "rate" },
    { message: "Daily message quota exceeded.", scope: "quota" },
    { message: "Daily message quota exceeded", scope: "quota" },
    { message: "Throttling failure: Daily sending quota exceeded.", scope: "quota" },
  ];
  it.each(surfaces.flatMap((surface) => texts.map((text) => ({ ...surface, ...text }))))(
    "takes $name $status with '$message' as a throttle of the $scope",
    ({ scope, ...error }) => {
      expect(classifyFailure(thrown(error))).toMatchObject({ kind: "throttled", scope });
    },
  );

  it.each([
    { name: "AccountSuspendedException", status: 400 },
    { name: "SendingPausedException", status: 400 },
    { name: "AccountSendingPausedException", status: 400 },
    { name: "ConfigurationSetSendingPausedException", status: 400 },
    { name: "AccessDeniedException", status: 403 },
    { name: "AuthorizationErrorException", status: 403 },
    { name: "ExpiredTokenException", status: 403 },
    { name: "NotFoundException", message: "Configuration set does not exist", status: 404 },
    { name: "CredentialsProviderError" },
  ])("stops everybody on $name", (error) => {
    const outcome = classifyFailure(thrown(error));

    expect(outcome.kind).toBe("account-stopped");
  });

  it.each([
    { name: "MessageRejected", status: 400 },
    { name: "MailFromDomainNotVerifiedException", status: 400 },
    { name: "BadRequestException", status: 400 },
    { name: "ValidationException", status: 400 },
    { name: "EndpointDisabledException", status: 400 },
    { name: "InvalidParameterException", message: "Invalid parameter: Message too long", status: 400 },
  ])("takes $name as a message that will never work, the address staying good", (error) => {
    const outcome = classifyFailure(thrown(error));

    expect(outcome).toEqual({ kind: "rejected", reason: error.name.replace(/Exception$/, "") });
  });

  it.each([
    { name: "OptedOutException", status: 400 },
    { name: "InvalidParameterException", message: "Invalid parameter: phone number is opted out", status: 400 },
  ])("suppresses a number whose owner opted out ($name)", (error) => {
    const outcome = classifyFailure(thrown(error));

    expect(outcome).toMatchObject({ kind: "rejected", suppress: "stop" });
  });

  it("suppresses a number that nothing can be published to", () => {
    const error = thrown({
      name: "InvalidParameterException",
      message: "Invalid parameter: PhoneNumber Reason: +1 is not valid to publish to",
      status: 400,
    });

    const outcome = classifyFailure(error);

    expect(outcome).toMatchObject({ kind: "rejected", suppress: "hard-bounce" });
  });

  it.each([
    { name: "Error", code: "ECONNREFUSED", syscall: "connect" },
    { name: "AggregateError", code: "ECONNREFUSED" },
    { name: "Error", code: "ENOTFOUND", syscall: "getaddrinfo" },
    { name: "Error", code: "EHOSTUNREACH", syscall: "connect" },
  ])("knows that nothing was sent when there was no connection ($code $syscall)", (error) => {
    const outcome = classifyFailure(thrown(error));

    expect(outcome).toEqual({ kind: "throttled", scope: "rate", reason: error.code });
  });

  it.each([
    { name: "TimeoutError", code: "ECONNRESET" },
    { name: "TimeoutError", code: "ETIMEDOUT" },
    { name: "TimeoutError" },
    { name: "Error", code: "EPIPE", syscall: "write" },
    { name: "InternalServiceErrorException", status: 500 },
    { name: "ThrottlingException", message: "Service Unavailable", status: 503 },
    { name: "MessageRejected", status: 502 },
    { name: "NeverHeardOf", status: 400 },
    { name: "SyntaxError", status: 200 },
  ])("cannot know after $name $code $status", (error) => {
    const outcome = classifyFailure(thrown(error));

    expect(outcome.kind).toBe("unknown");
  });

  it.each([undefined, null, "text", 7, {}])("cannot know after something thrown that is no error: %j", (error) => {
    const outcome = classifyFailure(error);

    expect(outcome).toEqual({ kind: "unknown", reason: "unrecognised" });
  });

  it("keeps the provider's own text, which may hold an address, out of the reason", () => {
    const error = thrown({ name: "ada@example.com refused", message: "ada@example.com", status: 400 });

    const outcome = classifyFailure(error);

    expect(JSON.stringify(outcome)).not.toContain("ada");
  });
});
