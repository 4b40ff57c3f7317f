// What Rekindle tells the shop's other systems. An announcement names a customer by the shop's own id and by nothing else: no
// address, no words of a message, no words of a customer.
import type { Category, Channel } from "./channel.ts";
import type { Addition } from "./funnel-counts.ts";
import { conversionsIn } from "./goal-counts.ts";
import type { Message, MessageStatus } from "./message.ts";
import { messageKey } from "./message-key.ts";
import type { Task } from "./task.ts";

/** Who it comes from, as rules of an event bus match it. */
export const eventSource = "rekindle";

/** What an event is about, as rules of an event bus match it: `detail-type`. */
export const detailTypes = {
  accepted: "Message Accepted",
  converted: "Converted",
  optedOut: "Opted Out",
  caseOverdue: "Case Overdue",
} as const;
export type DetailType = (typeof detailTypes)[keyof typeof detailTypes];

interface About {
  /** The same for the same fact, however often it is told: 26 characters of a-z and 2-7. */
  readonly eventId: string;
  /** ISO 8601 UTC. */
  readonly occurredAt: string;
  readonly customerId: string;
}

export interface AcceptedData {
  readonly messageKey: string;
  readonly campaignId: string;
  readonly campaignVersion: number;
  readonly stepId: string;
  readonly channel: Channel;
  readonly category: Category;
  readonly variant?: string;
}

export interface ConvertedData {
  readonly campaignId: string;
  /** True: the customer is one of those whom the campaign did not write to, so that its effect can be measured. */
  readonly heldOut: boolean;
  readonly variant?: string;
}

export interface OptedOutData {
  readonly channel: Channel;
  /** Of the latest message before; absent when there was none. */
  readonly campaignId?: string;
}

export interface CaseOverdueData {
  readonly caseId: string;
  /** The task that asks somebody else to see to it, whom it asks, and until when. */
  readonly taskId: string;
  readonly role: string;
  readonly taskDueAt: string;
}

export type Announcement = About &
  (
    | { readonly type: typeof detailTypes.accepted; readonly data: AcceptedData }
    | { readonly type: typeof detailTypes.converted; readonly data: ConvertedData }
    | { readonly type: typeof detailTypes.optedOut; readonly data: OptedOutData }
    | { readonly type: typeof detailTypes.caseOverdue; readonly data: CaseOverdueData }
  );

const instant = (ms: number): string => new Date(ms).toISOString();

/** Of what happened, to whom, and of what makes it this one and no other. */
const eventIdOf = (type: DetailType, customerId: string, about: string, which: string): string =>
  messageKey({ campaignId: type, customerId, stepId: about, occurrence: which });

const taken: ReadonlySet<MessageStatus> = new Set(["accepted", "delivered", "bounced", "complained"]);

/** A provider took the message, which happens once: whatever the status says afterwards, it stays taken. */
export const acceptedAnnounced = (q: {
  readonly before?: Message;
  readonly after: Message;
}): readonly Announcement[] => {
  const { before, after } = q;
  if (!taken.has(after.status) || (before !== undefined && taken.has(before.status))) return [];
  const { customerId, campaignId, campaignVersion, stepId, channel, category, variant } = after;
  return [
    {
      type: detailTypes.accepted,
      eventId: eventIdOf(detailTypes.accepted, customerId, "", after.messageKey),
      occurredAt: instant(after.submittedAt ?? after.updatedAt),
      customerId,
      data: {
        ...{ messageKey: after.messageKey, campaignId, campaignVersion, stepId, channel, category },
        ...(variant !== undefined && { variant }),
      },
    },
  ];
};

interface Folded {
  readonly customerId: string;
  /** Epoch milliseconds. */
  readonly at: number;
  /** What events added to the counters of campaigns. */
  readonly counted?: readonly Addition[];
  /** Names the write that folded them, the same at every repeat. */
  readonly write: string;
}

/** Goals that were reached, and opt-outs. A cancelled order takes a conversion back from the counters, and is not announced. */
export const foldAnnounced = (q: Folded): readonly Announcement[] =>
  (q.counted ?? []).flatMap((addition) => [...converted(q, addition), ...optedOut(q, addition)]);

const converted = ({ customerId, at, write }: Folded, { campaignId, day, counts }: Addition): readonly Announcement[] =>
  conversionsIn(counts).map((data) => ({
    type: detailTypes.converted,
    eventId: eventIdOf(detailTypes.converted, customerId, campaignId, `${day} ${data.variant ?? ""} ${write}`),
    occurredAt: instant(at),
    customerId,
    data: { campaignId, ...data },
  }));

/** What belongs to no campaign is counted under this name. */
const shopCounters = "shop";
const leaving: readonly (readonly [Channel, string])[] = [
  ["email", "email:optedOut"],
  ["sms", "sms:optedOut"],
  ["push", "push:optedOut"],
];

const optedOut = ({ customerId, at, write }: Folded, { campaignId, counts }: Addition): readonly Announcement[] =>
  leaving
    .filter(([, counter]) => (counts[counter] ?? 0) > 0)
    .map(([channel]) => ({
      type: detailTypes.optedOut,
      eventId: eventIdOf(detailTypes.optedOut, customerId, channel, write),
      occurredAt: instant(at),
      customerId,
      data: { channel, ...(campaignId !== shopCounters && { campaignId }) },
    }));

/** The task by which a case whose deadline passed is taken to somebody else; any other task is announced to nobody. */
export const overdueAnnounced = (task: Task): readonly Announcement[] => {
  const { customerId, caseId, taskId, role, createdAt, dueAt } = task;
  if (caseId === undefined) return [];
  return [
    {
      type: detailTypes.caseOverdue,
      eventId: eventIdOf(detailTypes.caseOverdue, customerId, caseId, taskId),
      occurredAt: instant(createdAt),
      customerId,
      data: { caseId, taskId, role, taskDueAt: instant(dueAt) },
    },
  ];
};
