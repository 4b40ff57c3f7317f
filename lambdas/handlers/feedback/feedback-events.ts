import type { CustomerEvent } from "../../domain/event.ts";
import type { AddressMeaning, MessageMeaning, OptOutMeaning, SesMeaning } from "../../domain/ses-event.ts";
import type { CustomerStore } from "../../store/customer-store.ts";

interface Tools {
  readonly customers: Pick<CustomerStore, "findByEmail" | "findByPhone">;
  readonly now: number;
}

const envelope = (meaning: { readonly eventId: string; readonly at: number }, customerId: string, now: number) => ({
  customerId,
  eventId: meaning.eventId,
  occurredAt: meaning.at,
  receivedAt: now,
});

/** Everybody who has the address: it is dead, or its owner complained, whoever it was written to. */
const suppressions = async (meaning: AddressMeaning, { customers, now }: Tools): Promise<readonly CustomerEvent[]> => {
  const { address, cause, channel = "email" } = meaning;
  const sharing = await (channel === "email" ? customers.findByEmail(address) : customers.findByPhone(address));
  const tagged = meaning.customerId === undefined ? [] : [meaning.customerId];
  return [...new Set([...tagged, ...sharing])].map((customerId) => ({
    ...envelope(meaning, customerId, now),
    kind: "suppressed",
    channel,
    address,
    cause,
  }));
};

const withdrawal = (meaning: OptOutMeaning, now: number): CustomerEvent => ({
  ...envelope(meaning, meaning.customerId, now),
  kind: "consent-withdrawn",
  channel: "email",
  topic: meaning.topic,
  source: "ses-subscription",
});

/** Opens say nothing (mail programs load images by themselves), and deliveries are on the message already. */
const clicks = (meaning: MessageMeaning, now: number): readonly CustomerEvent[] =>
  meaning.status === "clicked"
    ? [{ ...envelope(meaning, meaning.customerId, now), kind: "message-clicked", message: meaning.message }]
    : [];

/** What happened to customers, as one meaning of an SES event tells it. The same meaning gives the same events. */
export const feedbackEvents = async (meaning: SesMeaning, tools: Tools): Promise<readonly CustomerEvent[]> => {
  switch (meaning.kind) {
    case "message":
      return clicks(meaning, tools.now);
    case "address":
      return suppressions(meaning, tools);
    case "opt-out":
      return [withdrawal(meaning, tools.now)];
  }
};
