import { attemptKey } from "../facts.ts";
import { iso, type Law } from "./law.ts";

/** A slot may be so much older than its submission: 15 minutes by the rules, and the time that a call takes to leave. */
const driftMsMost = 15 * 60_000 + 10_000;

/** Part of law 2: the caps count decisions, so a submission must not come long after its own. */
export const drift: Law = {
  name: "drift",
  atSubmission: ({ messageKey, attempt, at }, { decided }) => {
    const found = decided.get(attemptKey(messageKey, attempt ?? 1));
    return found !== undefined && at - found.at > driftMsMost
      ? `message ${messageKey} left at ${iso(at)}, long after its slot of ${iso(found.at)}`
      : undefined;
  },
};
