import type { Profile } from "../../../lambdas/domain/profile.ts";
import { attemptKey } from "../facts.ts";
import type { Law } from "./law.ts";

/** The newest statement about the category or about everything; of two at one instant the refusal. */
const isGranted = (profile: Profile, channel: "email" | "sms", category: string): boolean => {
  const said = profile.consents[channel] ?? {};
  const statements = [said[category], said.all].filter((each) => each !== undefined);
  const newest = Math.max(...statements.map(({ at }) => at));
  const latest = statements.filter(({ at }) => at === newest);
  return latest.length > 0 && latest.every(({ granted }) => granted);
};

const isSuppressed = (profile: Profile, channel: "email" | "sms", address: string): boolean =>
  (profile.suppressions[channel] ?? []).some((each) => each.address.toLowerCase() === address.toLowerCase());

/** Law 4: the function read the customer after its claim, and what it read allows the message. */
export const consent: Law = {
  name: "consent",
  atSubmission: ({ messageKey, attempt, channel, address, read }, { decided }) => {
    if (read === undefined) return `message ${messageKey} left without a reading of the customer after its claim`;
    const { profile } = read;
    if (profile === undefined) return `message ${messageKey} left for a customer who is not there`;
    const found = decided.get(attemptKey(messageKey, attempt ?? 1));
    if (found === undefined) return `message ${messageKey} left, but nobody decided attempt ${attempt}`;
    if (!isGranted(profile, channel, found.reservation.category)) return `message ${messageKey} left without consent`;
    return isSuppressed(profile, channel, address) ? `message ${messageKey} left for a suppressed address` : undefined;
  },
};
