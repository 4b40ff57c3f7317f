import { hourMs } from "../limits.ts";

/** What is known of the learning itself. Epoch milliseconds. */
export interface LearnedHead {
  /** When something was learned last; 0: never. */
  readonly at: number;
  /** When it was tried last. */
  readonly triedAt?: number;
  readonly firstTriedAt?: number;
  /** When a person asked for it last. */
  readonly requestedAt?: number;
  /** How long it took the last time, milliseconds. */
  readonly tookMs?: number;
}

/** A try that fails is not repeated sooner: each one reads the whole sample. */
const pauseMs = hourMs;

/** Once on every day of the shop, and when a person asks. `dayOf` tells the shop's local day. */
export const isLearningDue = (head: LearnedHead, now: number, dayOf: (at: number) => number): boolean => {
  const { at, triedAt = Number.NEGATIVE_INFINITY, requestedAt = Number.NEGATIVE_INFINITY } = head;
  if (requestedAt > triedAt) return true;
  // A clock that was set back says nothing about a pause.
  if (now >= triedAt && now - triedAt < pauseMs) return false;
  return at === 0 || dayOf(at) !== dayOf(now);
};

/** How old what is known is; from the first try on where nothing was ever learned. Milliseconds. */
export const learnedAgeMs = ({ at, firstTriedAt }: LearnedHead, now: number): number =>
  Math.max(0, now - Math.max(at, firstTriedAt ?? (at === 0 ? now : at)));
