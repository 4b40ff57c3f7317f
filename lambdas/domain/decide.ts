import type { Campaign, SendStep } from "./campaign.ts";
import { type Draft, draftOf, moveJourney, takeSlot } from "./draft.ts";
import { entered, newJourney } from "./enter-journeys.ts";
import { judge, type Verdict } from "./judge.ts";
import { dayMs, hourMs } from "./limits.ts";
import type { Reservation } from "./message.ts";
import { messageKey } from "./message-key.ts";
import { type DueLook, dueLooks } from "./plan.ts";
import type { Journey, Profile } from "./profile.ts";
import { compareRank, type Ranked } from "./ranking.ts";
import type { SkipReason } from "./reason.ts";
import { resend } from "./resend.ts";
import type { Rules } from "./rules.ts";
import { currentOccurrence } from "./trigger.ts";

/** One campaign was due for one customer, and this is what came of it. Looks are what the funnel counts. */
export interface Look {
  readonly campaignId: string;
  readonly stepId: string;
  readonly outcome: "reserved" | "held-out" | SkipReason;
  /** When to look again, epoch milliseconds; absent when the outcome is final. */
  readonly until?: number;
}

/** Campaigns whose hour is full, each with the instant at which this customer may be looked at again. */
export type Paced = ReadonlyMap<string, number>;

export interface Decision {
  readonly profile: Profile;
  readonly reservations: readonly Reservation[];
  readonly looks: readonly Look[];
}

/**
 * Looks at everything that is due for one customer, best campaign first, so that a scarce slot goes to whoever ranks
 * highest and not to whoever ran first. Messages that came back unsent go before all others: they were promised.
 */
export const decide = (profile: Profile, now: number, rules: Rules, paced?: Paced): Decision => {
  const due = dueLooks(profile, now, rules);
  if (due.length === 0) return { profile, reservations: [], looks: [] };
  const draft = draftOf(profile);
  for (const look of due) if (look.kind === "resend") resend(draft, look.journey, now, rules);
  const candidates = candidatesOf(draft, due, now, paced === undefined ? rules.hourlyMax : noLimits);
  if (candidates.length > 1) candidates.sort(compareRank);
  for (const candidate of candidates) walk(draft, candidate, now, rules, paced);
  const { contacts, journeys, entries, reservations, looks } = draft;
  return { profile: { ...profile, contacts, journeys, entries }, reservations, looks };
};

interface Candidate extends Ranked {
  readonly journey: Journey;
}

const noLimits: ReadonlyMap<string, number> = new Map();

/** Campaigns in `left` stay due: whoever does not count an hour's messages must not add to them. */
const candidatesOf = (
  draft: Draft,
  due: readonly DueLook[],
  now: number,
  left: ReadonlyMap<string, number>,
): Candidate[] => {
  const candidates: Candidate[] = [];
  for (const look of due) {
    if (look.kind === "resend" || left.has(look.campaign.id)) continue;
    const journey = look.kind === "journey" ? look.journey : enterNow(draft, look.campaign, now);
    candidates.push(candidateOf(look.campaign, journey));
  }
  return candidates;
};

/** Most journeys end at the look that began them, so a new one is put among the others only after it. */
const enterNow = (draft: Draft, campaign: Campaign, now: number): Journey => {
  const journey = newJourney(campaign, { occurrence: currentOccurrence(draft.profile), now, stepAt: now });
  draft.entries = entered(draft.entries, journey);
  return journey;
};

const candidateOf = (campaign: Campaign, journey: Journey): Candidate => {
  const step = campaign.steps[journey.stepIndex];
  return { campaign, journey, sendBy: step?.kind === "send" ? sendByOf(step, journey) : journey.lookAt };
};

const sendByOf = (step: SendStep, { stepAt }: Journey): number => stepAt + step.sendWithinHours * hourMs;

