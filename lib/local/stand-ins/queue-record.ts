import { createHash } from "node:crypto";
import type { SQSRecord } from "aws-lambda";

export const accountId = "000000000000";
const queueArn = `arn:aws:sqs:local:${accountId}:feedback`;
export const iso = (at: number): string => new Date(at).toISOString();

/** The topics through which the providers tell of their messages. */
const topics = { "ses-events": "Amazon SES Email Event Notification", "sms-events": undefined } as const;

export interface Notice {
  /** Names the notice: the same one is delivered again under the same id. */
  readonly id: string;
  readonly topic: keyof typeof topics;
  readonly message: unknown;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** A provider hands its event to SNS as text, and SNS hands its envelope to SQS as text. */
const envelopeOf = ({ id, topic, message, at }: Notice) => ({
  Type: "Notification",
  MessageId: id,
  TopicArn: `arn:aws:sns:local:${accountId}:${topic}`,
  ...(topics[topic] !== undefined && { Subject: topics[topic] }),
  Message: JSON.stringify(message),
  Timestamp: iso(at),
  SignatureVersion: "1",
  Signature: "",
  SigningCertURL: "",
  UnsubscribeURL: "",
});

/** The record as Lambda receives it from the queue. The same notice makes the same record, byte for byte. */
export const queueRecord = (notice: Notice): SQSRecord => {
  const { id, at } = notice;
  const body = JSON.stringify(envelopeOf(notice));
  return {
    messageId: id,
    receiptHandle: id,
    body,
    attributes: {
      ApproximateReceiveCount: "1",
      SentTimestamp: String(at),
      SenderId: "stand-in",
      ApproximateFirstReceiveTimestamp: String(at),
    },
    messageAttributes: {},
    md5OfBody: createHash("md5").update(body).digest("hex"),
    eventSource: "aws:sqs",
    eventSourceARN: queueArn,
    awsRegion: "local",
  };
};
