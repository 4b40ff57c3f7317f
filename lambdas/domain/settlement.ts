import type { DoubtRule, Message } from "./message.ts";
import type { Settings } from "./settings.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** What put a message into doubt or took it out, as it stands on the record. */
export const doubtReasons = {
  leaseExpired: "lease-expired",
  parked: "no-evidence",
  retried: "retried-once",
  acceptedByPerson: "accepted-by-person",
  failedByPerson: "failed-by-person",
  sentAgain: "sent-again-by-person",
} as const;

/** Reasons of a release after which the attempt before may have been accepted all the same. */
const releasedInDoubt: ReadonlySet<string | undefined> = new Set([doubtReasons.retried, doubtReasons.sentAgain]);

/** Why the next attempt of this message follows a doubt; undefined when the attempt before was proved not accepted. */
export const doubtBefore = (before: Pick<Message, "status" | "reason"> | undefined): string | undefined =>
  before?.status === "released" && releasedInDoubt.has(before.reason) ? before.reason : undefined;

/** A person said that it failed. Nobody proved it, so the provider's own word still wins. */
export const isGivenUp = ({ status, reason }: Pick<Message, "status" | "reason">): boolean =>
  status === "failed" && reason === doubtReasons.failedByPerson;

/** What happens to a submission that never reported back. */
export type Settlement =
  | { readonly kind: "wait" }
  /** The lease passed without a result: wait for the provider's event until `leaseUntil`. */
  | { readonly kind: "doubt"; readonly leaseUntil: number; readonly reason: string }
  /** No evidence came: a person decides. */
  | { readonly kind: "park"; readonly reason: string; readonly rule: DoubtRule }
  /** No evidence came and the shop chose to try once more, which may send it twice. */
  | { readonly kind: "retry"; readonly reason: string; readonly rule: DoubtRule };

export const leaseUntil = (now: number, rule: Settings["inDoubt"]): number => now + rule.leaseMinutes * minuteMs;
export const evidenceUntil = (now: number, rule: Settings["inDoubt"]): number => now + rule.evidenceHours * hourMs;

/** SNS tells nothing of a push, so one in doubt is left to a person, as a text is. */
const chosenRule = (message: Message, rule: Settings["inDoubt"]): DoubtRule =>
  message.channel === "push" ? "park" : rule[message.channel];

/**
 * Only the first attempt may be tried again (so it happens once, whatever throttles come between), and not after its
 * deadline, where it could only expire.
 */
const mayRetry = (message: Message, now: number, rule: Settings["inDoubt"]): boolean =>
  chosenRule(message, rule) === "retry-once" && message.attempt === 1 && now < message.sendBy;

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
    return { kind: "retry", reason: doubtReasons.retried, rule: "retry-once" };
  if (message.status !== "in-doubt") return { kind: "wait" };

  return mayRetry(message, now, rule)
    ? { kind: "retry", reason: doubtReasons.retried, rule: "retry-once" }
    : { kind: "park", reason: doubtReasons.parked, rule: "park" };
};