/** Takes the steps of a journey one after the other until one lies in the future or the journey ends. */
const walk = (draft: Draft, { campaign, journey }: Candidate, now: number, rules: Rules, paced?: Paced): void => {
  let place: Journey | undefined = journey;
  while (place !== undefined && place.lookAt <= now) place = takeStep(draft, campaign, place, now, rules, paced);
  moveJourney(draft, journey, place);
};

/** Where the customer is after this step, or nothing once the journey is over. */
const takeStep = (
  draft: Draft,
  campaign: Campaign,
  journey: Journey,
  now: number,
  rules: Rules,
  paced: Paced | undefined,
) => {
  const step = campaign.steps[journey.stepIndex];
  if (step === undefined) return undefined;
  if (step.kind === "wait") return stepOver(journey, now + step.days * dayMs);
  const sendBy = sendByOf(step, journey);
  const { profile, contacts } = draft;
  const verdict = judge({ profile, contacts, campaign, step, sendBy, now, rules, pacedUntil: paced?.get(campaign.id) });
  draft.looks.push(lookOf(campaign, step, verdict));
  if (verdict.kind === "skip") return afterSkip(journey, verdict, now);
  reserve(draft, { campaign, step, journey, verdict, sendBy, now, rules });
  return isLastStep(campaign, journey) ? undefined : stepOver(journey, now);
};

const isLastStep = (campaign: Campaign, { stepIndex }: Journey): boolean => stepIndex === campaign.steps.length - 1;

const stepOver = (journey: Journey, at: number): Journey => ({
  ...journey,
  stepIndex: journey.stepIndex + 1,
  stepAt: at,
  lookAt: at,
});

const isUnreachable = (reason: SkipReason): boolean =>
  reason === "no-consent" || reason === "suppressed" || reason === "no-address";

/** Who cannot be reached leaves; who is deferred stays at the step; any other skip goes on to the next step. */
const afterSkip = (
  journey: Journey,
  { reason, until }: Verdict & { kind: "skip" },
  now: number,
): Journey | undefined => {
  if (isUnreachable(reason)) return undefined;
  return until === undefined ? stepOver(journey, now) : { ...journey, lookAt: until };
};

const lookOf = ({ id: campaignId }: Campaign, { id: stepId }: SendStep, verdict: Verdict): Look => {
  if (verdict.kind === "reserve") return { campaignId, stepId, outcome: "reserved" };
  if (verdict.kind === "hold-out") return { campaignId, stepId, outcome: "held-out" };
  const { reason, until } = verdict;
  return until === undefined ? { campaignId, stepId, outcome: reason } : { campaignId, stepId, outcome: reason, until };
};

interface ReserveInput {
  readonly campaign: Campaign;
  readonly step: SendStep;
  readonly journey: Journey;
  readonly verdict: Exclude<Verdict, { kind: "skip" }>;
  readonly sendBy: number;
  readonly now: number;
  readonly rules: Rules;
}

/** A held-out message is recorded like a reserved one but takes no slot. */
const reserve = (draft: Draft, input: ReserveInput): void => {
  const reservation = reservationOf(draft.profile, input);
  draft.reservations.push(reservation);
  if (reservation.status === "reserved" && input.step.countsTowardCaps) takeSlot(draft, reservation);
};

const reservationOf = (profile: Profile, input: ReserveInput): Reservation => {
  const { campaign, step, journey, verdict } = input;
  const { customerId } = profile;
  const { occurrence } = journey;
  return {
    messageKey: messageKey({ campaignId: campaign.id, customerId, stepId: step.id, occurrence }),
    campaignId: campaign.id,
    campaignVersion: campaign.version,
    stepId: step.id,
    occurrence,
    channel: verdict.channel,
    category: step.category,
    status: verdict.kind === "reserve" ? "reserved" : "held-out",
    reservedAt: input.now,
    day: input.rules.dayOf(input.now),
    sendBy: input.sendBy,
    timeZone: input.rules.zoneOf(profile.traits),
    attempt: 1,
  };
};
