import type { Action } from "./action.ts";
import { arriveAt, indexAfter, indexOf } from "./arrive.ts";
import type { Campaign, SendStep, Step, StepOf } from "./campaign.ts";
import { couponOfOccurrence } from "./coupon-expiry.ts";
import { type Draft, holdCoupon, moveJourney, takeSlot } from "./draft.ts";
import { cents, openedWindow, touched, withWindow } from "./goal-window.ts";
import { holds } from "./holds.ts";
import { isHeldOut, judge, type Verdict } from "./judge.ts";
import { wayKey } from "./learned.ts";
import { hourMs } from "./limits.ts";
import type { Look, Paced } from "./look.ts";
import type { Reservation } from "./message.ts";
import { messageKey } from "./message-key.ts";
import type { Place } from "./place.ts";
import type { Journey, Profile } from "./profile.ts";
import { profileWith } from "./profile-with.ts";
import type { SkipReason } from "./reason.ts";
import type { Rules } from "./rules.ts";
import { openedShopWindow, shopWindowOpened } from "./shop-window.ts";
import { wayOf, waysOn } from "./split-way.ts";
import { deadlineOf } from "./working-hours.ts";

/** What a walk needs to know besides where it is. */
export interface Walk {
  readonly draft: Draft;
  readonly campaign: Campaign;
  readonly now: number;
  readonly rules: Rules;
  readonly paced: Paced | undefined;
}

/** Takes the steps of a journey one after the other until one lies in the future or the journey ends. */
export const walk = (
  draft: Draft,
  { place: { campaign, journey }, from }: { readonly place: Place; readonly from: Journey },
  now: number,
  rules: Rules,
  paced?: Paced,
): void => {
  const on: Walk = { draft, campaign, now, rules, paced };
  let at: Journey | undefined = journey;
  while (at !== undefined && at.lookAt <= now) at = takeStep(on, at);
  moveJourney(draft, from, at);
};

/** Where the customer is after this step, or nothing once the journey is over. */
const takeStep = (on: Walk, journey: Journey): Journey | undefined => {
  const step = on.campaign.steps[journey.stepIndex];
  if (step !== undefined && journey.passed?.includes(step.id)) return onward(on, journey);
  switch (step?.kind) {
    case undefined:
    case "exit":
      return undefined;
    case "send":
      return takeSend(on, journey, step);
    case "branch":
      return onward(on, journey, holds(step.if, asked(on, journey), on.now, on.rules) ? step.onYes : step.onNo);
    case "split":
      return takeSplit(on, journey, step);
    case "coupon":
      return onward(on, keptOut(on) ? journey : { ...journey, couponId: step.coupon });
    case "set-attribute":
      on.draft.marks = { ...on.draft.marks, [step.name]: step.value };
      return onward(on, journey);
    case "wait":
      // Nothing came in time: an event would have taken the journey on.
      return onward(on, journey, step.next);
    case "task":
    case "webhook":
    case "case":
      if (!keptOut(on)) on.draft.actions.push(actionOf(on, journey, step));
      return onward(on, journey);
  }
};

/** A branch may also ask for what earlier steps noted down, and for the event that began the journey: `event.name`, … */
const asked = ({ draft: { profile, marks } }: Walk, { details = {} }: Journey): Profile => {
  const named = Object.entries(details).map(([name, value]) => [`event.${name}`, value] as const);
  if (named.length === 0 && marks === profile.marks) return profile;
  return profileWith(profile, { marks: { ...marks, ...Object.fromEntries(named) } });
};

/**
 * A held-out customer walks the same way at the same times, and gets nothing on it: neither a message, which `judge` sees
 * to, nor a coupon, nor a task, a case or a webhook about them.
 */
const keptOut = ({ draft, campaign, rules }: Walk): boolean => isHeldOut(draft.profile.customerId, campaign, rules);

