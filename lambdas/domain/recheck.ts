import { heldRetryMs, isHeld } from "./breaker.ts";
import { casePauseMs, isPausedByCase } from "./case-pause.ts";
import { permission } from "./consent.ts";
import type { Clearance, Reservation } from "./message.ts";
import { versionOf } from "./place.ts";
import { hasLeft } from "./plan.ts";
import type { Profile } from "./profile.ts";
import type { Rules } from "./rules.ts";

export interface RecheckInput {
  /** The customer as stored now, read consistently; absent when erased. */
  readonly profile: Profile | undefined;
  readonly reservation: Reservation;
  /** When this attempt was decided and its slot in the caps counted, epoch milliseconds. */
  readonly decidedAt: number;
  readonly now: number;
  readonly rules: Rules;
}

/** How long a message waits, in milliseconds, when the whole account is paused: it comes back once the pause is over. */
const pausedRetryMs = 15 * 60_000;

/**
 * How long after its decision a message may still be submitted, in milliseconds. Its slot in the caps counts from the
 * decision, so a message that is held up for longer (an outage, a jam) is decided again and its slot moves with it: the
 * caps then hold to within this time at the provider as well.
 */
export const submitWithinMs = 15 * 60_000;

/**
 * Asks everything again at the moment of submission, because hours can lie between a decision and its sending. A pause of
 * the account, an open breaker and an open case hold the message, everything else that changed for good takes it back.
 */
export const recheck = ({ profile, reservation, decidedAt, now, rules }: RecheckInput): Clearance => {
  if (profile === undefined) return { kind: "withdrawn", reason: "customer-unknown" };
  if (now > reservation.sendBy) return { kind: "expired" };
  if (rules.paused) return { kind: "later", retryAt: now + pausedRetryMs };
  if (isHeld(rules.breaker, reservation.channel, reservation.category))
    return { kind: "later", retryAt: now + heldRetryMs };
  const campaign = versionOf(reservation, rules);
  if (campaign === undefined) return { kind: "withdrawn", reason: "campaign-paused" };
  const { campaignId, occurrence, reservedAt: enteredAt } = reservation;
  if (hasLeft(campaign, profile, { campaignId, occurrence, enteredAt })) {
    return { kind: "withdrawn", reason: "goal-reached" };
  }
  if (isPausedByCase(profile, reservation.category)) return { kind: "later", retryAt: now + casePauseMs };
  const permitted = permission(profile, reservation.channel, reservation.category);
  if (!permitted.allowed) return { kind: "withdrawn", reason: permitted.reason };
  const hours = rules.hours.check(reservation.channel, rules.zoneOf(profile.traits), now);
  if (!hours.open) {
    return hours.opensAt > reservation.sendBy ? { kind: "expired" } : { kind: "later", retryAt: hours.opensAt };
  }
  return now - decidedAt > submitWithinMs
    ? { kind: "later", retryAt: now }
    : { kind: "clear", address: permitted.address };
};
