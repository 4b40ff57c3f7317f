// Journeys that begin because something happened, in campaigns whose trigger names that event.
import { arriveAt } from "./arrive.ts";
import { begin } from "./begin.ts";
import type { Campaign, EventMatch, Trigger } from "./campaign.ts";
import type { CustomerEvent } from "./event.ts";
import { instantOfText } from "./event-instant.ts";
import { isMatch } from "./event-match.ts";
import { fieldOfEvent, keyOfActivity, nameOfEvent } from "./event-name.ts";
import { fingerprint } from "./fingerprint.ts";
import { shortText } from "./intake/values.ts";
import { hourMs } from "./limits.ts";
import type { Look } from "./look.ts";
import { hasRoom, isInvited, mayEnter } from "./may-enter.ts";
import { placeOf } from "./place.ts";
import type { Details, Journey, Profile } from "./profile.ts";
import { profileWith } from "./profile-with.ts";
import type { Rules } from "./rules.ts";

type EventTrigger = Extract<Trigger, { kind: "event" }>;

/** `profile` has the event folded in. An event older than the trigger's freshness is history and starts nothing. */
export const enterByEvent = (profile: Profile, event: CustomerEvent, now: number, rules: Rules): Profile => {
  let after = profile;
  for (const happening of happeningsOf(event, now, rules)) after = enterOne(after, happening);
  return after;
};

/**
 * Campaigns that the event should have started and did not, because the customer has as many journeys of theirs ahead as a
 * profile can remember. `profile` is the one after entering. They are counted: nothing is left out in silence.
 */
export const crowdedOut = (profile: Profile, event: CustomerEvent, now: number, rules: Rules): readonly Look[] =>
  happeningsOf(event, now, rules).flatMap((happening): readonly Look[] => {
    const { campaign, trigger } = happening;
    const [first] = campaign.steps;
    if (first === undefined || hasRoom(campaign, profile)) return [];
    const occurrence = occurrenceOfEvent(profile, happening);
    const isOpen = profile.journeys.some((one) => isOpenIn(campaign, one) && one.occurrence === occurrence);
    const isLeftOut =
      !isOpen &&
      firstStepAt(trigger, event, rules) !== undefined &&
      isInvited(campaign, profile, occurrence, now, rules) &&
      isCountReached(profile, happening);
    return isLeftOut ? [{ campaignId: campaign.id, stepId: first.id, outcome: "crowded" }] : [];
  });

const happeningsOf = (event: CustomerEvent, now: number, rules: Rules): readonly Happening[] => {
  const name = nameOfEvent(event);
  if (name === undefined) return nothingHappened;
  let happenings: Happening[] | undefined;
  for (const campaign of rules.campaigns) {
    const { trigger } = campaign;
    if (trigger.kind !== "event" || now - event.occurredAt > trigger.freshnessHours * hourMs) continue;
    const on = matchesOf(trigger).find((match) => match.event === name && isMatch(event, match));
    if (on === undefined) continue;
    happenings ??= [];
    happenings.push({ campaign, trigger, on, event, now, rules });
  }
  return happenings ?? nothingHappened;
};

/** Nearly every event is about no campaign. */
const nothingHappened: readonly Happening[] = [];

const matchesOf = ({ on }: EventTrigger): readonly EventMatch[] => (Array.isArray(on) ? on : [on]);

interface Happening {
  readonly campaign: Campaign;
  readonly trigger: EventTrigger;
  /** Which of the trigger's events it is. */
  readonly on: EventMatch;
  readonly event: CustomerEvent;
  readonly now: number;
  readonly rules: Rules;
}

const enterOne = (profile: Profile, happening: Happening): Profile => {
  const { campaign, trigger, event, now, rules } = happening;
  const stepAt = firstStepAt(trigger, event, rules);
  if (stepAt === undefined) return profile;
  const occurrence = occurrenceOfEvent(profile, happening);
  const open = profile.journeys.find((one) => isOpenIn(campaign, one) && one.occurrence === occurrence);
  if (open !== undefined) return trigger.restarts ? restart(profile, open, stepAt, happening) : profile;
  if (isPaidAlready(profile, happening, occurrence) || !isCountReached(profile, happening)) return profile;
  if (!mayEnter(campaign, profile, occurrence, now, rules)) return profile;
  return begin(profile, campaign, { occurrence, now, stepAt, ...detailsOf(trigger, event) }, rules);
};

/** Events overtake each other: an order whose payment was told first needs no campaign that its payment ends. */
const isPaidAlready = ({ orders }: Profile, { campaign, event }: Happening, occurrence: string): boolean =>
  event.kind === "order-created" &&
  orders.recent.some(({ orderId }) => orderId === event.orderId) &&
  campaign.policy.leaveOn?.some(
    (match) =>
      match.event === "order-placed" &&
      match.where === undefined &&
      (match.occurrenceField === undefined || occurrence === event.orderId),
  ) === true;

