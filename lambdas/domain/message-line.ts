import type { Channel } from "./channel.ts";
import type { Message, MessageStatus } from "./message.ts";

/** What the lists of a day keep of a message: enough to find it, and to pass over it unread. The message itself says the rest. */
export interface MessageLine {
  readonly customerId: string;
  readonly messageKey: string;
  readonly campaignId: string;
  /** As the message stood when the line was written; it may have moved on. */
  readonly channel: Channel;
  readonly status: MessageStatus;
  /** Epoch milliseconds. */
  readonly at: number;
}

/**
 * Each day of the shop has two lists. `all` names each message once, when it begins. `troubled` names it again whenever it comes
 * to stand where few do, so that somebody who looks for those few need not go through everything.
 */
export const messageLists = ["all", "troubled"] as const;
export type MessageList = (typeof messageLists)[number];

const troubles: ReadonlySet<MessageStatus> = new Set([
  "bounced",
  "complained",
  "failed",
  "expired",
  "withdrawn",
  "in-doubt",
  "parked",
]);

/** Where somebody looks for messages that stand there. */
export const listFor = (status: MessageStatus | undefined): MessageList =>
  status !== undefined && troubles.has(status) ? "troubled" : "all";

export interface ListedLine {
  /** The shop's local day that the message belongs to. */
  readonly day: string;
  readonly list: MessageList;
  readonly line: MessageLine;
}

/** What one change of a message adds to the lists of its day. */
export const linesOfChange = ({
  before,
  after,
}: {
  readonly before?: Message;
  readonly after: Message;
}): readonly ListedLine[] => {
  const { customerId, messageKey, campaignId, channel, status, updatedAt: at, day } = after;
  const line = { customerId, messageKey, campaignId, channel, status, at };
  const cameToTrouble = troubles.has(status) && before?.status !== status;
  return [
    ...(before === undefined ? [{ day, list: "all", line } as const] : []),
    ...(cameToTrouble ? [{ day, list: "troubled", line } as const] : []),
  ];
};
