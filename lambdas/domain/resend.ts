import { heldRetryMs, isHeld } from "./breaker.ts";
import type { SendStep } from "./campaign.ts";
import { capVerdict } from "./caps.ts";
import { isPausedByCase } from "./case-pause.ts";
import type { Channel } from "./channel.ts";
import { channelsFor } from "./channel-choice.ts";
import { capsFor } from "./chosen-frequency.ts";
import { type Draft, holdCoupon, moveJourney, takeSlot } from "./draft.ts";
import { touched } from "./goal-window.ts";
import { judge } from "./judge.ts";
import type { Reservation } from "./message.ts";
import { versionOf } from "./place.ts";
import type { Journey, Resend } from "./profile.ts";
import type { Rules } from "./rules.ts";
import { zoneCalendar } from "./zone-calendar.ts";

/**
 * A reserved message came back unsent. It belongs to a look that was counted already, so it counts for no look again.
 * With its slot still held it waits for hours and caps; `send` decides whether its deadline has passed. Without, it is a
 * new question for the step's next channel.
 */
export const resend = (draft: Draft, journey: Journey, now: number, rules: Rules): void => {
  if (journey.resend === undefined) return;
  if (journey.resend.holdsSlot) resendHeld(draft, journey, journey.resend, now, rules);
  else resendElsewhere(draft, journey, journey.resend, now, rules);
};

/**
 * The slot moves to the instant at which the message goes out after all. Left where it was, it would free too early and
 * let the next message follow this one more closely than the caps allow.
 */
const resendHeld = (draft: Draft, journey: Journey, { reservation }: Resend, now: number, rules: Rules): void => {
  const retryAt = now > reservation.sendBy ? now : passesFrom(draft, reservation, now, rules);
  if (retryAt > now) {
    moveJourney(draft, journey, { ...journey, lookAt: Math.min(retryAt, reservation.sendBy + 1) });
    return;
  }
  const { messageKey } = reservation;
  draft.contacts = draft.contacts.map((contact) =>
    contact.messageKey === messageKey ? { ...contact, at: now } : contact,
  );
  draft.entries = touched(draft.entries, reservation, now);
  emit(draft, journey, nextAttempt(reservation));
};

/** The first instant at or after `now` when cases, breaker, hours and caps let the message go; its own slot is not in its way. */
const passesFrom = (draft: Draft, reservation: Reservation, now: number, rules: Rules): number => {
  const { messageKey, channel, category } = reservation;
  if (isPausedByCase(draft.profile, category)) return Number.POSITIVE_INFINITY;
  if (isHeld(rules.breaker, channel, category)) return now + heldRetryMs;
  const zone = rules.zoneOf(draft.profile.traits);
  const hours = rules.hours.check(channel, zone, now);
  if (!hours.open) return hours.opensAt;
  const contacts = draft.contacts.filter((contact) => contact.messageKey !== messageKey);
  const obeysCaps = stepOf(reservation, rules)?.obeysCaps ?? true;
  const caps = capsFor(draft.profile, { category, obeysCaps }, rules.settings);
  if (caps.length === 0) return now;
  const verdict = capVerdict({ caps, contacts, channel, category, at: now, calendar: zoneCalendar(zone) });
  return verdict.allowed ? now : verdict.freeAt;
};

const stepOf = (reservation: Reservation, rules: Rules): SendStep | undefined => {
  const step = versionOf(reservation, rules)?.steps.find(({ id }) => id === reservation.stepId);
  return step?.kind === "send" ? step : undefined;
};

/** What is left of the step's channels in the order in which they are tried for this customer. */
const channelsAfter = (failed: Channel, step: SendStep, { profile }: Draft, { settings }: Rules): Channel[] => {
  const channels = channelsFor(step, profile, settings);
  return channels.slice(channels.indexOf(failed) + 1);
};

const resendElsewhere = (draft: Draft, journey: Journey, { reservation }: Resend, now: number, rules: Rules): void => {
  const campaign = versionOf(reservation, rules);
  const step = stepOf(reservation, rules);
  const channels = step === undefined ? [] : channelsAfter(reservation.channel, step, draft, rules);
  if (campaign === undefined || step === undefined || channels.length === 0) {
    moveJourney(draft, journey, undefined);
    return;
  }
  const { profile, contacts } = draft;
  const { sendBy, couponId } = reservation;
  const elsewhere: SendStep = { ...step, channels, channelChoice: "listed" };
  const verdict = judge({ profile, contacts, campaign, step: elsewhere, sendBy, now, rules, couponId });
  const until = verdict.kind === "skip" ? verdict.until : undefined;
  if (verdict.kind === "reserve")
    emitElsewhere(draft, journey, { failed: reservation, step, channel: verdict.channel, now, rules });
  else moveJourney(draft, journey, until === undefined ? undefined : { ...journey, lookAt: until });
};

const nextAttempt = (reservation: Reservation): Reservation => ({ ...reservation, attempt: reservation.attempt + 1 });

const emit = (draft: Draft, journey: Journey, reservation: Reservation): void => {
  moveJourney(draft, journey, undefined);
  draft.reservations.push(reservation);
};

interface Elsewhere {
  readonly failed: Reservation;
  readonly step: SendStep;
  readonly channel: Channel;
  readonly now: number;
  readonly rules: Rules;
}

const emitElsewhere = (draft: Draft, journey: Journey, { failed, step, channel, now, rules }: Elsewhere): void => {
  const reservation = { ...nextAttempt(failed), channel };
  // The slot is taken now: counted from the first reservation, it could free before this message has left.
  if (step.countsTowardCaps) takeSlot(draft, { ...reservation, reservedAt: now });
  // Given back with the slot when the first channel failed.
  holdCoupon(draft, reservation, rules);
  draft.entries = touched(draft.entries, reservation, now);
  emit(draft, journey, reservation);
};
