import { queued } from "./ses-events.ts";

/** A text message from a person as the feedback queue holds it: in the envelope of the two-way topic. */
export const smsReply = (q: {
  readonly from: string;
  readonly text: string;
  readonly id?: string;
  readonly at?: number;
}) => {
  const record = queued({
    originationNumber: q.from,
    destinationNumber: "+447700900000",
    messageKeyword: "KEYWORD",
    messageBody: q.text,
    inboundMessageId: q.id ?? "inbound-1",
  });
  const body = { ...JSON.parse(record.body), ...(q.at !== undefined && { Timestamp: new Date(q.at).toISOString() }) };
  return { ...record, body: JSON.stringify(body) };
};
