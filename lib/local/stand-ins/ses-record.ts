import type { SQSRecord } from "aws-lambda";
import type { EmailEntry } from "./inbox.ts";
import { accountId, iso, queueRecord } from "./queue-record.ts";

/** The SES events that a stand-in can make. */
export type SesEventType = "Send" | "Delivery" | "Bounce" | "Complaint" | "Open" | "Click";

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

/** The record as Lambda receives it from the queue. The same event makes the same record, byte for byte. */
export const sesRecord = (q: {
  readonly entry: EmailEntry;
  readonly type: SesEventType;
  /** When it happened, epoch milliseconds. */
  readonly at: number;
}): SQSRecord => {
  const id = `${q.entry.providerId}-${q.type.toLowerCase()}-${q.at}`;
  const message = { eventType: q.type, mail: mailOf(q.entry), ...partOf(q.entry, q.type, q.at) };
  return queueRecord({ id, topic: "ses-events", message, at: q.at });
};
