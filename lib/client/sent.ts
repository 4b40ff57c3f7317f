import type { Problem } from "../../lambdas/domain/problem.ts";
import type { StampedMessage } from "./messages.ts";

/** What became of messages. Nothing of this is thrown: a shop's own work goes on whatever its marketing says. */
export interface Sent {
  /** How many are stored for good. */
  readonly accepted: number;
  /** What will never be taken as it is, or why nothing could be sent, with the place, what was received and what is allowed. `batch[3]` is the fourth of one call. */
  readonly rejected: readonly Problem[];
  /** Values of accepted messages that were left out. */
  readonly notes: readonly Problem[];
  /** Whom nobody answered for, or nobody let in: hand them to `batch` again later, as they are. */
  readonly unsent: readonly StampedMessage[];
}

export const nothingSent: Sent = { accepted: 0, rejected: [], notes: [], unsent: [] };

export const together = (a: Sent, b: Sent): Sent => ({
  accepted: a.accepted + b.accepted,
  rejected: [...a.rejected, ...b.rejected],
  notes: [...a.notes, ...b.notes],
  unsent: [...a.unsent, ...b.unsent],
});
