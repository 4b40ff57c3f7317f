import type { DynamoDBRecord } from "aws-lambda";
import { createAnnouncer } from "../channels/announce.ts";
import { createWebhookCaller, type WebhookCallOptions } from "../channels/webhook-call.ts";
import type { Action } from "../domain/action.ts";
import { type BatchResult, runBatch, sequenceOf } from "../shared/batch.ts";
import { optional } from "../shared/environment.ts";
import { RekindleError } from "../shared/errors.ts";
import { lambdaHandler } from "../shared/lambda.ts";
import type { Runtime } from "../shared/runtime.ts";
import { createSqs } from "../shared/sqs-client.ts";
import { createWebhookSigner } from "../shared/webhook-secret.ts";
import { createCustomerStore, outboxOf } from "../store/customer-store.ts";
import { createEventStore } from "../store/event-store.ts";
import { createRecheckRulesSource } from "../store/recheck-rules-source.ts";
import { createTaskStore } from "../store/task-store.ts";
import { type ActTools, carryOut } from "./act/carry-out.ts";
import { sparingSilentHosts } from "./act/silent-hosts.ts";
import { isOfTasks, tellOthers } from "./act/tell-others.ts";
import { createHandler as createReport, type WindowedResponse, type WindowedStreamEvent } from "./report.ts";
import { imageOf } from "./stream-image.ts";

/** Customers worked at once: the patience of other systems is the limit, not the latency of the tables. */
const customersAtOnce = 8;

const toolsOf = (runtime: Runtime, calling: WebhookCallOptions): ActTools => {
  const rules = createRecheckRulesSource(runtime);
  const allowsLoopback = optional(runtime.environment, "WEBHOOK_LOOPBACK") === "allow";
  return {
    clock: runtime.clock,
    logger: runtime.logger,
    metrics: runtime.metrics,
    tasks: createTaskStore(runtime),
    events: createEventStore(runtime),
    sign: createWebhookSigner(runtime),
    call: createWebhookCaller({ allowsLoopback, ...calling }),
    settings: async () => {
      const current = await rules.current();
      if (current === undefined) throw new RekindleError("snapshot-missing", "No settings were published yet.");
      return current.settings;
    },
  };
};

/** Webhooks come last: another system that does not answer keeps no person from their task. */
const webhooksLast = (actions: readonly Action[]): readonly Action[] => [
  ...actions.filter(({ kind }) => kind !== "webhook"),
  ...actions.filter(({ kind }) => kind === "webhook"),
];

/**
 * Counts looks, and carries out what decisions asked for besides messages: a shard of the customers' stream bears no third
 * reader. Counting is done first and repeats by its watermark; what cannot be carried out holds up no counter. One action's
 * trouble leaves the others alone; its record is then repeated.
 *
 * What was decided before a pause is carried out all the same: it reaches the shop, and not its customers.
 */
export const createHandler = (
  runtime: Runtime,
  calling: WebhookCallOptions = {},
): ((event: WindowedStreamEvent) => Promise<WindowedResponse>) => {
  const count = createReport(runtime);
  const tools = toolsOf(runtime, calling);
  const customers = createCustomerStore(runtime);
  const telling = { announce: createAnnouncer(runtime), customers, logger: runtime.logger };

  const work = async (batch: ActTools, customerId: string, actions: readonly Action[]): Promise<void> => {
    // Nothing new is stored of who was erased meanwhile, and nobody is told of them.
    if ((await customers.loadOne(customerId, { consistent: true })) === undefined) return;
    const errors: unknown[] = [];
    for (const action of webhooksLast(actions))
      await carryOut(batch, customerId, action).catch((error) => errors.push(error));
    if (errors.length > 0) throw errors[0];
  };

  const act = (records: readonly DynamoDBRecord[]): Promise<BatchResult> => {
    const items = records.flatMap((record) => {
      const found = record.eventName === "REMOVE" ? undefined : outboxOf(imageOf(record));
      return found === undefined || found.outbox.actions.length === 0
        ? []
        : [{ ...found, sequence: sequenceOf(record) }];
    });
    const batch = { ...tools, call: sparingSilentHosts(tools.call) };
    return runBatch({
      items,
      identifierOf: ({ sequence }) => sequence,
      groupOf: ({ customerId }) => customerId,
      concurrency: customersAtOnce,
      logger: runtime.logger,
      run: (group) =>
        work(
          batch,
          group[0].customerId,
          group.flatMap(({ outbox }) => outbox.actions),
        ),
    });
  };

  return async (event) => {
    const records = event.Records ?? [];
    // Overdue cases are announced, and neither counted nor acted upon: that was done when they were found.
    if (records.some(isOfTasks)) return { ...(await tellOthers(telling, records)), state: {} };
    const counted = await count(event);
    const acted = await act(records);
    const told = await tellOthers(telling, records);
    const parts = [counted, acted, told];
    return { ...counted, batchItemFailures: parts.flatMap(({ batchItemFailures }) => batchItemFailures) };
  };
};

export const handler = lambdaHandler((runtime: Runtime) => createHandler(runtime), { sqs: createSqs });