/** What words and branches may ask for; a field that the event lacks reads as nothing. */
const detailsOf = ({ keep, on }: EventTrigger, event: CustomerEvent): { readonly details?: Details } => {
  if (keep === undefined && !Array.isArray(on)) return {};
  const kept = (keep ?? []).map((field) => [field, detailOf(fieldOfEvent(event, field))] as const);
  return { details: { name: nameOfEvent(event) ?? "", ...Object.fromEntries(kept) } };
};

/** Each one is paid for at every decision. */
const detailLengthMost = 80;

const detailOf = (value: unknown): string | number =>
  typeof value === "number" ? value : typeof value === "string" ? shortText(value, detailLengthMost) : "";

const isOpenIn = ({ id }: Campaign, { campaignId, resend }: Journey): boolean =>
  campaignId === id && resend === undefined;

/** After the event, or from the instant that a field of it names; nothing when the field names none. */
const firstStepAt = (
  { fromField, delayMinutes }: EventTrigger,
  event: CustomerEvent,
  rules: Rules,
): number | undefined => {
  const from = fromField === undefined ? event.occurredAt : instantOfText(fieldOfEvent(event, fromField), rules);
  return from === undefined ? undefined : from + Math.round(delayMinutes * 60_000);
};

const occurrenceOfEvent = (profile: Profile, { campaign, trigger, on, event, rules }: Happening): string => {
  const { occurrenceField, restarts, count } = trigger;
  if (occurrenceField !== undefined) {
    const named = occurrenceText(fieldOfEvent(event, occurrenceField));
    if (named !== undefined) return named;
    // A shop that names no carts has one: what happens to it belongs to the journey that it began.
    const open = restarts ? profile.journeys.find((one) => isOpenIn(campaign, one)) : undefined;
    if (open !== undefined) return open.occurrence;
  } else if (count !== undefined) {
    // The fourth view after three is no new beginning: once a day for each key.
    return `${keyOfActivity(event) ?? on.event}@${rules.dayOf(event.occurredAt)}`;
  }
  return occurrenceText(event.eventId) ?? event.eventId;
};

/** Longer than the ids that shops use; a text beyond it is told by its fingerprint, because profiles and tags hold it. */
const occurrenceLengthMost = 120;

const occurrenceText = (value: unknown): string | undefined => {
  if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") return undefined;
  const text = String(value);
  if (text === "") return undefined;
  return text.length > occurrenceLengthMost ? fingerprint(text) : text;
};

/**
 * Whether as many happened within one window that holds this event. Events arrive late and out of order, so the window may
 * end with any that is known. A profile remembers an activity by name and key alone, so where the trigger asks for more of
 * this one, only those of the same key are counted with it.
 */
const isCountReached = (profile: Profile, { campaign, trigger, on, event }: Happening): boolean => {
  const { count } = trigger;
  if (count === undefined) return true;
  const key = count.by === "key" || on.where !== undefined ? keyOfActivity(event) : undefined;
  const instants = instantsOf(profile, on.event, key).filter((at) => at > countedBefore(profile, campaign, on, event));
  const windowMs = count.withinHours * hourMs;
  return instants.some(
    (end) =>
      end >= event.occurredAt &&
      end - windowMs < event.occurredAt &&
      instants.filter((at) => at > end - windowMs && at <= end).length >= count.atLeast,
  );
};

/** What led to the latest entry for the same key has been counted. */
const countedBefore = (
  { entries }: Profile,
  { id, trigger }: Campaign,
  on: EventMatch,
  event: CustomerEvent,
): number => {
  const entry = entries[id];
  if (entry === undefined || trigger.kind !== "event" || trigger.occurrenceField !== undefined) return missing;
  const prefix = `${keyOfActivity(event) ?? on.event}@`;
  return entry.occurrence.startsWith(prefix) ? entry.at : missing;
};

const missing = Number.NEGATIVE_INFINITY;

/** Orders are remembered as figures, all else as activities. */
const instantsOf = ({ orders, activities = [] }: Profile, name: string, key: string | undefined): readonly number[] =>
  name === "order-placed"
    ? orders.recent.map(({ at }) => at)
    : activities.filter((one) => one.name === name && (key === undefined || one.key === key)).map(({ at }) => at);

/** An event that is told late must not pull the step back behind one that came after it; an instant that is named may. */
const restart = (profile: Profile, open: Journey, stepAt: number, { trigger, rules }: Happening): Profile =>
  moveFirstStep(profile, open, { stepAt, onlyLater: trigger.fromField === undefined }, rules);

/** The first step moves while nobody has looked at it; a wait in front of it begins anew. */
export const moveFirstStep = (
  profile: Profile,
  journey: Journey,
  { stepAt, onlyLater }: { readonly stepAt: number; readonly onlyLater: boolean },
  rules: Rules,
): Profile => {
  const place = placeOf(journey, rules);
  if (place === undefined || journey.lookAt !== journey.stepAt) return profile;
  const moved = arriveAt(place.campaign, place.journey, 0, stepAt, rules);
  if (moved === undefined || moved.stepIndex !== place.journey.stepIndex) return profile;
  if (onlyLater && moved.stepAt <= journey.stepAt) return profile;
  return profileWith(profile, { journeys: profile.journeys.map((other) => (other === journey ? moved : other)) });
};
