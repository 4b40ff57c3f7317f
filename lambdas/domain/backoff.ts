/** Why a message goes back to due: the provider's rate, its daily quota, a stopped account, or a fault of our own. */
export type BackoffCause = "rate" | "quota" | "account" | "fault";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** How long to wait after the first attempt, the second, …; the last one holds for all that follow. */
const waits: Readonly<Record<BackoffCause, readonly number[]>> = {
  rate: [15_000, minuteMs, 5 * minuteMs, 15 * minuteMs],
  fault: [minuteMs, 5 * minuteMs, 15 * minuteMs, hourMs],
  quota: [hourMs, 2 * hourMs, 4 * hourMs],
  account: [15 * minuteMs],
};

const waitFor = (cause: BackoffCause, attempt: number): number => {
  const steps = waits[cause];
  return steps[Math.min(Math.max(1, attempt), steps.length) - 1] ?? hourMs;
};

/**
 * When a released message comes back, epoch milliseconds: seconds after a throttle of the rate and minutes after several,
 * hours after a spent quota (until the last 24 hours can hold less), 15 minutes after a stopped account. The last try is at the deadline; after that one it comes back once
 * more, a millisecond later, to expire.
 */
export const retryAt = (q: {
  readonly cause: BackoffCause;
  readonly attempt: number;
  readonly now: number;
  readonly sendBy: number;
}): number => Math.min(q.now + waitFor(q.cause, q.attempt), Math.max(q.now + 1, q.sendBy));
