import { createHash } from "node:crypto";
import type { SQSRecord } from "aws-lambda";
import type { EmailEntry } from "./inbox.ts";

/** The SES events that a stand-in can make. */
export type SesEventType = "Send" | "Delivery" | "Bounce" | "Complaint" | "Open" | "Click";

const accountId = "000000000000";
const topicArn = `arn:aws:sns:local:${accountId}:ses-events`;
const queueArn = `arn:aws:sqs:local:${accountId}:feedback`;
const iso = (at: number): string => new Date(at).toISOString();
const localPart = (address: string): string => address.split(/[+@]/)[0] ?? "";

/** The addresses of the SES mailbox simulator act as they do there; a label after a plus sign is allowed. */
export const eventTypesOf = (entry: EmailEntry): readonly SesEventType[] => {
  const simulated = entry.to.find((address) => address.endsWith("@simulator.amazonses.com"));
  switch (localPart(simulated ?? "")) {
    case "bounce":
    case "suppressionlist":
      return ["Send", "Bounce"];
    case "complaint":
      return ["Send", "Delivery", "Complaint"];
    default:
      return ["Send", "Delivery"];
  }
};

const mailOf = (entry: EmailEntry) => ({
  timestamp: iso(entry.receivedAt),
  source: entry.from,
  sendingAccountId: accountId,
  messageId: entry.providerId,
  destination: entry.to,
  headersTruncated: false,
  tags: {
    ...Object.fromEntries(Object.entries(entry.tags).map(([name, value]) => [name, [value]])),
    ...(entry.configurationSet === undefined ? {} : { "ses:configuration-set": [entry.configurationSet] }),
  },
});

const partOf = (entry: EmailEntry, type: SesEventType, at: number): Readonly<Record<string, unknown>> => {
  const timestamp = iso(at);
  const recipients = entry.to.map((emailAddress) => ({ emailAddress }));
  const feedbackId = `${entry.providerId}-${type.toLowerCase()}`;
  switch (type) {
    case "Send":
      return { send: {} };
    case "Delivery":
      return { delivery: { timestamp, processingTimeMillis: 0, recipients: entry.to, smtpResponse: "250 OK" } };
    case "Bounce":
      return {
        bounce: {
          timestamp,
          feedbackId,
          bounceType: "Permanent",
          bounceSubType: "General",
          bouncedRecipients: recipients,
        },
      };
    case "Complaint":
      return { complaint: { timestamp, feedbackId, complaintFeedbackType: "abuse", complainedRecipients: recipients } };
    case "Open":
      return { open: { timestamp, ipAddress: "192.0.2.1", userAgent: "stand-in", isBotEvent: "Unlikely" } };
    case "Click":
      return { click: { timestamp, ipAddress: "192.0.2.1", userAgent: "stand-in", isBotEvent: "Unlikely", link: "" } };
  }
};

/** SES hands its event to SNS as text, and SNS hands its envelope to SQS as text. */
const envelopeOf = (message: unknown, id: string, at: number) => ({
  Type: "Notification",
  MessageId: id,
  TopicArn: topicArn,
  Subject: "Amazon SES Email Event Notification",
  Message: JSON.stringify(message),
  Timestamp: iso(at),
  SignatureVersion: "1",
  Signature: "",
  SigningCertURL: "",
  UnsubscribeURL: "",
});

/** The record as Lambda receives it from the queue. The same event makes the same record, byte for byte. */
export const sesRecord = (q: {
  readonly entry: EmailEntry;
  readonly type: SesEventType;
  /** When it happened, epoch milliseconds. */
  readonly at: number;
}): SQSRecord => {
  const id = `${q.entry.providerId}-${q.type.toLowerCase()}-${q.at}`;
  const event = { eventType: q.type, mail: mailOf(q.entry), ...partOf(q.entry, q.type, q.at) };
  const body = JSON.stringify(envelopeOf(event, id, q.at));
  return {
    messageId: id,
    receiptHandle: id,
    body,
    attributes: {
      ApproximateReceiveCount: "1",
      SentTimestamp: String(q.at),
      SenderId: "stand-in",
      ApproximateFirstReceiveTimestamp: String(q.at),
    },
    messageAttributes: {},
    md5OfBody: createHash("md5").update(body).digest("hex"),
    eventSource: "aws:sqs",
    eventSourceARN: queueArn,
    awsRegion: "local",
  };
};
