import type { SQSRecord } from "aws-lambda";
import * as z from "zod";
import { readSesEvent, type SesMeaning } from "../../domain/ses-event.ts";

const envelope = z.object({ Type: z.literal("Notification"), Message: z.string() });

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** SES's event is text in SNS's envelope, which is text in the queue's record. Undefined when it is anything else. */
export const meaningsOf = (record: Pick<SQSRecord, "body">): readonly SesMeaning[] | undefined => {
  const outer = envelope.safeParse(parseJson(record.body));
  return outer.success ? readSesEvent(parseJson(outer.data.Message)) : undefined;
};
