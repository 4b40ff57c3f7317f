import { heldRetryMs, isHeld } from "./breaker.ts";
import type { Campaign, SendStep } from "./campaign.ts";
import { capVerdict } from "./caps.ts";
import { isPausedByCase } from "./case-pause.ts";
import type { Channel } from "./channel.ts";
import { channelsFor, obstacleOfAll, usableChannel, usableChannels } from "./channel-choice.ts";
import { capsFor } from "./chosen-frequency.ts";
import { isInHoldOut } from "./hold-out.ts";
import { hourMs } from "./limits.ts";
import type { Contact, Profile } from "./profile.ts";
import type { SkipReason } from "./reason.ts";
import type { Rules } from "./rules.ts";
import { zoneCalendar } from "./zone-calendar.ts";

/** What becomes of a send step at this instant. A skip with `until` looks again then; one without is final. */
export type Verdict =
  | { readonly kind: "reserve"; readonly channel: Channel }
  | { readonly kind: "hold-out"; readonly channel: Channel }
  | { readonly kind: "skip"; readonly reason: SkipReason; readonly until?: number; readonly capId?: string };

export interface JudgeInput {
  readonly profile: Profile;
  readonly campaign: Campaign;
  readonly step: SendStep;
  readonly sendBy: number;
  readonly now: number;
  readonly rules: Rules;
  /** The cap ledger with what this decision has reserved so far. */
  readonly contacts: readonly Contact[];
  /** The coupon whose code the message must carry. */
  readonly couponId?: string | undefined;
  /** Present when the campaign's hour is full: when this customer's turn comes, epoch milliseconds. */
  readonly pacedUntil?: number | undefined;
}

/**
 * The order of the questions is part of the contract: the deadline, then consent, then the hold-out (by intention to
 * treat, so before hours and caps), then an open case, then whether there is a code for the coupon it must carry, then the
 * breaker, then hours, then caps, and last the campaign's hourly limit, because only
 * what would be reserved takes a place in it.
 */
export const judge = (input: JudgeInput): Verdict => {
  const { profile, step, sendBy, now, contacts } = input;
  if (now > sendBy) return { kind: "skip", reason: "expired" };
  const channels = channelsFor(step, profile, input.rules.settings);
  const preferred = usableChannel(profile, channels, step.category, contacts);
  if (preferred === undefined)
    return { kind: "skip", reason: obstacleOfAll(profile, channels, step.category, contacts) };
  if (isHeldOut(profile.customerId, input.campaign, input.rules)) return { kind: "hold-out", channel: preferred };
  if (isPausedByCase(profile, step.category))
    return { kind: "skip", reason: "case-open", until: within(input, Number.POSITIVE_INFINITY) };
  if (lacksCode(input)) return { kind: "skip", reason: "no-coupon", until: within(input, now + codeRetryMs) };
  return paced(input, step.whenCapped === "reroute" ? firstPassing(input, channels) : passes(input, preferred));
};

/** How long a message waits for a code, in milliseconds: until somebody has filled the pool, or the deadline has passed. */
const codeRetryMs = hourMs;

/** A coupon that nobody knows any more has no code either. */
const lacksCode = ({ couponId, rules }: JudgeInput): boolean => {
  if (couponId === undefined) return false;
  const coupon = rules.coupons.get(couponId);
  return coupon === undefined || (coupon.kind === "pool" && coupon.empty);
};

const paced = (input: JudgeInput, verdict: Verdict): Verdict => {
  const { pacedUntil, profile, rules } = input;
  if (verdict.kind !== "reserve" || pacedUntil === undefined) return verdict;
  const turn = openAfter(rules, verdict.channel, rules.zoneOf(profile.traits), pacedUntil);
  return { kind: "skip", reason: "paced", until: within(input, turn) };
};

/** The shop's hold-out keeps a customer out of everything, a campaign's own only out of that campaign. */
export const isHeldOut = (customerId: string, { id, policy }: Campaign, { settings }: Rules): boolean => {
  if (isInHoldOut(customerId, settings.holdOut)) return true;
  return isInHoldOut(customerId, { percent: policy.holdOutPercent, salt: `${settings.holdOut.salt}/${id}` });
};

/** The first allowed channel that hours and caps let through; otherwise the answer that frees soonest. */
const firstPassing = (input: JudgeInput, channels: readonly Channel[]): Verdict => {
  const { profile, step, contacts } = input;
  const answers = usableChannels(profile, channels, step.category, contacts).map((channel) => passes(input, channel));
  const passing = answers.find((answer) => answer.kind === "reserve");
  return passing ?? answers.reduce((soonest, answer) => (freesAt(answer) < freesAt(soonest) ? answer : soonest));
};

const freesAt = (verdict: Verdict): number => (verdict.kind === "skip" ? (verdict.until ?? Infinity) : 0);

const passes = (input: JudgeInput, channel: Channel): Verdict => {
  const { profile, step, now, rules } = input;
  if (isHeld(rules.breaker, channel, step.category))
    return { kind: "skip", reason: "breaker-open", until: within(input, now + heldRetryMs) };
  const hours = rules.hours.check(channel, rules.zoneOf(profile.traits), now);
  if (!hours.open) {
    if (step.whenClosed === "drop") return { kind: "skip", reason: hours.reason };
    return { kind: "skip", reason: hours.reason, until: within(input, hours.opensAt) };
  }
  return passesCaps(input, channel);
};

const passesCaps = (input: JudgeInput, channel: Channel): Verdict => {
  const { profile, step, now, rules, contacts } = input;
  const caps = capsFor(profile, step, rules.settings);
  if (caps.length === 0) return { kind: "reserve", channel };
  const zone = rules.zoneOf(profile.traits);
  const question = { caps, contacts, channel, category: step.category, at: now, calendar: zoneCalendar(zone) };
  const verdict = capVerdict(question);
  if (verdict.allowed) return { kind: "reserve", channel };
  // With the ledger as it was before this decision the slot was free: a better campaign has just taken it.
  const isLost = contacts !== profile.contacts && capVerdict({ ...question, contacts: profile.contacts }).allowed;
  const reason = isLost ? "outranked" : "capped";
  const { capId } = verdict;
  if (step.whenCapped === "skip") return { kind: "skip", reason, capId };
  return { kind: "skip", reason, capId, until: within(input, openAfter(rules, channel, zone, verdict.freeAt)) };
};

/** A slot that frees at night is of use in the morning. */
const openAfter = (rules: Rules, channel: Channel, zone: string, at: number): number => {
  if (at === Infinity) return at;
  const hours = rules.hours.check(channel, zone, at);
  return hours.open ? at : hours.opensAt;
};

/** Nobody waits past the deadline: the look just after it lets the step expire, and says so. */
const within = ({ sendBy }: JudgeInput, until: number): number => Math.min(until, sendBy + 1);
