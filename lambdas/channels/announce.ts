import { SendMessageBatchCommand } from "@aws-sdk/client-sqs";
import type { Announcement } from "../domain/announcement.ts";
import { inParallel } from "../shared/batch.ts";
import { optional } from "../shared/environment.ts";
import { RekindleError } from "../shared/errors.ts";
import type { Runtime } from "../shared/runtime.ts";

/** As many as SQS takes at once. */
const batchMax = 10;
const callsAtOnce = 5;

/** Puts announcements into the queue of the event bus. Throws when one may not be there: telling it again is harmless. */
export type Announce = (announcements: readonly Announcement[]) => Promise<void>;

/** Undefined where the shop wants none, so that nobody makes them. */
export const createAnnouncer = (runtime: Pick<Runtime, "environment" | "metrics" | "sqs">): Announce | undefined => {
  const queueUrl = optional(runtime.environment, "EVENTS_OUT_QUEUE_URL");
  if (queueUrl === undefined) return undefined;

  const put = async (batch: readonly Announcement[]): Promise<void> => {
    const Entries = batch.map((one, place) => ({ Id: String(place), MessageBody: JSON.stringify(one) }));
    const { Failed: failed = [] } = await runtime
      .sqs()
      .send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
    if (failed.length > 0)
      throw new RekindleError("announcement-failed", "The queue of the event bus did not take every announcement.", {
        data: { refused: failed.length, of: batch.length, codes: [...new Set(failed.map(({ Code }) => Code))] },
      });
    runtime.metrics.add("EventsOut", batch.length);
  };

  return (announcements) => inParallel(batchesOf(announcements), callsAtOnce, put);
};

const batchesOf = (announcements: readonly Announcement[]): readonly (readonly Announcement[])[] =>
  Array.from({ length: Math.ceil(announcements.length / batchMax) }, (_, index) =>
    announcements.slice(index * batchMax, (index + 1) * batchMax),
  );
