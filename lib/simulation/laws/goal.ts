import { attemptKey } from "../facts.ts";
import { inForceSince } from "./in-force.ts";
import type { Law } from "./law.ts";

/** Who has done what the campaign is for hears no more of it: by the orders that the function read. */
export const goal: Law = {
  name: "goal",
  atSubmission: ({ messageKey, attempt, at, read }, facts) => {
    const reservation = facts.decided.get(attemptKey(messageKey, attempt ?? 1))?.reservation;
    const lastAt = read?.profile?.orders.lastAt;
    if (reservation === undefined || lastAt === undefined || lastAt <= reservation.reservedAt) return undefined;
    const leaves = inForceSince(facts, at - 60_000).every(
      ({ campaigns }) => campaigns.find(({ id }) => id === reservation.campaignId)?.policy.leaveOnOrder ?? true,
    );
    return leaves ? `message ${messageKey} left although the customer had ordered` : undefined;
  },
};
