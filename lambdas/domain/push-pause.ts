import { pruneContacts } from "./caps.ts";
import type { Category, Channel } from "./channel.ts";
import type { Contact, Profile } from "./profile.ts";

/** So many push messages in a row without a sign of life pause push for the customer. */
export const unopenedToPause = 3;

/**
 * When the customer last showed that messages are seen: a push opened, anything clicked, or the app started (which registers
 * the device anew). Epoch milliseconds, 0 when never.
 */
const lastSignAt = ({ engagement, devices }: Pick<Profile, "engagement" | "devices">): number => {
  let latest = engagement.push?.lastOpenAt ?? 0;
  for (const channel of ["email", "sms", "push"] satisfies Channel[]) {
    latest = Math.max(latest, engagement[channel]?.lastClickAt ?? 0);
  }
  for (const device of devices ?? []) latest = Math.max(latest, device.at);
  return latest;
};

/** Transactions are awaited, so they neither press nor tell whether pressure is welcome. */
const isPressing = (contact: Contact): boolean => contact.channel === "push" && contact.category !== "transactional";

type Recipient = Pick<Profile, "engagement" | "devices" | "contacts">;

/**
 * Push messages since the last sign of life, counted up to three. Computed from the ledger of contacts: SNS reports no
 * delivery, and an event for each push would cost more than the push. `contacts` may hold what a decision just reserved.
 */
export const unopenedPushes = (profile: Recipient, contacts: readonly Contact[] = profile.contacts): number => {
  let count = 0;
  let signAt: number | undefined;
  for (const contact of contacts) {
    if (!isPressing(contact)) continue;
    signAt ??= lastSignAt(profile);
    if (contact.at > signAt) count += 1;
  }
  return Math.min(count, unopenedToPause);
};

/** Whether push must leave this message to the next channel. */
export const isPushPaused = (profile: Recipient, category: Category, contacts?: readonly Contact[]): boolean =>
  category !== "transactional" && unopenedPushes(profile, contacts) >= unopenedToPause;

/**
 * The contacts without those that no cap can see any more. The newest unopened pushes stay however old they are: a pause
 * ends with a sign of life, not with time.
 */
export const keptContacts = (profile: Recipient, now: number): readonly Contact[] => {
  const visible = pruneContacts(profile.contacts, now);
  if (visible.length === profile.contacts.length || !profile.contacts.some(isPressing)) return visible;
  const signAt = lastSignAt(profile);
  const unopened = profile.contacts
    .filter((contact) => isPressing(contact) && contact.at > signAt)
    .toSorted((a, b) => b.at - a.at)
    .slice(0, unopenedToPause);
  return profile.contacts.filter((contact) => visible.includes(contact) || unopened.includes(contact));
};
