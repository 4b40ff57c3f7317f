import { pruneContacts } from "./caps.ts";
import type { Message, MessageStatus } from "./message.ts";
import type { Contact, Profile } from "./profile.ts";

/** Messages that gave their place in the caps back, or never had one. */
const placeless: ReadonlySet<MessageStatus> = new Set(["released", "failed", "expired", "withdrawn", "held-out"]);

/**
 * A profile from a backup, with every message on record in its ledger again: those that left after the backup was taken would
 * else count against no cap. Some may count that need not, which is the safe side.
 */
export const withLedger = (profile: Profile, messages: readonly Message[], now: number): Profile => {
  const known = new Set(profile.contacts.map(({ messageKey }) => messageKey));
  const missing = messages.filter(({ messageKey, status }) => !known.has(messageKey) && !placeless.has(status));
  if (missing.length === 0) return profile;
  const contacts = [...profile.contacts, ...missing.map(contactOf)].sort((a, b) => a.at - b.at);
  return { ...profile, contacts: pruneContacts(contacts, now) };
};

const contactOf = ({ messageKey, channel, category, reservedAt: at }: Message): Contact => ({
  messageKey,
  channel,
  category,
  at,
});
