import { attemptKey } from "../facts.ts";
import { inForceSince } from "./in-force.ts";
import { iso, type Law } from "./law.ts";

const tickMs = 60_000;

/** Law 8: what is paused, a campaign or everything, submits nothing a tick later. */
export const pause: Law = {
  name: "pause",
  atSubmission: ({ messageKey, attempt, at }, facts) => {
    const found = facts.decided.get(attemptKey(messageKey, attempt ?? 1));
    const campaignId = found?.reservation.campaignId;
    const paused = inForceSince(facts, at - tickMs).every(
      (snapshot) => snapshot.paused || !snapshot.campaigns.some(({ id }) => id === campaignId),
    );
    return paused
      ? `message ${messageKey} of ${campaignId} left at ${iso(at)}, after a pause of a whole tick`
      : undefined;
  },
};
