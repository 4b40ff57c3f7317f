import { environmentFrom } from "../../../lambdas/shared/environment.ts";
import { createRuntime, type RuntimeOverrides } from "../../../lambdas/shared/runtime.ts";
import { createSqs } from "../../../lambdas/shared/sqs-client.ts";
import { entryOf } from "../../function-variants.ts";
import type { FunctionName } from "../../functions.ts";
import { type Handler, loadFunction } from "../../local/function-host.ts";
import type { Invoke } from "../../local/mapping-runner.ts";

/**
 * Runs the functions in this process, with the variables they are deployed with and the rights of whoever is here. The
 * same code on the same tables: a claim, a watermark and a version hold against the deployed functions at work meanwhile.
 */
export const invokeHere = (
  variables: Readonly<Record<string, string | undefined>>,
  overrides: RuntimeOverrides,
): Invoke => {
  // What a repeated batch announces goes where it would have gone.
  const sqs = createSqs(environmentFrom(variables));
  const handlers = new Map<string, Promise<Handler>>();
  const load = async (name: string): Promise<Handler> => {
    // Only the sender of texts through End User Messaging is given an origination.
    const smsThrough = variables.SMS_ORIGINATION === undefined ? "sns" : "end-user-messaging";
    const create = await loadFunction(entryOf(name as FunctionName, { smsThrough }));
    return create(createRuntime(variables, { sqs: () => sqs, ...overrides }));
  };
  return async (name, event) => {
    const known = handlers.get(name) ?? load(name);
    handlers.set(name, known);
    return (await known)(event);
  };
};
