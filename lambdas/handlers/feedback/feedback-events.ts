import type { CustomerEvent } from "../../domain/event.ts";
import type { AddressMeaning, MessageMeaning, OptOutMeaning, SesMeaning } from "../../domain/ses-event.ts";
import type { KeyedHash } from "../../shared/keyed-hash.ts";
import type { CustomerStore } from "../../store/customer-store.ts";
import type { SuppressionStore } from "../../store/suppression-store.ts";

interface Tools {
  readonly customers: Pick<CustomerStore, "findByEmail" | "findByPhone">;
  readonly suppressions: Pick<SuppressionStore, "add" | "find">;
  readonly keyedHash: () => Promise<KeyedHash>;
  readonly now: number;
}

const envelope = (meaning: { readonly eventId: string; readonly at: number }, customerId: string, now: number) => ({
  customerId,
  eventId: meaning.eventId,
  occurredAt: meaning.at,
  receivedAt: now,
});

/**
 * Everybody who has the address: it is dead, or its owner complained, whoever it was written to. Somebody who was erased
 * since gets no new event; the address is listed by its hash instead, as is one that nobody has.
 */
const suppressions = async (meaning: AddressMeaning, tools: Tools): Promise<readonly CustomerEvent[]> => {
  const { address, cause, at, channel = "email" } = meaning;
  const { customers } = tools;
  const sharing = await (channel === "email" ? customers.findByEmail(address) : customers.findByPhone(address));
  const hash = await tools.keyedHash();
  const tagged = await remaining(meaning.customerId, hash, tools);
  const known = [...new Set([...tagged, ...sharing])];
  if (known.length === 0 && channel !== "push")
    await tools.suppressions.add({ hash: hash(channel, address), cause, at });
  return known.map((customerId) => ({
    ...envelope(meaning, customerId, tools.now),
    kind: "suppressed",
    channel,
    address,
    cause,
  }));
};

/** The customer whom the message went to, unless erased. */
const remaining = async (
  customerId: string | undefined,
  hash: KeyedHash,
  { suppressions: list }: Tools,
): Promise<readonly string[]> => {
  if (customerId === undefined) return [];
  const key = hash("customer", customerId);
  const { erasedAt } = await list.find({ addresses: [], customers: [key] });
  return erasedAt.has(key) ? [] : [customerId];
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