/** To the step of that id, or to where the step at hand leads. */
const onward = ({ campaign, now, rules }: Walk, journey: Journey, id?: string): Journey | undefined => {
  const { stepIndex } = journey;
  const index = id === undefined ? indexAfter(campaign, stepIndex) : indexOf(campaign, stepIndex, id);
  return arriveAt(campaign, journey, index, now, rules);
};

/** Once: afterwards the journey is on its way, whatever shares are learned. */
const takeSplit = (on: Walk, journey: Journey, step: StepOf<"split">): Journey | undefined => {
  const { settings, learned } = on.rules;
  const salt = `${settings.holdOut.salt}/${on.campaign.id}/${step.id}`;
  const ways = waysOn(step, learned.ways?.get(wayKey(on.campaign.id, step.id)), on.rules.dayOf(on.now));
  const way = wayOf(ways, on.draft.profile.customerId, salt);
  return onward(on, { ...journey, ...(way && { variant: way.name }) }, way?.to);
};

type ActionStep = StepOf<"task" | "webhook" | "case">;

const actionOf = (on: Walk, { occurrence }: Journey, step: ActionStep): Action => {
  const { campaign, now: at, draft, rules } = on;
  const identity = { campaignId: campaign.id, customerId: draft.profile.customerId, stepId: step.id, occurrence };
  const { campaignId, stepId } = identity;
  const origin = {
    actionKey: messageKey(identity),
    campaignId,
    campaignVersion: campaign.version,
    stepId,
    occurrence,
    at,
  };
  switch (step.kind) {
    case "task": {
      const { task, role, dueMinutes: minutes, dueWorkingMinutes: workingMinutes } = step;
      return { ...origin, kind: "task", task, role, dueAt: deadlineOf(at, { minutes, workingMinutes }, rules) };
    }
    case "webhook":
      return { ...origin, kind: "webhook", url: step.url };
    case "case":
      return { ...origin, kind: "case", subject: step.subject };
  }
};

export const sendByOf = (step: SendStep, { stepAt }: Journey): number => stepAt + step.sendWithinHours * hourMs;

/** A reminder of a coupon must not wait for an open hour or a free slot until the coupon has run out. */
const lastGoodAt = ({ campaign, draft }: Walk, { occurrence }: Journey): number => {
  if (campaign.trigger.kind !== "coupon-expiring") return Number.POSITIVE_INFINITY;
  const { expiresAt = Number.POSITIVE_INFINITY } = couponOfOccurrence(draft.profile, occurrence) ?? {};
  return expiresAt - 1;
};

const takeSend = (on: Walk, journey: Journey, step: StepOf<"send">): Journey | undefined => {
  const { draft, campaign, now, rules, paced } = on;
  const sendBy = Math.min(sendByOf(step, journey), lastGoodAt(on, journey));
  const { profile, contacts } = draft;
  const { couponId } = journey;
  const pacedUntil = paced?.get(campaign.id);
  const verdict = judge({ profile, contacts, campaign, step, sendBy, now, rules, pacedUntil, couponId });
  const look = lookOf(campaign, step, verdict);
  const began = begunWindow(on, journey, verdict);
  beginShopWindow(on, verdict);
  draft.looks.push(began === undefined ? look : { ...look, began });
  if (verdict.kind === "skip") return afterSkip(on, journey, verdict);
  reserve(on, { step, journey, verdict, sendBy });
  return onward(on, journey);
};

/** Everything that is asked after the hold-out is no reason to leave a customer out of the comparison. */
const wasAskedFor = (verdict: Verdict): boolean =>
  verdict.kind !== "skip" ||
  !(verdict.reason === "expired" || verdict.reason === "push-paused" || isUnreachable(verdict.reason));

