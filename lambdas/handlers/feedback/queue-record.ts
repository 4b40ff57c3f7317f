import type { SQSRecord } from "aws-lambda";
import * as z from "zod";
import { readEndUserMessagingEvent } from "../../domain/end-user-messaging-event.ts";
import { readSesEvent, type SesMeaning } from "../../domain/ses-event.ts";

const envelope = z.object({
  Type: z.literal("Notification"),
  Message: z.string(),
  Timestamp: z.iso.datetime().optional(),
});

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** When SNS took the notification: the same for every delivery of it. */
const receivedAtOf = (timestamp: string | undefined, { attributes }: FeedbackRecord): number =>
  timestamp === undefined ? Number(attributes.SentTimestamp) : Date.parse(timestamp);

type FeedbackRecord = Pick<SQSRecord, "body" | "attributes">;

/** A provider's event is text in SNS's envelope, which is text in the queue's record. Undefined when it is anything else. */
export const meaningsOf = (record: FeedbackRecord): readonly SesMeaning[] | undefined => {
  const outer = envelope.safeParse(parseJson(record.body));
  if (!outer.success) return undefined;
  const event = parseJson(outer.data.Message);
  const receivedAt = receivedAtOf(outer.data.Timestamp, record);
  return readSesEvent(event) ?? readEndUserMessagingEvent(event, { receivedAt });
};
