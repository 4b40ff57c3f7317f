import { createEndUserMessagingSender } from "../channels/end-user-messaging.ts";
import { endUserMessagingSenders } from "../shared/end-user-messaging-client.ts";
import { lambdaHandler } from "../shared/lambda.ts";
import type { Runtime } from "../shared/runtime.ts";
import { createSendHandler } from "./send.ts";

/** Texts go through End User Messaging; everything else is as in `send.ts`. */
export const createHandler = (runtime: Runtime) => createSendHandler(runtime, createEndUserMessagingSender);

export const handler = lambdaHandler(createHandler, endUserMessagingSenders);
