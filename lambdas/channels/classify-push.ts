import type { Outcome } from "../domain/message.ts";
import { classifyFailure } from "./classify.ts";

/** Why an endpoint takes no message, now or ever: the app was removed, its token was replaced, or nobody knows the endpoint. */
export const endpointGone = "endpoint-disabled";

/** SNS names a deleted endpoint only in the text of the refusal. */
const noEndpoint = /no endpoint found|TargetArn/i;

const textOf = (error: unknown, key: string): string => {
  const value: unknown = typeof error === "object" && error !== null ? Reflect.get(error, key) : undefined;
  return typeof value === "string" ? value : "";
};

/**
 * As `classifyFailure`, for what only a platform endpoint can answer. An endpoint that is disabled or gone is this
 * customer's device, never the account: elsewhere `NotFound` means that the set-up is broken.
 */
export const classifyPushFailure = (error: unknown): Outcome => {
  const name = textOf(error, "name").replace(/Exception$/, "");
  const isGone =
    name === "EndpointDisabled" ||
    name === "NotFound" ||
    (name === "InvalidParameter" && noEndpoint.test(textOf(error, "message")));
  return isGone ? { kind: "rejected", reason: endpointGone } : classifyFailure(error);
};
