import { describe, expect, it } from "vitest";
import { classifyEndUserMessagingFailure } from "../../lambdas/channels/classify-end-user-messaging.ts";

interface Thrown {
  readonly name: string;
  readonly Reason?: string;
  readonly Fields?: readonly { readonly Name: string; readonly Message: string }[];
  readonly status?: number;
  readonly code?: string;
  readonly syscall?: string;
}

const thrown = ({ name, status, ...rest }: Thrown): Error =>
  Object.assign(new Error("to +447700900123"), {
    name,
    ...rest,
    ...(status !== undefined && { $metadata: { httpStatusCode: status } }),
  });

describe("classifyEndUserMessagingFailure", () => {
  it.each<readonly [Thrown, object]>([
    [
      { name: "ThrottlingException", status: 400 },
      { kind: "throttled", scope: "rate" },
    ],
    [
      { name: "ServiceQuotaExceededException", Reason: "MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT", status: 400 },
      { kind: "throttled", scope: "quota", reason: "MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT" },
    ],
    [
      { name: "ConflictException", Reason: "DESTINATION_PHONE_NUMBER_OPTED_OUT", status: 400 },
      { kind: "rejected", reason: "DESTINATION_PHONE_NUMBER_OPTED_OUT", suppress: "stop" },
    ],
    [
      { name: "ConflictException", Reason: "DESTINATION_COUNTRY_BLOCKED_BY_PROTECT_CONFIGURATION", status: 400 },
      { kind: "rejected", reason: "DESTINATION_COUNTRY_BLOCKED_BY_PROTECT_CONFIGURATION" },
    ],
    [
      { name: "ConflictException", status: 400 },
      { kind: "rejected", reason: "Conflict" },
    ],
    [
      { name: "ConflictException", Reason: "RESOURCE_NOT_ACTIVE", status: 400 },
      { kind: "account-stopped", reason: "RESOURCE_NOT_ACTIVE" },
    ],
    [
      {
        name: "ValidationException",
        Reason: "FIELD_VALIDATION_FAILED",
        Fields: [{ Name: "DestinationPhoneNumber", Message: "+1" }],
        status: 400,
      },
      { kind: "rejected", reason: "FIELD_VALIDATION_FAILED", suppress: "hard-bounce" },
    ],
    [
      { name: "ValidationException", Reason: "PRICE_OVER_THRESHOLD", status: 400 },
      { kind: "rejected", reason: "PRICE_OVER_THRESHOLD" },
    ],
    [
      { name: "AccessDeniedException", Reason: "ACCOUNT_DISABLED", status: 400 },
      { kind: "account-stopped", reason: "ACCOUNT_DISABLED" },
    ],
    [
      { name: "AccessDeniedException", status: 403 },
      { kind: "account-stopped", reason: "AccessDenied" },
    ],
    [
      { name: "ResourceNotFoundException", status: 400 },
      { kind: "account-stopped", reason: "ResourceNotFound" },
    ],
    [{ name: "InternalServerException", status: 500 }, { kind: "unknown" }],
    [{ name: "ConflictException", Reason: "DESTINATION_PHONE_NUMBER_OPTED_OUT", status: 503 }, { kind: "unknown" }],
    [{ name: "TimeoutError", code: "ETIMEDOUT" }, { kind: "unknown" }],
    [{ name: "Error", code: "ECONNRESET" }, { kind: "unknown" }],
    [
      { name: "Error", code: "ECONNREFUSED", syscall: "connect" },
      { kind: "throttled", scope: "rate" },
    ],
    [{ name: "NeverHeardOf", status: 400 }, { kind: "unknown" }],
  ])("knows what %j proves", (error, expected) => {
    const outcome = classifyEndUserMessagingFailure(thrown(error));

    expect(outcome).toMatchObject(expected);
    expect(JSON.stringify(outcome)).not.toContain("+44");
    expect("suppress" in outcome).toBe("suppress" in expected);
  });

  it("takes no word for the record that is not one of the service's own", () => {
    const outcome = classifyEndUserMessagingFailure(
      thrown({ name: "ConflictException", Reason: "+447700900123 is blocked", status: 400 }),
    );

    expect(outcome).toEqual({ kind: "rejected", reason: "Conflict" });
  });
});
