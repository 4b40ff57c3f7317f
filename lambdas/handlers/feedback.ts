import type { SQSEvent, SQSRecord } from "aws-lambda";
import type { CustomerEvent } from "../domain/event.ts";
import type { MessageMeaning, SesMeaning } from "../domain/ses-event.ts";
import { type BatchResult, runBatch } from "../shared/batch.ts";
import { lambdaHandler } from "../shared/lambda.ts";
import type { Runtime } from "../shared/runtime.ts";
import { createCustomerStore } from "../store/customer-store.ts";
import { createEventStore } from "../store/event-store.ts";
import { createMessageStore } from "../store/message-store.ts";
import { feedbackEvents } from "./feedback/feedback-events.ts";
import { meaningsOf } from "./feedback/queue-record.ts";
import { settleMessage } from "./feedback/settle-message.ts";

interface Item {
  readonly messageId: string;
  readonly meanings: readonly SesMeaning[];
}

const isAboutMessage = (meaning: SesMeaning): meaning is MessageMeaning => meaning.kind === "message";

/** What is said about one message is settled together, with one reading and at most one write. */
const groupOf = ({ messageId, meanings }: Item): string => {
  const about = meanings.find(isAboutMessage);
  return about === undefined ? messageId : `${about.message.messageKey} ${about.customerId}`;
};

/** A record that nobody can read would only come back until it ends in the dead-letter queue. Its text holds addresses. */
const readItem = (record: SQSRecord, logger: Runtime["logger"]): readonly Item[] => {
  const meanings = meaningsOf(record);
  if (meanings === undefined)
    logger.warn("A record of the feedback queue is no event of a provider", { id: record.messageId });
  return meanings === undefined || meanings.length === 0 ? [] : [{ messageId: record.messageId, meanings }];
};

/** Takes in what the providers report: settles messages by it, and tells the customers' profiles what happened. */
export const createHandler = (runtime: Runtime): ((event: SQSEvent) => Promise<BatchResult>) => {
  const { clock, logger } = runtime;
  const messages = createMessageStore(runtime);
  const customers = createCustomerStore(runtime);
  const events = createEventStore(runtime);

  const run = async (group: readonly Item[]): Promise<void> => {
    const meanings = group.flatMap((item) => item.meanings);
    const [first, ...rest] = meanings.filter(isAboutMessage);
    const happened: CustomerEvent[] = [];
    if (first !== undefined) happened.push(...(await settleMessage({ messages, clock, logger }, [first, ...rest])));
    for (const meaning of meanings) happened.push(...(await feedbackEvents(meaning, { customers, now: clock.now() })));
    if (happened.length > 0) await events.append(happened);
  };

  return ({ Records: records }) =>
    runBatch({
      items: records.flatMap((record) => readItem(record, logger)),
      identifierOf: (item) => item.messageId,
      groupOf,
      run,
      logger,
    });
};

export const handler = lambdaHandler(createHandler);
