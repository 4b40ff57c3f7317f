import type { SQSEvent, SQSRecord } from "aws-lambda";
import type { CustomerEvent } from "../domain/event.ts";
import type { MessageMeaning, SesMeaning } from "../domain/ses-event.ts";
import { type BatchResult, runBatch } from "../shared/batch.ts";
import { createKeyedHash } from "../shared/keyed-hash.ts";
import { lambdaHandler } from "../shared/lambda.ts";
import type { Runtime } from "../shared/runtime.ts";
import { createCustomerStore } from "../store/customer-store.ts";
import { createEventStore } from "../store/event-store.ts";
import { createMessageStore } from "../store/message-store.ts";
import { createSuppressionStore } from "../store/suppression-store.ts";
import { feedbackEvents } from "./feedback/feedback-events.ts";
import { meaningsOf, replyOf } from "./feedback/queue-record.ts";
import { settleMessage } from "./feedback/settle-message.ts";
import { type Reply, replyEvents } from "./feedback/sms-replies.ts";

interface Item {
  readonly messageId: string;
  readonly meanings: readonly SesMeaning[];
  /** A text message that a person sent. */
  readonly reply?: Reply;
}

const isAboutMessage = (meaning: SesMeaning): meaning is MessageMeaning => meaning.kind === "message";

/** What is said about one message is settled together, with one reading and at most one write. */
const groupOf = ({ messageId, meanings }: Item): string => {
  const about = meanings.find(isAboutMessage);
  return about === undefined ? messageId : `${about.message.messageKey} ${about.customerId}`;
};

/** A record that nobody can read would only come back until it ends in the dead-letter queue. Its text holds addresses. */
const readItem = (record: SQSRecord, { logger, clock }: Runtime): readonly Item[] => {
  const { messageId } = record;
  const meanings = meaningsOf(record);
  if (meanings !== undefined) return meanings.length === 0 ? [] : [{ messageId, meanings }];
  const reply = replyOf(record, clock.now());
  if (reply !== undefined) return [{ messageId, meanings: [], reply }];
  logger.warn("A record of the feedback queue is neither an event of a provider nor a reply", { id: messageId });
  return [];
};

/** Takes in what the providers report: settles messages by it, and tells the customers' profiles what happened. */
export const createHandler = (runtime: Runtime): ((event: SQSEvent) => Promise<BatchResult>) => {
  const { clock, logger } = runtime;
  const messages = createMessageStore(runtime);
  const customers = createCustomerStore(runtime);
  const events = createEventStore(runtime);
  const suppressions = createSuppressionStore(runtime);
  const keyedHash = createKeyedHash(runtime);

  const run = async (group: readonly Item[]): Promise<void> => {
    const meanings = group.flatMap((item) => item.meanings);
    const [first, ...rest] = meanings.filter(isAboutMessage);
    const happened: CustomerEvent[] = [];
    if (first !== undefined) happened.push(...(await settleMessage({ messages, clock, logger }, [first, ...rest])));
    const tools = { customers, suppressions, keyedHash, now: clock.now() };
    for (const meaning of meanings) happened.push(...(await feedbackEvents(meaning, tools)));
    for (const { reply } of group) if (reply !== undefined) happened.push(...(await replyEvents(reply, tools)));
    if (happened.length > 0) await events.append(happened);
  };

  return ({ Records: records }) =>
    runBatch({
      items: records.flatMap((record) => readItem(record, runtime)),
      identifierOf: (item) => item.messageId,
      groupOf,
      run,
      logger,
    });
};

export const handler = lambdaHandler(createHandler);
