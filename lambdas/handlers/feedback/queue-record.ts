import type { SQSRecord } from "aws-lambda";
import * as z from "zod";
import { readEndUserMessagingEvent } from "../../domain/end-user-messaging-event.ts";
import { readInboundSms } from "../../domain/inbound-sms.ts";
import { readSesEvent, type SesMeaning } from "../../domain/ses-event.ts";
import type { Reply } from "./sms-replies.ts";

const envelope = z.object({
  Type: z.literal("Notification"),
  Message: z.string(),
  /** When the topic took it over. */
  Timestamp: z.iso.datetime().optional(),
});

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** A provider's event is text in SNS's envelope, which is text in the queue's record. Undefined when it is anything else. */
export const meaningsOf = (record: Pick<SQSRecord, "body">): readonly SesMeaning[] | undefined => {
  const outer = envelope.safeParse(parseJson(record.body));
  if (!outer.success) return undefined;
  const event = parseJson(outer.data.Message);
  return readSesEvent(event) ?? readEndUserMessagingEvent(event);
};

/** A text message from a person, in the same envelopes. Undefined when it is anything else. */
export const replyOf = (record: Pick<SQSRecord, "body">, now: number): Reply | undefined => {
  const outer = envelope.safeParse(parseJson(record.body));
  const sms = outer.success ? readInboundSms(parseJson(outer.data.Message)) : undefined;
  if (!outer.success || sms === undefined) return undefined;
  const at = Date.parse(outer.data.Timestamp ?? "");
  // The phone network gives no time of its own; what the topic says cannot lie ahead of us.
  return { ...sms, at: Number.isNaN(at) ? now : Math.min(at, now) };
};
