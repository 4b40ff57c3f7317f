import type { Submitted } from "../facts.ts";
import type { Law } from "./law.ts";

const acceptedOf = (submitted: readonly Submitted[], messageKey: string): readonly Submitted[] =>
  submitted.filter((each) => each.accepted === true && each.messageKey === messageKey);

/** Law 1. A shop that chose to try doubtful email once more has accepted that it may arrive twice, and never oftener. */
export const once: Law = {
  name: "once",
  atAcceptance: ({ messageKey, channel }, { submitted, snapshot }) => {
    const accepted = acceptedOf(submitted, messageKey);
    const most = channel === "email" && snapshot().settings.inDoubt.email === "retry-once" ? 2 : 1;
    return accepted.length > most
      ? `message ${messageKey} was accepted ${accepted.length} times, attempts ${accepted.map(({ attempt }) => attempt)}`
      : undefined;
  },
  atSubmission: ({ messageKey, attempt }, { submitted }) => {
    const sameAttempt = submitted.filter((each) => each.messageKey === messageKey && each.attempt === attempt);
    return sameAttempt.length > 1 ? `attempt ${attempt} of message ${messageKey} was submitted twice` : undefined;
  },
};
