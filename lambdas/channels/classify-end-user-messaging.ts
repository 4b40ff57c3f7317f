import type { Outcome } from "../domain/message.ts";
import { classifyFailure } from "./classify.ts";

/** What an error of End User Messaging tells besides its name. */
interface Refusal {
  readonly name: string;
  /** A fixed word of the service, such as `DESTINATION_PHONE_NUMBER_OPTED_OUT`. */
  readonly reason: string;
  readonly status: number | undefined;
  /** The parameters that did not pass the service's checks. */
  readonly fields: readonly string[];
}

const property = (value: unknown, key: string): unknown =>
  typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;

const refusalOf = (error: unknown): Refusal => {
  const [name, reason, fields] = ["name", "Reason", "Fields"].map((key) => property(error, key));
  const status = property(property(error, "$metadata"), "httpStatusCode");
  return {
    name: typeof name === "string" ? name : "",
    reason: typeof reason === "string" && /^[A-Z][A-Z0-9_]{0,99}$/.test(reason) ? reason : "",
    status: typeof status === "number" ? status : undefined,
    fields: Array.isArray(fields) ? fields.map((field) => String(property(field, "Name"))) : [],
  };
};

/** The set-up is broken for everybody: the pool or number is gone, or not active yet. */
const brokenSetUp: ReadonlySet<string> = new Set(["RESOURCE_NOT_ACTIVE", "RESOURCE_NOT_ACCESSIBLE", "INVALID_ARN"]);

const rejected = ({ name, reason, fields }: Refusal): Outcome => {
  const word = reason === "" ? name.replace(/Exception$/, "") : reason;
  if (brokenSetUp.has(reason)) return { kind: "account-stopped", reason: word };
  if (reason === "DESTINATION_PHONE_NUMBER_OPTED_OUT") return { kind: "rejected", reason: word, suppress: "stop" };
  if (fields.includes("DestinationPhoneNumber")) return { kind: "rejected", reason: word, suppress: "hard-bounce" };
  return { kind: "rejected", reason: word };
};

/**
 * As `classifyFailure`, for the errors that only this service has. All of them are answers of the service itself, so they
 * prove that it did not take the text. A spent monthly budget is a quota: somebody may raise it before the deadline.
 */
export const classifyEndUserMessagingFailure = (error: unknown): Outcome => {
  const refusal = refusalOf(error);
  const { name, reason, status } = refusal;
  if (status === undefined || status >= 500) return classifyFailure(error);
  switch (name) {
    case "ServiceQuotaExceededException":
      return { kind: "throttled", scope: "quota", reason: reason === "" ? "ServiceQuotaExceeded" : reason };
    case "AccessDeniedException":
    case "ResourceNotFoundException":
      return { kind: "account-stopped", reason: reason === "" ? name.replace(/Exception$/, "") : reason };
    case "ConflictException":
    case "ValidationException":
      return rejected(refusal);
    default:
      return classifyFailure(error);
  }
};
