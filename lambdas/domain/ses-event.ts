import { type Category, type Channel, categories } from "./channel.ts";
import type { MessageReference, SuppressionCause } from "./event.ts";
import { referenceOf } from "./message-tags.ts";
import { parseSesEvent, type SesBody } from "./ses-event-shape.ts";

export type MessageSignal =
  | "accepted"
  | "delivered"
  | "bounced"
  | "complained"
  | "clicked"
  | "opened"
  | "rejected"
  | "expired"
  | "rendering-failed"
  | "delayed";

/** What one SES event tells. Instants are epoch milliseconds; `eventId` is the same however often the event arrives. */
export type SesMeaning =
  | {
      readonly kind: "message";
      readonly customerId: string;
      readonly message: MessageReference;
      readonly status: MessageSignal;
      readonly at: number;
      /** When SES accepted the message. */
      readonly sentAt: number;
      readonly providerId: string;
      readonly eventId: string;
      /** True when nothing that SES says later can undo it: a hard bounce. */
      readonly permanent: boolean;
      readonly reason?: string;
    }
  | {
      readonly kind: "address";
      /** Absent: email. */
      readonly channel?: Channel;
      readonly address: string;
      readonly cause: SuppressionCause;
      readonly at: number;
      readonly eventId: string;
      /** Absent when the event carries no tags of ours: whose address it is has to be looked up. */
      readonly customerId?: string;
    }
  | {
      readonly kind: "opt-out";
      readonly customerId: string;
      readonly topic: Category | "all";
      readonly at: number;
      readonly eventId: string;
    };

export type MessageMeaning = Extract<SesMeaning, { readonly kind: "message" }>;
export type AddressMeaning = Extract<SesMeaning, { readonly kind: "address" }>;
export type OptOutMeaning = Extract<SesMeaning, { readonly kind: "opt-out" }>;

type Tagged = NonNullable<ReturnType<typeof referenceOf>>;

const signalOf = (body: SesBody): Pick<MessageMeaning, "status" | "at" | "permanent" | "reason"> | undefined => {
  switch (body.type) {
    case "Send":
      return { status: "accepted", at: body.mail.timestamp, permanent: false };
    case "Delivery":
      return { status: "delivered", at: body.delivery.timestamp, permanent: false };
    case "Bounce":
      return {
        status: "bounced",
        at: body.bounce.timestamp,
        permanent: isHardBounce(body),
        reason: `bounce-${body.bounce.bounceType}-${body.bounce.bounceSubType}`.toLowerCase(),
      };
    case "Complaint":
      return { status: "complained", at: body.complaint.timestamp, permanent: true };
    case "Click":
      return { status: "clicked", at: body.click.timestamp, permanent: false };
    case "Open":
      return { status: "opened", at: body.open.timestamp, permanent: false };
    case "Reject":
      return { status: "rejected", at: body.mail.timestamp, permanent: true, reason: "ses-reject" };
    case "Rendering Failure":
      return { status: "rendering-failed", at: body.mail.timestamp, permanent: true, reason: "ses-rendering-failure" };
    case "DeliveryDelay":
      return { status: "delayed", at: body.deliveryDelay.timestamp, permanent: false };
    case "Subscription":
      return undefined;
  }
};

/** Only a permanent bounce says that the address is dead; a full mailbox or an out-of-office answer is transient. */
const isHardBounce = (body: SesBody): boolean => body.type === "Bounce" && body.bounce.bounceType === "Permanent";

const isBot = (body: SesBody): boolean =>
  (body.type === "Click" && body.click.isBotEvent === "Likely") ||
  (body.type === "Open" && body.open.isBotEvent === "Likely");

/** A person told the mailbox provider that it was no spam after all: the opposite of a complaint. */
const isNotSpam = (body: SesBody): boolean =>
  body.type === "Complaint" && body.complaint.complaintFeedbackType === "not-spam";

const messageMeaning = (body: SesBody, tagged: Tagged | undefined): readonly MessageMeaning[] => {
  const signal = signalOf(body);
  if (tagged === undefined || signal === undefined) return [];
  const eventId = `${tagged.message.messageKey}-${signal.status}-${signal.at}`;
  const { messageId, timestamp } = body.mail;
  return [{ kind: "message", ...tagged, ...signal, sentAt: timestamp, providerId: messageId, eventId }];
};

const badAddresses = (body: SesBody) => {
  if (body.type === "Complaint")
    return { cause: "complaint" as const, ...body.complaint, recipients: body.complaint.complainedRecipients };
  if (body.type === "Bounce" && isHardBounce(body))
    return { cause: "hard-bounce" as const, ...body.bounce, recipients: body.bounce.bouncedRecipients };
  return undefined;
};

const addressMeanings = (body: SesBody, tagged: Tagged | undefined): readonly AddressMeaning[] => {
  const bad = badAddresses(body);
  if (bad === undefined) return [];
  const source = bad.feedbackId ?? body.mail.messageId;
  return bad.recipients.map(({ emailAddress }, index) => ({
    kind: "address",
    address: emailAddress,
    cause: bad.cause,
    at: bad.timestamp,
    eventId: `${source}-${bad.cause}-${index}`,
    ...(tagged === undefined ? {} : { customerId: tagged.customerId }),
  }));
};

/** A topic that is not one of ours is taken as every topic: an opt-out is never read more narrowly than it was meant. */
const topicOf = (name: string): Category | "all" => categories.find((category) => category === name) ?? "all";

const optOuts = (body: SesBody, tagged: Tagged | undefined): readonly OptOutMeaning[] => {
  if (body.type !== "Subscription" || tagged === undefined) return [];
  const choices = body.subscription.newTopicPreferences;
  const left = (choices?.topicSubscriptionStatus ?? []).filter((choice) => choice.subscriptionStatus === "OptOut");
  const topics = choices?.unsubscribeAll ? ["all" as const] : left.map((choice) => topicOf(choice.topicName));
  return [...new Set(topics)].map((topic) => ({
    kind: "opt-out",
    customerId: tagged.customerId,
    topic,
    at: body.subscription.timestamp,
    eventId: `${body.mail.messageId}-opt-out-${topic}`,
  }));
};

/** Undefined when it is no SES event that is known here; an empty list when the event says nothing that counts. */
export const readSesEvent = (input: unknown): readonly SesMeaning[] | undefined => {
  const body = parseSesEvent(input);
  if (body === undefined) return undefined;
  if (isBot(body) || isNotSpam(body)) return [];

  const tagged = referenceOf(body.mail.tags ?? {});
  return [...messageMeaning(body, tagged), ...addressMeanings(body, tagged), ...optOuts(body, tagged)];
};
