import { isGivenUp, type Submitted } from "../facts.ts";
import type { Law } from "./law.ts";

const acceptedOf = (submitted: readonly Submitted[], messageKey: string): readonly Submitted[] =>
  submitted.filter((each) => each.accepted === true && each.messageKey === messageKey);

/**
 * Law 1. A shop that chose to try doubtful email once more has accepted that it may arrive twice, and a person who gives a
 * doubtful attempt up, and so lets the message go once more, that this attempt may have arrived. It never arrives oftener.
 */
export const once: Law = {
  name: "once",
  atAcceptance: ({ messageKey, channel }, facts) => {
    const { submitted, snapshot } = facts;
    const accepted = acceptedOf(submitted, messageKey).filter((each) => !isGivenUp(each, facts));
    const most = channel === "email" && snapshot().settings.inDoubt.email === "retry-once" ? 2 : 1;
    return accepted.length > most
      ? `message ${messageKey} was accepted ${accepted.length} times, attempts ${accepted.map(({ attempt }) => attempt)}`
      : undefined;
  },
  atSubmission: ({ messageKey, attempt }, { submitted }) => {
    // One that was throttled was proved not accepted, so the same attempt may go on.
    const sameAttempt = submitted.filter(
      (each) => each.messageKey === messageKey && each.attempt === attempt && each.throttled !== true,
    );
    return sameAttempt.length > 1 ? `attempt ${attempt} of message ${messageKey} was submitted twice` : undefined;
  },
};
