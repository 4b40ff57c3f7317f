import type { DynamoDBStreamEvent } from "aws-lambda";
import { createEmailSender } from "../channels/email.ts";
import { patient } from "../channels/patient-sender.ts";
import { createSmsSender } from "../channels/sms.ts";
import { type BatchResult, runBatch, sequenceOf } from "../shared/batch.ts";
import { senders } from "../shared/clients.ts";
import { required } from "../shared/environment.ts";
import { RekindleError } from "../shared/errors.ts";
import { lambdaHandler } from "../shared/lambda.ts";
import { createLinkSecret } from "../shared/link-secret.ts";
import { unsubscribeUrl } from "../shared/link-token.ts";
import type { Runtime } from "../shared/runtime.ts";
import { createBreakerStore } from "../store/breaker-store.ts";
import { createCampaignStore } from "../store/campaign-store.ts";
import { createCustomerStore, outboxOf } from "../store/customer-store.ts";
import { createEventStore } from "../store/event-store.ts";
import { createMessageStore } from "../store/message-store.ts";
import { createRecheckRulesSource } from "../store/rules-source.ts";
import { countEnding } from "./send/count-ending.ts";
import { deliver, type SendTools } from "./send/deliver.ts";
import { stoppingMarketing } from "./send/stop-marketing.ts";
import { imageOf } from "./stream-image.ts";

/** Customers sent to at once: the provider's rate is the limit, not the latency of the tables. */
const customersAtOnce = 8;

const toolsOf = (runtime: Runtime): SendTools => {
  const campaigns = createCampaignStore(runtime);
  const breaker = createBreakerStore(runtime);
  const linkSecret = createLinkSecret(runtime);
  const publicUrl = required(runtime.environment, "PUBLIC_URL");
  return {
    clock: runtime.clock,
    logger: runtime.logger,
    messages: createMessageStore(runtime),
    customers: createCustomerStore(runtime),
    events: createEventStore(runtime),
    composer: {
      loadWords: campaigns.loadWords,
      configurationSet: required(runtime.environment, "CONFIGURATION_SET"),
      unsubscribeUrl: async (claims) => unsubscribeUrl({ publicUrl, secret: await linkSecret(), claims }),
    },
    senders: {
      email: stoppingMarketing(patient(createEmailSender(runtime), runtime.clock), { ...runtime, breaker }),
      sms: patient(createSmsSender(runtime), runtime.clock),
    },
    count: countEnding(runtime.metrics),
  };
};

/** Submits what was reserved. One reservation's trouble leaves the customer's others alone; the record is then repeated. */
export const createHandler = (runtime: Runtime): ((event: DynamoDBStreamEvent) => Promise<BatchResult>) => {
  const tools = toolsOf(runtime);
  const source = createRecheckRulesSource(runtime);

  return async ({ Records: records }) => {
    const items = records.flatMap((record) => {
      const found = record.eventName === "REMOVE" ? undefined : outboxOf(imageOf(record));
      return found === undefined ? [] : [{ ...found, sequence: sequenceOf(record) }];
    });
    if (items.length === 0) return { batchItemFailures: [] };
    const rules = await source.current();
    if (rules === undefined) throw new RekindleError("snapshot-missing", "No settings were published yet.");

    return runBatch({
      items,
      identifierOf: ({ sequence }) => sequence,
      groupOf: ({ customerId }) => customerId,
      concurrency: customersAtOnce,
      logger: runtime.logger,
      run: async (group) => {
        const errors: unknown[] = [];
        for (const { customerId, outbox } of group) {
          for (const reservation of outbox.reservations) {
            await deliver(tools, { customerId, reservation, rules }).catch((error) => errors.push(error));
          }
        }
        if (errors.length > 0) throw errors[0];
      },
    });
  };
};

export const handler = lambdaHandler(createHandler, senders);
