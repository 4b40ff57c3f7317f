import { SQSClient } from "@aws-sdk/client-sqs";
import { placeOf, quiet } from "./clients.ts";
import type { Environment } from "./environment.ts";

/** A queue takes a message twice without harm, so this client tries again; its caller's batch comes again in the end. */
const attempts = 3;
/** Milliseconds. Who puts something into a queue has counters waiting behind it. */
const patience = { connectionTimeout: 1_000, requestTimeout: 3_000 } as const;

export const createSqs = (environment: Environment): SQSClient =>
  new SQSClient({
    ...placeOf(environment, "AWS_ENDPOINT_URL_SQS"),
    ...quiet,
    maxAttempts: attempts,
    retryMode: "standard",
    requestHandler: { ...patience, throwOnRequestTimeout: true },
  });
