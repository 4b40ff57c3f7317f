import { tagsOf } from "../../lambdas/domain/message-tags.ts";

/** SES events of one message, as SES writes them. */
export const sentAt = "2026-03-02T12:00:00.000Z";
export const happenedAt = "2026-03-02T12:05:00.000Z";

export const taggedMessage = {
  customerId: "客户-1",
  messageKey: "abcdefghijklmnopqrstuvwxyz",
  campaignId: "dormant",
  stepId: "gift",
  occurrence: "order:7",
} as const;

const valuesOf = (message: typeof taggedMessage): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(tagsOf(message).map(({ name, value }) => [name, [value]]));

const mail = {
  timestamp: sentAt,
  source: "shop@example.com",
  messageId: "provider-1",
  destination: ["ada@example.com"],
  headersTruncated: false,
};

export interface SesEventInput {
  readonly type: string;
  /** The part named after the type, for example `{ bounce: { … } }`. */
  readonly part: Readonly<Record<string, unknown>>;
}

/** Event publishing: `eventType`, and our tags among those of SES. */
export const published = ({ type, part }: SesEventInput) => ({
  eventType: type,
  mail: { ...mail, tags: { "ses:configuration-set": ["rekindle"], ...valuesOf(taggedMessage) } },
  ...part,
});

/** Feedback of an identity: `notificationType`, no tags. */
export const notified = ({ type, part }: SesEventInput) => ({ notificationType: type, mail, ...part });

export const bounce = (bounceType: string): SesEventInput => ({
  type: "Bounce",
  part: {
    bounce: {
      timestamp: happenedAt,
      bounceType,
      bounceSubType: "General",
      bouncedRecipients: [{ emailAddress: "ada@example.com" }],
      feedbackId: "feedback-1",
    },
  },
});

export const complaint = (complaintFeedbackType?: string): SesEventInput => ({
  type: "Complaint",
  part: {
    complaint: {
      timestamp: happenedAt,
      complainedRecipients: [{ emailAddress: "ada@example.com" }],
      feedbackId: "feedback-2",
      ...(complaintFeedbackType === undefined ? {} : { complaintFeedbackType }),
    },
  },
});

export const send: SesEventInput = { type: "Send", part: { send: {} } };
export const delivery: SesEventInput = { type: "Delivery", part: { delivery: { timestamp: happenedAt } } };
export const reject: SesEventInput = { type: "Reject", part: { reject: { reason: "Bad content" } } };

export const click = (isBotEvent?: string): SesEventInput => ({
  type: "Click",
  part: { click: { timestamp: happenedAt, link: "https://shop.example.com", ...(isBotEvent && { isBotEvent }) } },
});

export const open = (isBotEvent?: string): SesEventInput => ({
  type: "Open",
  part: { open: { timestamp: happenedAt, ipAddress: "192.0.2.1", ...(isBotEvent && { isBotEvent }) } },
});

export const delay: SesEventInput = {
  type: "DeliveryDelay",
  part: {
    deliveryDelay: {
      timestamp: happenedAt,
      delayType: "MailboxFull",
      expirationTime: "2026-03-03T00:05:00.000Z",
      delayedRecipients: [{ emailAddress: "ada@example.com", status: "4.4.1" }],
    },
  },
};

export const failure: SesEventInput = {
  type: "Rendering Failure",
  part: { failure: { errorMessage: "Attribute 'name' is not present.", templateName: "Gift" } },
};

export const subscription = (newTopicPreferences: unknown): SesEventInput => ({
  type: "Subscription",
  part: { subscription: { timestamp: happenedAt, source: "UnsubscribeHeader", newTopicPreferences } },
});

/** The record of the feedback queue: the event as text in SNS's envelope as text. */
export const queued = (event: unknown, messageId = "record-1") => ({
  messageId,
  receiptHandle: messageId,
  body: JSON.stringify({ Type: "Notification", MessageId: messageId, Message: JSON.stringify(event) }),
  attributes: {
    ApproximateReceiveCount: "1",
    SentTimestamp: "0",
    SenderId: "test",
    ApproximateFirstReceiveTimestamp: "0",
  },
  messageAttributes: {},
  md5OfBody: "",
  eventSource: "aws:sqs",
  eventSourceARN: "arn:aws:sqs:us-east-1:000000000000:feedback",
  awsRegion: "us-east-1",
});

/** A message as SES names it in its events. */
export interface NamedMessage {
  readonly providerId: string;
  readonly address: string;
  readonly tags: Readonly<Record<string, string>>;
}

type AnyEvent = Readonly<Record<string, unknown>>;

const withAddress = (event: unknown, address: string, id: string): AnyEvent =>
  JSON.parse(
    JSON.stringify(event)
      .replaceAll(/"emailAddress":"[^"]*"/g, JSON.stringify({ emailAddress: address }).slice(1, -1))
      .replaceAll(/"feedbackId":"([^"]*)"/g, (_, own: string) => `"feedbackId":"${id}-${own}"`),
  );

/** The event, written by us or by SES, as an event about this message. */
export const about = (message: NamedMessage, event: AnyEvent): AnyEvent => {
  const { mail: own, ...rest } = withAddress(event, message.address, message.providerId);
  const tags = Object.fromEntries(Object.entries(message.tags).map(([name, value]) => [name, [value]]));
  const isPublished = "eventType" in rest;
  return {
    ...rest,
    mail: {
      ...(typeof own === "object" ? own : {}),
      messageId: message.providerId,
      destination: [message.address],
      ...(isPublished && { tags: { "ses:configuration-set": ["rekindle"], ...tags } }),
    },
  };
};
