import type { DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";
import { type Announce, createAnnouncer } from "../channels/announce.ts";
import { acceptedAnnounced } from "../domain/announcement.ts";
import { type Addition, changeCounted, looksCounted, merged, redeemedCounted } from "../domain/funnel-counts.ts";
import { linesOfChange, type MessageLine, type MessageList } from "../domain/message-line.ts";
import { answersCounted } from "../domain/survey.ts";
import { sequenceOf } from "../shared/batch.ts";
import { RekindleError } from "../shared/errors.ts";
import { lambdaHandler } from "../shared/lambda.ts";
import type { Runtime } from "../shared/runtime.ts";
import { createSqs } from "../shared/sqs-client.ts";
import { outboxOf } from "../store/customer-store.ts";
import { createMessageListStore, type MessageListStore } from "../store/message-list-store.ts";
import { messageChange } from "../store/message-store.ts";
import { type CountedRecord, createReportStore, type ReportStore } from "../store/report-store.ts";
import { imageOf } from "./stream-image.ts";

/** A stream batch as a mapping with a tumbling window hands it over: only then does it say which shard it came from. */
export interface WindowedStreamEvent extends DynamoDBStreamEvent {
  readonly shardId?: string;
}

/** A mapping with a window wants its state back; ours is empty, because the counters are in the table. */
export interface WindowedResponse {
  readonly batchItemFailures: { readonly itemIdentifier: string }[];
  readonly state: Readonly<Record<string, never>>;
}

type Stream = "customers" | "messages";

interface Batch {
  readonly stream: Stream;
  readonly shardId: string;
  readonly records: readonly DynamoDBRecord[];
}

interface Stores {
  readonly reports: ReportStore;
  readonly lists: MessageListStore;
}

const streamOf = (record: DynamoDBRecord): Stream =>
  record.dynamodb?.Keys?.messageKey === undefined ? "customers" : "messages";

const additionsOf = (record: DynamoDBRecord): readonly Addition[] => {
  if (streamOf(record) === "messages") {
    return changeCounted(messageChange(record.dynamodb?.OldImage, imageOf(record)));
  }
  const outbox = outboxOf(imageOf(record))?.outbox;
  // One addition a place: a counter takes each record once.
  return outbox === undefined
    ? []
    : merged([
        ...looksCounted(outbox),
        ...redeemedCounted(outbox),
        ...answersCounted(outbox),
        ...(outbox.counted ?? []),
      ]);
};

interface Counter {
  readonly campaignId: string;
  readonly day: string;
  readonly records: CountedRecord[];
}

const countersOf = ({ records }: Batch): readonly Counter[] => {
  const counters = new Map<string, Counter>();
  for (const record of records) {
    for (const { campaignId, day, counts } of additionsOf(record)) {
      const place = `${day} ${campaignId}`;
      const counter = counters.get(place) ?? { campaignId, day, records: [] };
      counter.records.push({ sequence: sequenceOf(record), counts });
      counters.set(place, counter);
    }
  }
  return [...counters.values()];
};

const gapsOf = ({ records, stream }: Batch) =>
  records.flatMap((record) => {
    const gaps = stream === "customers" ? outboxOf(imageOf(record))?.outbox.gaps : undefined;
    return gaps === undefined ? [] : [{ sequence: sequenceOf(record), ...gaps }];
  });

/** What is new in the lists of messages, together for each list that it goes into. */
const listsOf = ({ records, stream }: Batch) => {
  const lists = new Map<string, { day: string; list: MessageList; sequence: string; lines: MessageLine[] }>();
  for (const record of stream === "messages" ? records : []) {
    for (const { day, list, line } of linesOfChange(messageChange(record.dynamodb?.OldImage, imageOf(record)))) {
      const one = lists.get(`${day} ${list}`) ?? { day, list, sequence: sequenceOf(record), lines: [] };
      one.lines.push(line);
      lists.set(`${day} ${list}`, one);
    }
  }
  return [...lists.values()];
};

/** Every counter remembers the last record it took from a shard, so a batch that failed half way may simply come again. */
const count = async ({ reports, lists }: Stores, batch: Batch): Promise<void> => {
  const { stream, shardId } = batch;
  for (const counter of countersOf(batch)) await reports.add({ ...counter, stream, shardId });
  for (const list of listsOf(batch)) await lists.add({ ...list, shardId });
  const gaps = gapsOf(batch);
  if (gaps.length > 0) await reports.addGaps({ shardId, records: gaps });
};

/**
 * A removed message is one of an erased customer. The erasure took them out of the lists; a line that was on its way then is
 * taken out here. The removal comes after everything else that its shard says of the message, also when a batch is repeated.
 */
const forget = async ({ lists }: Stores, records: readonly DynamoDBRecord[]): Promise<void> => {
  const places = new Map<string, { customerId: string; day: string }>();
  for (const { eventName, dynamodb } of records) {
    if (eventName !== "REMOVE" || dynamodb?.OldImage?.messageKey === undefined) continue;
    const { customerId, day } = messageChange(undefined, dynamodb.OldImage).after;
    places.set(`${day} ${customerId}`, { customerId, day });
  }
  for (const place of places.values()) await lists.forget(place);
};

/** Last of all, so that no counter waits for it. A batch that comes again tells the same with the same ids. */
const tellAccepted = async (announce: Announce, { stream, records }: Batch): Promise<void> => {
  if (stream !== "messages") return;
  await announce(
    records.flatMap((record) => acceptedAnnounced(messageChange(record.dynamodb?.OldImage, imageOf(record)))),
  );
};

export const createHandler = (runtime: Runtime): ((event: WindowedStreamEvent) => Promise<WindowedResponse>) => {
  const stores: Stores = { reports: createReportStore(runtime), lists: createMessageListStore(runtime) };
  const announce = createAnnouncer(runtime);

  return async ({ Records, shardId }) => {
    const [first] = Records ?? [];
    // The last call of a window may come without records.
    if (first === undefined) return { batchItemFailures: [], state: {} };
    if (shardId === undefined)
      throw new RekindleError("record-invalid", "The batch does not name its shard: its mapping has no window.");
    try {
      const records = Records.filter(({ eventName }) => eventName !== "REMOVE");
      const batch: Batch = { stream: streamOf(first), shardId, records };
      await count(stores, batch);
      await forget(stores, Records);
      if (announce !== undefined) await tellAccepted(announce, batch);
      return { batchItemFailures: [], state: {} };
    } catch (error) {
      runtime.logger.error("A batch was not counted and will be repeated", { error, shardId });
      return { batchItemFailures: [{ itemIdentifier: sequenceOf(first) }], state: {} };
    }
  };
};

// Marked pure so that `act`, which counts looks by this file, has one handler only.
export const handler = /* @__PURE__ */ lambdaHandler(createHandler, { sqs: createSqs });