const begunWindow = (on: Walk, journey: Journey, verdict: Verdict): Look["began"] => {
  const { draft, campaign, now } = on;
  if (!wasAskedFor(verdict)) return undefined;
  const spentCents = cents(draft.profile.orders.revenue);
  const heldOut = verdict.kind === "hold-out";
  const window = openedWindow(draft.entries[campaign.id], { campaign, journey, heldOut, spentCents, now });
  if (window === undefined) return undefined;
  draft.entries = withWindow(draft.entries, campaign.id, window);
  const { variant } = window;
  return variant === undefined ? { spentCents, heldOut } : { spentCents, heldOut, variant };
};

const beginShopWindow = ({ draft, now, rules }: Walk, verdict: Verdict): void => {
  if (!wasAskedFor(verdict)) return;
  const window = openedShopWindow(draft.shopWindow, { profile: draft.profile, now, rules });
  if (window === undefined) return;
  draft.shopWindow = window;
  draft.counted.push(shopWindowOpened(window, rules));
};

const isUnreachable = (reason: SkipReason): boolean =>
  reason === "no-consent" || reason === "suppressed" || reason === "no-address";

const needsNoMessage = ({ kind }: Step): boolean =>
  kind === "task" || kind === "webhook" || kind === "case" || kind === "set-attribute";

/**
 * Who is deferred stays at the step; any other skip goes on to the next one. Who cannot be reached leaves, unless a later
 * step needs no message.
 */
const afterSkip = (
  on: Walk,
  journey: Journey,
  { reason, until }: Extract<Verdict, { kind: "skip" }>,
): Journey | undefined => {
  if (until !== undefined && !isUnreachable(reason)) return { ...journey, lookAt: until };
  const isPointless = isUnreachable(reason) && !on.campaign.steps.slice(journey.stepIndex).some(needsNoMessage);
  return isPointless ? undefined : onward(on, journey);
};

const lookOf = ({ id: campaignId }: Campaign, { id: stepId }: SendStep, verdict: Verdict): Look => {
  if (verdict.kind === "reserve") return { campaignId, stepId, outcome: "reserved" };
  if (verdict.kind === "hold-out") return { campaignId, stepId, outcome: "held-out" };
  const { reason, until, capId } = verdict;
  if (until === undefined && capId === undefined) return { campaignId, stepId, outcome: reason };
  return {
    ...{ campaignId, stepId, outcome: reason },
    ...(until !== undefined && { until }),
    ...(capId !== undefined && { capId }),
  };
};

interface ReserveInput {
  readonly step: SendStep;
  readonly journey: Journey;
  readonly verdict: Exclude<Verdict, { kind: "skip" }>;
  readonly sendBy: number;
}

/** A held-out message is recorded like a reserved one but takes no slot. */
const reserve = (on: Walk, input: ReserveInput): void => {
  const reservation = reservationOf(on, input);
  on.draft.reservations.push(reservation);
  if (reservation.status !== "reserved") return;
  on.draft.entries = touched(on.draft.entries, reservation, on.now);
  if (input.step.countsTowardCaps) takeSlot(on.draft, reservation);
  holdCoupon(on.draft, reservation, on.rules);
};

const reservationOf = (on: Walk, { step, journey, verdict, sendBy }: ReserveInput): Reservation => {
  const { draft, campaign, now, rules } = on;
  const { customerId, traits } = draft.profile;
  const { occurrence, couponId, variant, details } = journey;
  const reservation: Reservation = {
    messageKey: messageKey({ campaignId: campaign.id, customerId, stepId: step.id, occurrence }),
    campaignId: campaign.id,
    campaignVersion: campaign.version,
    stepId: step.id,
    occurrence,
    channel: verdict.channel,
    category: step.category,
    status: verdict.kind === "reserve" ? "reserved" : "held-out",
    reservedAt: now,
    day: rules.dayOf(now),
    sendBy,
    timeZone: rules.zoneOf(traits),
    attempt: 1,
  };
  if (couponId === undefined && variant === undefined && details === undefined) return reservation;
  return {
    ...reservation,
    ...(couponId !== undefined && { couponId }),
    ...(variant !== undefined && { variant }),
    ...(details !== undefined && { details }),
  };
};
