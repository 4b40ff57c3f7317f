import type * as z from "zod";
import type { Channel } from "../../lambdas/domain/channel.ts";
import type { Traits } from "../../lambdas/domain/event.ts";
import type { messageSchema } from "../../lambdas/domain/intake/segment-message.ts";

type Intake = z.input<typeof messageSchema>;

/** What is known of a person by Rekindle's own names; anything else is kept as an attribute. */
export interface KnownTraits extends Traits {
  /** Whether the person agreed to be written to, by channel. */
  readonly consents?: Readonly<Partial<Record<Channel, boolean>>>;
}

interface Told {
  /** The shop's own id of the customer. */
  readonly userId: string;
  /**
   * When it happened.
   * @default - now
   */
  readonly timestamp?: Date | string;
  /**
   * Tells this message from every other one of the customer. Give your own where a whole job may run again: the same id at the
   * same time is the same event, however often it is sent.
   * @default - a random one, kept over the client's own repeats
   */
  readonly messageId?: string;
  readonly context?: NonNullable<Intake["context"]>;
}

export interface Identify extends Told {
  readonly traits: KnownTraits & Readonly<Record<string, unknown>>;
}

export interface Track extends Told {
  /** Such as "Order Completed"; docs/data-in.md lists the names that have a meaning of their own. */
  readonly event: string;
  readonly properties?: NonNullable<Intake["properties"]>;
}

/** One of a batch. */
export type ClientMessage = ({ readonly type: "identify" } & Identify) | ({ readonly type: "track" } & Track);

/** As it is sent, and sent again: with an id and a time that no repeat changes. */
export type StampedMessage = ClientMessage & { readonly messageId: string; readonly timestamp: string };

interface Stamps {
  readonly now: () => number;
  readonly newId: () => string;
}

export const stamped = (message: ClientMessage, { now, newId }: Stamps): StampedMessage => ({
  ...message,
  messageId: message.messageId ?? newId(),
  timestamp: textOf(message.timestamp ?? new Date(now())),
});

const textOf = (time: Date | string): string => (typeof time === "string" ? time : time.toISOString());
