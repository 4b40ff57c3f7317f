import type { Action } from "./action.ts";
import { gapsOf } from "./cadence.ts";
import { type Decision, decide, type Look, type Paced } from "./decide.ts";
import { crowdedOut } from "./enter-by-event.ts";
import { enterJourneys } from "./enter-journeys.ts";
import type { CustomerEvent } from "./event.ts";
import { foldEvent } from "./fold.ts";
import { foldBehaviour } from "./fold-behaviour.ts";
import { foldGoals } from "./fold-goals.ts";
import { type Addition, merged } from "./funnel-counts.ts";
import { keptWindows } from "./goal-window.ts";
import { redeemedBy } from "./held-coupon.ts";
import { hourMs } from "./limits.ts";
import type { Reservation } from "./message.ts";
import { opensCase } from "./opens-case.ts";
import { placeOf } from "./place.ts";
import { hasLeft, nextDueAt } from "./plan.ts";
import type { Profile } from "./profile.ts";
import { profileWith } from "./profile-with.ts";
import { keptContacts } from "./push-pause.ts";
import { isResting, type Rules } from "./rules.ts";
import { compareSequence } from "./sequence.ts";
import { keptShopWindow } from "./shop-window.ts";
import { followEvent, followTime, withBaselines } from "./standing.ts";
import { type Answer, answerOf } from "./survey.ts";

export type { Look, Paced } from "./decide.ts";

/** An event with the stream sequence number under which it was delivered; events of one customer arrive in that order. */
export type SequencedEvent = CustomerEvent & { readonly sequence?: string };

export interface AdvanceInput {
  readonly profile: Profile;
  readonly events: readonly SequencedEvent[];
  /** Epoch milliseconds. */
  readonly now: number;
  readonly rules: Rules;
  /** Only the tick paces; without it, campaigns with a limit per hour are left to the tick. */
  readonly paced?: Paced;
}

export interface Advance {
  readonly profile: Profile;
  readonly reservations: readonly Reservation[];
  readonly looks: readonly Look[];
  readonly actions: readonly Action[];
  /** Campaigns whose code an order used, as often as one was; absent when none was. */
  readonly redeemed?: readonly string[];
  /** What was answered to surveys; absent when nothing was. */
  readonly answers?: readonly Answer[];
  /** The change in the shop's observed gaps between orders; absent when there is none. */
  readonly gaps?: { readonly count: number; readonly ms: number };
  /** What events, and a shop's window that begins, add to the counters; absent when it is nothing. */
  readonly counted?: readonly Addition[];
  /** False when there is nothing to write. */
  readonly changed: boolean;
}

/**
 * The one function of the engine: folds what happened, decides if anything is due, and plans when to look next. The
 * stream handler calls it with events, the tick with none. Pure, so a lost write is repaired by calling it again.
 */
export const advance = ({ profile, events, now, rules, paced }: AdvanceInput): Advance => {
  const redeemed: string[] = [];
  const answers: Answer[] = [];
  const crowded: Look[] = [];
  const additions: Addition[] = [];
  const folded = events.reduce((before, event) => {
    const after = foldOne(before, event, now, rules);
    if (after === before) return before;
    redeemed.push(...redeemedBy(before, event));
    answers.push(...answerOf(event, rules));
    crowded.push(...crowdedOut(after, event, now, rules));
    const goals = foldGoals({ before, after, event, rules });
    additions.push(...goals.counted);
    return goals.profile;
  }, profile);
  const current = withoutLeft(settled(folded, now), rules);
  const isUpToDecide = mayDecide(current, now, rules);
  const waiting = isUpToDecide && events.length > 0 ? untilLater(current, now, rules) : undefined;
  const decision =
    isUpToDecide && waiting === undefined ? decide(current, now, rules, paced) : { profile: current, ...nothing };
  additions.push(...(decision.counted ?? []));
  const counted = additions.length === 0 ? additions : merged(additions);
  const next = waiting ?? replanned(pruned(decision.profile, now), now, rules);
  const gaps = gapChange(profile, next);
  const advanced: Writable<Advance> = {
    profile: next,
    reservations: decision.reservations,
    looks: crowded.length > 0 ? [...crowded, ...decision.looks] : decision.looks,
    actions: decision.actions,
    changed: isChanged(profile, current, decision, next),
  };
  if (redeemed.length > 0) advanced.redeemed = redeemed;
  if (answers.length > 0) advanced.answers = answers;
  if (gaps !== undefined) advanced.gaps = gaps;
  if (counted.length > 0) advanced.counted = counted;
  return advanced;
};

