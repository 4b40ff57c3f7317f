import type { Category } from "../domain/channel.ts";
import type { Outcome } from "../domain/message.ts";

export interface OutgoingEmail {
  readonly channel: "email";
  readonly messageKey: string;
  readonly customerId: string;
  readonly campaignId: string;
  readonly stepId: string;
  readonly occurrence: string;
  /** One address, without a display name. */
  readonly to: string;
  readonly from: string;
  /** Absent: replies go to `from`. */
  readonly replyTo?: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  /** HTTPS; a POST to it takes the person off the list (RFC 8058). */
  readonly unsubscribeUrl: string;
  readonly configurationSet: string;
  /** A message on trial: what becomes of it is told to nobody. */
  readonly trial?: true;
}

export interface OutgoingSms {
  readonly channel: "sms";
  readonly messageKey: string;
  readonly customerId: string;
  readonly campaignId: string;
  readonly stepId: string;
  readonly occurrence: string;
  readonly category: Category;
  /** A provider that can keeps no text for later than this instant. */
  readonly sendBy: number;
  /** E.164. */
  readonly to: string;
  readonly text: string;
  /** Absent: SNS picks an origination identity. */
  readonly senderId?: string;
  /** US dollars; the provider refuses a text that would cost more. */
  readonly maxPriceUsd: number;
  /** The provider checks everything and sends nothing, where it can. */
  readonly dryRun?: true;
  /** A message on trial: what becomes of it is told to nobody. */
  readonly trial?: true;
}

export interface OutgoingPush {
  readonly channel: "push";
  readonly messageKey: string;
  readonly customerId: string;
  readonly campaignId: string;
  readonly stepId: string;
  readonly occurrence: string;
  /** No push service tries for longer than until this instant. */
  readonly sendBy: number;
  /** ARN of the platform endpoint of the customer's newest device. */
  readonly to: string;
  /** The other devices, the newest first: tried in turn while SNS says that the one before is gone. */
  readonly others: readonly string[];
  readonly title: string;
  readonly body: string;
  /** Where a tap leads; absent: the app opens. */
  readonly link?: string;
  readonly preferencesUrl: string;
}

export type OutgoingMessage = OutgoingEmail | OutgoingSms | OutgoingPush;

/** One call to a provider. It never throws for what a provider does: an answer, or silence, is an outcome. */
export interface ChannelSender {
  /** `isStillClear` asks hours, deadline and all the rest again, for a sender that waits before it calls once more. */
  send(message: OutgoingMessage, isStillClear?: () => boolean): Promise<Outcome>;
}
