import { arriveAt, indexOf } from "./arrive.ts";
import type { CustomerEvent } from "./event.ts";
import { isMatch } from "./event-match.ts";
import { nameOfEvent } from "./event-name.ts";
import { departuresKept } from "./limits.ts";
import { placeOf } from "./place.ts";
import type { Departure, Journey, Profile } from "./profile.ts";
import type { Rules } from "./rules.ts";

/** What an event does to journeys that wait for it, or that it ends. */
export const passEvent = (profile: Profile, event: CustomerEvent, now: number, rules: Rules): Profile =>
  nameOfEvent(event) === undefined ? profile : wake(leave(profile, event, now, rules), event, now, rules);

/** Journeys in a wait for such an event go on at once. */
const wake = (profile: Profile, event: CustomerEvent, now: number, rules: Rules): Profile => {
  const journeys = profile.journeys.flatMap((journey) => woken(journey, event, now, rules));
  const isSame =
    journeys.length === profile.journeys.length && journeys.every((one, at) => one === profile.journeys[at]);
  return isSame ? profile : { ...profile, journeys };
};

const woken = (journey: Journey, event: CustomerEvent, now: number, rules: Rules): readonly Journey[] => {
  const place = journey.resend === undefined ? placeOf(journey, rules) : undefined;
  const step = place?.campaign.steps[place.journey.stepIndex];
  if (place === undefined || step?.kind !== "wait" || step.until === undefined) return [journey];
  if (!isMatch(event, step.until, journey.occurrence)) return [journey];
  const index = indexOf(place.campaign, place.journey.stepIndex, step.onEvent ?? step.next);
  const next = arriveAt(place.campaign, place.journey, index, now, rules);
  return next === undefined ? [] : [next];
};

/**
 * Customers leave the campaigns that this event ends. It is remembered for a while, because a message reserved before may
 * still be on its way; one that came back unsent is taken back by `send`, which finds the departure.
 */
const leave = (profile: Profile, event: CustomerEvent, now: number, rules: Rules): Profile => {
  const left = rules.campaigns.flatMap(({ id, policy }) =>
    occurrencesIn(profile, id)
      .filter((occurrence) => policy.leaveOn?.some((match) => isMatch(event, match, occurrence)))
      .map((occurrence): Departure => ({ campaignId: id, occurrence, at: now })),
  );
  if (left.length === 0) return profile;
  const isOver = (journey: Journey): boolean => journey.resend === undefined && left.some(isOf(journey));
  const kept = (profile.departures ?? []).filter((before) => !left.some(isOf(before)));
  return {
    ...profile,
    journeys: profile.journeys.filter((journey) => !isOver(journey)),
    departures: [...left, ...kept].slice(0, departuresKept),
  };
};

/** Of open journeys and of the latest entry, whose last message may be on its way. */
const occurrencesIn = ({ journeys, entries }: Profile, campaignId: string): readonly string[] => {
  const open = journeys.filter((journey) => journey.campaignId === campaignId).map(({ occurrence }) => occurrence);
  const entry = entries[campaignId];
  return entry === undefined ? open : [...new Set([...open, entry.occurrence])];
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
