import type { Senders } from "./clients.ts";
import type { CallIds } from "./logger.ts";
import { createFunctionRuntime, type Runtime } from "./runtime.ts";
import { errorWithoutAddresses } from "./without-addresses.ts";

/**
 * The `handler` that Lambda calls. The runtime is built from `process.env` at the first call and kept, because a warm
 * function serves many; the local runtime and the tests call `createHandler` with a runtime of their own instead.
 * A handler that calls a provider passes how its client is made.
 */
export const lambdaHandler = <Event, Result>(
  create: (runtime: Runtime) => (event: Event) => Promise<Result>,
  senders?: Partial<Senders>,
): ((event: Event, context?: CallContext) => Promise<Result>) => {
  let warm: { readonly runtime: Runtime; readonly handle: (event: Event) => Promise<Result> } | undefined;

  const start = () => {
    const runtime = createFunctionRuntime(process.env, senders);
    return { runtime, handle: create(runtime) };
  };

  return async (event, context) => {
    warm ??= start();
    if (context !== undefined) warm.runtime.logger.about?.(idsOf(event, context));
    try {
      return await warm.handle(event);
    } catch (error) {
      throw errorWithoutAddresses(error);
    } finally {
      warm.runtime.metrics.flush();
    }
  };
};

/** The part of Lambda's context that is used here. */
interface CallContext {
  readonly awsRequestId: string;
}

const idsOf = (event: unknown, { awsRequestId: requestId }: CallContext): CallIds => {
  const http = (event as { readonly requestContext?: { readonly requestId?: unknown } } | null | undefined)
    ?.requestContext;
  return { requestId, ...(typeof http?.requestId === "string" && { apiRequestId: http.requestId }) };
};
