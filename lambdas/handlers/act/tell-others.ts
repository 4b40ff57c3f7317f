import type { DynamoDBRecord } from "aws-lambda";
import type { Announce } from "../../channels/announce.ts";
import { type Announcement, foldAnnounced, overdueAnnounced } from "../../domain/announcement.ts";
import { type BatchResult, inParallel, sequenceOf } from "../../shared/batch.ts";
import type { Logger } from "../../shared/logger.ts";
import { itemOfImage } from "../../store/attributes.ts";
import { type CustomerStore, outboxOf } from "../../store/customer-store.ts";
import { taskOfItem } from "../../store/task-store.ts";
import { imageOf } from "../stream-image.ts";

const looksAtOnce = 10;

export interface TellTools {
  /** Undefined: nobody is told of anything. */
  readonly announce: Announce | undefined;
  readonly customers: Pick<CustomerStore, "loadOne">;
  readonly logger: Logger;
}

export const isOfTasks = ({ dynamodb }: DynamoDBRecord): boolean => dynamodb?.Keys?.taskId !== undefined;

const announcementsOf = (record: DynamoDBRecord): readonly Announcement[] => {
  if (record.eventName === "REMOVE") return [];
  if (isOfTasks(record)) return overdueAnnounced(taskOfItem(itemOfImage(imageOf(record))));
  const found = outboxOf(imageOf(record));
  if (found?.outbox.counted === undefined) return [];
  const { at, counted } = found.outbox;
  return foldAnnounced({ customerId: found.customerId, at, counted, write: sequenceOf(record) });
};

/** Nobody is told of who was erased meanwhile. It costs a read for each customer of whom there is something to tell. */
const ofThoseWhoAre = async (
  announcements: readonly Announcement[],
  customers: TellTools["customers"],
): Promise<readonly Announcement[]> => {
  const known = new Set<string>();
  await inParallel([...new Set(announcements.map(({ customerId }) => customerId))], looksAtOnce, async (customerId) => {
    if ((await customers.loadOne(customerId, { consistent: true })) !== undefined) known.add(customerId);
  });
  return announcements.filter(({ customerId }) => known.has(customerId));
};

/**
 * Puts what a batch has to tell into the queue of the event bus. What could not be put there comes again with its batch, and has
 * the same ids then. Never throws.
 */
export const tellOthers = async (tools: TellTools, records: readonly DynamoDBRecord[]): Promise<BatchResult> => {
  const { announce, customers, logger } = tools;
  if (announce === undefined) return { batchItemFailures: [] };
  const told = records.map((record) => ({ record, announcements: announcementsOf(record) }));
  const [first] = told.filter(({ announcements }) => announcements.length > 0);
  if (first === undefined) return { batchItemFailures: [] };
  try {
    const announcements = told.flatMap((one) => one.announcements);
    await announce(await ofThoseWhoAre(announcements, customers));
    return { batchItemFailures: [] };
  } catch (error) {
    logger.error("What happened was not announced and its batch will be repeated", { error });
    return { batchItemFailures: [{ itemIdentifier: sequenceOf(first.record) }] };
  }
};
