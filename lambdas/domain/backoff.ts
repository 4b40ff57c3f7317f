/** Why a message goes back to due: the provider's rate, its daily quota, a stopped account, or a fault of our own. */
export type BackoffCause = "rate" | "quota" | "account" | "fault";

const minuteMs = 60_000;
const growingMinutes = [1, 5, 15, 60] as const;
const longestMinutes = 60;
const quotaMinutes = 60;
const accountMinutes = 15;

const minutesFor = (cause: BackoffCause, attempt: number): number => {
  switch (cause) {
    case "rate":
    case "fault":
      return growingMinutes[Math.max(0, attempt - 1)] ?? longestMinutes;
    case "quota":
      return quotaMinutes;
    case "account":
      return accountMinutes;
  }
};

/**
 * When a released message comes back, epoch milliseconds: 1, 5, 15 and then 60 minutes after a throttle, an hour after a
 * spent quota, 15 minutes after a stopped account. The last try is at the deadline; after that one it comes back once
 * more, a millisecond later, to expire.
 */
export const retryAt = (q: {
  readonly cause: BackoffCause;
  readonly attempt: number;
  readonly now: number;
  readonly sendBy: number;
}): number => Math.min(q.now + minutesFor(q.cause, q.attempt) * minuteMs, Math.max(q.now + 1, q.sendBy));