type Writable<Value> = { -readonly [Name in keyof Value]: Value[Name] };

const nothing: Omit<Decision, "profile"> = { reservations: [], looks: [], actions: [] };

/**
 * After an event there is mostly nothing to decide, and the plan that is made anyway tells so: no look is due when the earliest one lies
 * ahead. Nothing when one is due.
 */
const untilLater = (profile: Profile, now: number, rules: Rules): Profile | undefined => {
  const planned = replanned(pruned(followTime(profile, now, rules), now), now, rules);
  return planned.dueAt === undefined || planned.dueAt > now ? planned : undefined;
};

const foldOne = (profile: Profile, event: SequencedEvent, now: number, rules: Rules): Profile => {
  const { sequence } = event;
  const wasFolded =
    sequence !== undefined && profile.watermark !== undefined && compareSequence(sequence, profile.watermark) <= 0;
  if (wasFolded) return profile;
  const folded = enterJourneys(
    foldEvent(complained(profile, event, rules), event, rules.settings.shop.timeZone),
    event,
    now,
    rules,
  );
  const isOld = isHistory(event, now, rules);
  const isSettling = isOld || (profile.settleUntil ?? 0) > now;
  const followed = followEvent({ before: profile, after: folded, now, rules, isHistory: isSettling });
  const watched = sequence === undefined ? followed : profileWith(followed, { watermark: sequence });
  return isOld ? holdStill(watched, now, rules) : watched;
};

/**
 * A case that an event opens by itself stops promotions in this very write. The event of the opening, which starts
 * campaigns, arrives a moment later and finds it there.
 */
const complained = (profile: Profile, event: CustomerEvent, rules: Rules): Profile => {
  const opened = opensCase(event, rules);
  return opened === undefined ? profile : foldBehaviour(profile, opened);
};

const isHistory = (event: CustomerEvent, now: number, { settings }: Rules): boolean =>
  now - event.occurredAt > settings.importing.historyHours * hourMs;

/** While history arrives, the last order seen so far need not be the last one there is. */
const holdStill = (profile: Profile, now: number, { settings }: Rules): Profile =>
  profileWith(profile, { settleUntil: now + settings.importing.settleMinutes * 60_000 });

const settled = (profile: Profile, now: number): Profile => {
  if (profile.settleUntil === undefined || profile.settleUntil > now) return profile;
  return profileWith(profile, { settleUntil: undefined });
};

const mayDecide = (profile: Profile, now: number, rules: Rules): boolean =>
  !isResting(rules) && (profile.settleUntil ?? 0) <= now;

const withoutLeft = (profile: Profile, rules: Rules): Profile => {
  const staying = profile.journeys.filter((journey) => {
    const place = journey.resend === undefined ? placeOf(journey, rules) : undefined;
    return place === undefined || !hasLeft(place.campaign, profile, journey);
  });
  return staying.length === profile.journeys.length ? profile : profileWith(profile, { journeys: staying });
};

const pruned = (profile: Profile, now: number): Profile => {
  const contacts = keptContacts(profile, now);
  const entries = keptWindows(profile.entries, profile.journeys, now);
  const shopWindow = keptShopWindow(profile.shopWindow, now);
  const isSame =
    contacts.length === profile.contacts.length && entries === profile.entries && shopWindow === profile.shopWindow;
  return isSame ? profile : profileWith(profile, { contacts, entries, shopWindow });
};

/** The profile with its `dueAt` computed anew, and nothing decided: what a new campaign needs. */
export const replanned = (unplanned: Profile, now: number, rules: Rules): Profile => {
  const profile = withBaselines(unplanned, now, rules);
  const dueAt = nextDueAt(profile, now, rules);
  if (dueAt !== undefined) return dueAt === profile.dueAt ? profile : profileWith(profile, { dueAt });
  if (profile.dueAt === undefined) return profile;
  return profileWith(profile, { dueAt: undefined });
};

const gapChange = (before: Profile, after: Profile): Advance["gaps"] => {
  const from = gapsOf(before.orders);
  const to = gapsOf(after.orders);
  const change = { count: to.gapCount - from.gapCount, ms: to.gapMsTotal - from.gapMsTotal };
  return change.count === 0 && change.ms === 0 ? undefined : change;
};

const isChanged = (before: Profile, current: Profile, decision: Decision, after: Profile): boolean =>
  current !== before ||
  decision.profile !== current ||
  decision.looks.length > 0 ||
  decision.actions.length > 0 ||
  after.standings !== before.standings ||
  after.dueAt !== before.dueAt;
