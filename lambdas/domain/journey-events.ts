import { arriveAt, indexOf } from "./arrive.ts";
import type { Campaign } from "./campaign.ts";
import type { CustomerEvent } from "./event.ts";
import { isMatch } from "./event-match.ts";
import { nameOfEvent } from "./event-name.ts";
import { departuresKept, hourMs } from "./limits.ts";
import { standingOf } from "./place.ts";
import type { Departure, Journey, Profile } from "./profile.ts";
import { profileWith } from "./profile-with.ts";
import type { Rules } from "./rules.ts";

/** What an event does to journeys that wait for it, or that it ends. */
export const passEvent = (profile: Profile, event: CustomerEvent, now: number, rules: Rules): Profile =>
  nameOfEvent(event) === undefined ? profile : wake(leave(profile, event, now, rules), event, now, rules);

/** Journeys in a wait for such an event go on at once; those of a paused campaign go on once it is live again. */
const wake = (profile: Profile, event: CustomerEvent, now: number, rules: Rules): Profile => {
  if (profile.journeys.length === 0) return profile;
  const journeys = profile.journeys.flatMap((journey) => woken(journey, event, now, rules));
  const isSame =
    journeys.length === profile.journeys.length && journeys.every((one, at) => one === profile.journeys[at]);
  return isSame ? profile : profileWith(profile, { journeys });
};

const woken = (journey: Journey, event: CustomerEvent, now: number, rules: Rules): readonly Journey[] => {
  const place = journey.resend === undefined ? standingOf(journey, rules) : undefined;
  const step = place?.campaign.steps[place.journey.stepIndex];
  if (place === undefined || step?.kind !== "wait" || step.until === undefined) return [journey];
  if (isLongBefore(event, journey.enteredAt, rules) || !isMatch(event, step.until, journey.occurrence))
    return [journey];
  const index = indexOf(place.campaign, place.journey.stepIndex, step.onEvent ?? step.next);
  const next = arriveAt(place.campaign, place.journey, index, now, rules);
  return next === undefined ? [] : [next];
};

/**
 * What is told late may have happened before the customer entered, by as much as events of one matter overtake each other;
 * history that is imported afterwards ends nothing.
 */
const isLongBefore = (event: CustomerEvent, enteredAt: number, { settings }: Rules): boolean =>
  event.occurredAt < enteredAt - settings.importing.historyHours * hourMs;

/**
 * Customers leave the campaigns that this event ends, paused ones too. It is remembered for a while, because a message
 * reserved before may still be on its way: `send` finds the departure and takes it back.
 */
const leave = (profile: Profile, event: CustomerEvent, now: number, rules: Rules): Profile => {
  if (!rules.campaigns.some(endsByEvent) && rules.resting.size === 0 && rules.earlier.size === 0) return profile;
  const left = insides(profile, rules)
    .filter(({ enteredAt }) => !isLongBefore(event, enteredAt, rules))
    .filter(({ campaign, occurrence }) => campaign.policy.leaveOn?.some((match) => isMatch(event, match, occurrence)))
    .map(({ campaign, occurrence }): Departure => ({ campaignId: campaign.id, occurrence, at: now }));
  if (left.length === 0) return profile;
  const isOver = (journey: Journey): boolean => journey.resend === undefined && left.some(isOf(journey));
  const kept = (profile.departures ?? []).filter((before) => !left.some(isOf(before)));
  return profileWith(profile, {
    journeys: profile.journeys.filter((journey) => !isOver(journey)),
    departures: [...left, ...kept].slice(0, departuresKept),
  });
};

const endsByEvent = ({ policy }: Campaign): boolean => policy.leaveOn !== undefined;

interface Inside {
  /** The version whose policy holds for the customer. */
  readonly campaign: Campaign;
  readonly occurrence: string;
  readonly enteredAt: number;
}

/** Open journeys, and the latest entry into each campaign, whose last message may be on its way. */
const insides = ({ journeys, entries }: Profile, rules: Rules): readonly Inside[] => {
  const found: Inside[] = [];
  const add = (campaign: Campaign | undefined, occurrence: string, enteredAt: number): void => {
    if (campaign === undefined || campaign.policy.leaveOn === undefined) return;
    if (!found.some((one) => one.campaign.id === campaign.id && one.occurrence === occurrence))
      found.push({ campaign, occurrence, enteredAt });
  };
  for (const journey of journeys) add(standingOf(journey, rules)?.campaign, journey.occurrence, journey.enteredAt);
  for (const [id, { occurrence, at }] of Object.entries(entries))
    add(rules.campaignsById.get(id) ?? rules.resting.get(id), occurrence, at);
  return found;
};

const isOf =
  (one: { readonly campaignId: string; readonly occurrence: string }) =>
  (other: { readonly campaignId: string; readonly occurrence: string }): boolean =>
    one.campaignId === other.campaignId && one.occurrence === other.occurrence;

/** Whether the customer left the campaign, for this occurrence, after an instant. */
export const hasDeparted = (
  { departures = [] }: Profile,
  journey: { readonly campaignId: string; readonly occurrence: string; readonly enteredAt: number },
): boolean => departures.some((departure) => isOf(departure)(journey) && departure.at >= journey.enteredAt);
