import type { Message } from "./message.ts";
import type { Settings } from "./settings.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** The rule that settled a doubt, as it stands on the record. */
export const doubtReasons = { leaseExpired: "lease-expired", parked: "no-evidence", retried: "retried-once" } as const;

/** What happens to a submission that never reported back. */
export type Settlement =
  | { readonly kind: "wait" }
  /** The lease passed without a result: wait for the provider's event until `leaseUntil`. */
  | { readonly kind: "doubt"; readonly leaseUntil: number; readonly reason: string }
  /** No evidence came: a person decides. */
  | { readonly kind: "park"; readonly reason: string }
  /** No evidence came and the shop chose to try once more, which may send it twice. */
  | { readonly kind: "retry"; readonly reason: string };

export const leaseUntil = (now: number, rule: Settings["inDoubt"]): number => now + rule.leaseMinutes * minuteMs;
export const evidenceUntil = (now: number, rule: Settings["inDoubt"]): number => now + rule.evidenceHours * hourMs;

/**
 * Only an email may be tried again: a text costs money and its events cannot be correlated. Only the first attempt may be
 * (so it happens once, whatever throttles come between), and not after its deadline, where it could only expire.
 */
const mayRetry = (message: Message, now: number, rule: Settings["inDoubt"]): boolean =>
  rule.email === "retry-once" && message.channel === "email" && message.attempt === 1 && now < message.sendBy;

export const settlement = (q: {
  readonly message: Message;
  readonly now: number;
  readonly rule: Settings["inDoubt"];
}): Settlement => {
  const { message, now, rule } = q;
  if (message.leaseUntil === undefined || message.leaseUntil > now) return { kind: "wait" };

  if (message.status === "submitting")
    return { kind: "doubt", leaseUntil: evidenceUntil(now, rule), reason: doubtReasons.leaseExpired };
  // Released by this rule, and perhaps nobody was told: a crash came in between.
  if (message.status === "released" && message.reason === doubtReasons.retried)
    return { kind: "retry", reason: doubtReasons.retried };
  if (message.status !== "in-doubt") return { kind: "wait" };

  return mayRetry(message, now, rule)
    ? { kind: "retry", reason: doubtReasons.retried }
    : { kind: "park", reason: doubtReasons.parked };
};
