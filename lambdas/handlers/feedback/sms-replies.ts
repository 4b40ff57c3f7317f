import type { CustomerEvent } from "../../domain/event.ts";
import type { InboundSms } from "../../domain/inbound-sms.ts";
import { isStop } from "../../domain/stop-words.ts";
import type { KeyedHash } from "../../shared/keyed-hash.ts";
import type { CustomerStore } from "../../store/customer-store.ts";
import type { SuppressionStore } from "../../store/suppression-store.ts";

/** A reply and when it was handed on, epoch milliseconds. */
export interface Reply extends InboundSms {
  readonly at: number;
}

export interface ReplyTools {
  readonly customers: Pick<CustomerStore, "findByPhone">;
  readonly suppressions: Pick<SuppressionStore, "add">;
  readonly keyedHash: () => Promise<KeyedHash>;
  readonly now: number;
}

/** Leaving closes the number, and withdraws the consent of everybody who has it: a new number is no way around either. */
const stopped = (reply: Reply, customerId: string, now: number): readonly CustomerEvent[] => {
  const about = { customerId, occurredAt: reply.at, receivedAt: now };
  return [
    { ...about, eventId: `${reply.id}-stop`, kind: "suppressed", channel: "sms", address: reply.from, cause: "stop" },
    {
      ...about,
      eventId: `${reply.id}-withdrawn`,
      kind: "consent-withdrawn",
      channel: "sms",
      topic: "all",
      source: "sms-reply",
      evidence: reply.id,
    },
  ];
};

/** Any other reply is kept like everything that a customer does; a campaign may be triggered by it. */
const received = (reply: Reply, customerId: string, now: number): CustomerEvent => ({
  customerId,
  eventId: `${reply.id}-received`,
  occurredAt: reply.at,
  receivedAt: now,
  kind: "custom",
  name: "sms-received",
  properties: { text: reply.text },
});

/**
 * What a reply means for everybody who has the number. A STOP from a number that nobody has is listed by its keyed hash, so
 * that it holds when the number turns up with a customer later.
 */
export const replyEvents = async (reply: Reply, tools: ReplyTools): Promise<readonly CustomerEvent[]> => {
  const sharing = await tools.customers.findByPhone(reply.from);
  if (!isStop(reply.text)) return sharing.map((customerId) => received(reply, customerId, tools.now));
  if (sharing.length === 0) {
    const hash = await tools.keyedHash();
    await tools.suppressions.add({ hash: hash("sms", reply.from), cause: "stop", at: reply.at });
  }
  return sharing.flatMap((customerId) => stopped(reply, customerId, tools.now));
};
