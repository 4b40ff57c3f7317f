import type { DynamoDBStreamEvent } from "aws-lambda";
import type { ChannelSender } from "../channels/channel-sender.ts";
import { createEmailSender } from "../channels/email.ts";
import { patient } from "../channels/patient-sender.ts";
import { createPushSender } from "../channels/push.ts";
import { createSmsSender } from "../channels/sms.ts";
import type { Rules } from "../domain/rules.ts";
import { type BatchResult, runBatch, sequenceOf } from "../shared/batch.ts";
import { clickUrl } from "../shared/click-token.ts";
import { senders } from "../shared/clients.ts";
import { required } from "../shared/environment.ts";
import { RekindleError } from "../shared/errors.ts";
import { lambdaHandler } from "../shared/lambda.ts";
import { createLinkKeys } from "../shared/link-secret.ts";
import { linksOf } from "../shared/link-token.ts";
import type { Runtime } from "../shared/runtime.ts";
import { shortLinksOf } from "../shared/short-link.ts";
import { createBreakerStore } from "../store/breaker-store.ts";
import { createCouponStore } from "../store/coupon-store.ts";
import { createCustomerStore, outboxOf } from "../store/customer-store.ts";
import { createEventStore } from "../store/event-store.ts";
import { createLearnedSource } from "../store/learned-source.ts";
import { createMessageStore } from "../store/message-store.ts";
import { createCompanionsLoader, createPicksLoader } from "../store/picks-loader.ts";
import { createPoolMark } from "../store/pool-mark.ts";
import { createProductLoader } from "../store/product-loader.ts";
import { createRecheckRulesSource } from "../store/recheck-rules-source.ts";
import { createTrialStore, requestedTrial } from "../store/trial-store.ts";
import { createWordsLoader } from "../store/words-store.ts";
import { countEnding } from "./send/count-ending.ts";
import { deliver, type SendTools } from "./send/deliver.ts";
import { deliverTrial, type TrialTools } from "./send/deliver-trial.ts";
import { stoppingMarketing } from "./send/stop-marketing.ts";
import { tellGone } from "./send/tell-gone.ts";
import { imageOf } from "./stream-image.ts";

/** Customers sent to at once: the provider's rate is the limit, not the latency of the tables. */
const customersAtOnce = 8;

/** Makes the sender of texts. Each way of sending them is an entry of its own, so that a bundle holds one client for it. */
export type CreateSmsSender = (runtime: Runtime) => ChannelSender;

const toolsOf = (runtime: Runtime, createSms: CreateSmsSender) => {
  const linkKeys = createLinkKeys(runtime);
  const breaker = createBreakerStore(runtime);
  const events = createEventStore(runtime);
  const publicUrl = required(runtime.environment, "PUBLIC_URL");
  return {
    clock: runtime.clock,
    logger: runtime.logger,
    messages: createMessageStore(runtime),
    customers: createCustomerStore(runtime),
    events,
    coupons: createCouponStore(runtime),
    pools: createPoolMark(runtime),
    composer: {
      loadWords: createWordsLoader(runtime),
      loadPicks: createPicksLoader(runtime),
      loadCompanions: createCompanionsLoader(runtime),
      loadProduct: createProductLoader(runtime),
      configurationSet: required(runtime.environment, "CONFIGURATION_SET"),
      smsOrigination: runtime.environment.SMS_ORIGINATION,
      clickUrl: async (claims) => clickUrl({ publicUrl, keys: await linkKeys.current(), claims }),
      links: async (q) => {
        const query = { publicUrl, keys: await linkKeys.current(), ...q };
        return (q.claims.channel === "sms" ? shortLinksOf(query) : undefined) ?? linksOf(query);
      },
    },
    senders: {
      email: stoppingMarketing(patient(createEmailSender(runtime), runtime.clock), { ...runtime, breaker }),
      sms: patient(createSms(runtime), runtime.clock),
      push: createPushSender({ ...runtime, onGone: tellGone(runtime, events) }),
    },
    count: countEnding(runtime.metrics),
    countThrottle: () => runtime.metrics.add("ProviderThrottles", 1),
  } satisfies SendTools;
};

type Sending = ReturnType<typeof toolsOf>;

const trialToolsOf = (runtime: Runtime, { senders }: Sending, rules: () => Promise<Rules>): TrialTools => ({
  clock: runtime.clock,
  logger: runtime.logger,
  trials: createTrialStore(runtime),
  senders,
  rules,
  publicUrl: required(runtime.environment, "PUBLIC_URL"),
  configurationSet: required(runtime.environment, "CONFIGURATION_SET"),
});

/** Submits what was reserved. One reservation's trouble leaves the customer's others alone; the record is then repeated. */
export const createSendHandler = (
  runtime: Runtime,
  createSms: CreateSmsSender,
): ((event: DynamoDBStreamEvent) => Promise<BatchResult>) => {
  const tools = toolsOf(runtime, createSms);
  const source = createRecheckRulesSource(runtime, createLearnedSource(runtime));
  // Asked for each message: a batch may take longer than a pause may wait.
  const rules = async (): Promise<Rules> => {
    const current = await source.current();
    if (current === undefined) throw new RekindleError("snapshot-missing", "No settings were published yet.");
    return current;
  };

  const trialTools = trialToolsOf(runtime, tools, rules);

  return async ({ Records: records }) => {
    for (const record of records) {
      const asked = record.eventName === "REMOVE" ? undefined : requestedTrial(imageOf(record));
      if (asked !== undefined) await deliverTrial(trialTools, asked);
    }
    const items = records.flatMap((record) => {
      const image = record.eventName === "REMOVE" ? undefined : imageOf(record);
      if (image?.outbox === undefined) return [];
      return [{ image, customerId: String(image.customerId?.S), sequence: sequenceOf(record) }];
    });
    if (items.length === 0) return { batchItemFailures: [] };
    return runBatch({
      items,
      identifierOf: ({ sequence }) => sequence,
      groupOf: ({ customerId }) => customerId,
      concurrency: customersAtOnce,
      logger: runtime.logger,
      run: async (group) => {
        const errors: unknown[] = [];
        // Read here, so that an outbox that cannot be read fails alone.
        for (const { customerId, outbox } of group.flatMap(({ image }) => outboxOf(image) ?? [])) {
          for (const reservation of outbox.reservations) {
            await deliver(tools, { customerId, reservation, decidedAt: outbox.at, rules }).catch((error) =>
              errors.push(error),
            );
          }
        }
        if (errors.length > 0) throw errors[0];
      },
    });
  };
};

/** Texts go through SNS. */
export const createHandler = (runtime: Runtime) => createSendHandler(runtime, createSmsSender);

// Marked pure so that the other way of sending texts, which imports this file, leaves this handler out.
export const handler = /* @__PURE__ */ lambdaHandler(createHandler, senders);
