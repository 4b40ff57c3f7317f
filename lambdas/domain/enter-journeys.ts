import { begin } from "./begin.ts";
import type { Campaign } from "./campaign.ts";
import { resumedAfterCase } from "./case-pause.ts";
import { enterByEvent, moveFirstStep } from "./enter-by-event.ts";
import type { CustomerEvent } from "./event.ts";
import { passEvent } from "./journey-events.ts";
import { dayMs } from "./limits.ts";
import { mayEnter } from "./may-enter.ts";
import type { Reservation } from "./message.ts";
import { versionOf } from "./place.ts";
import type { Journey, Profile } from "./profile.ts";
import { profileWith } from "./profile-with.ts";
import { spanMs } from "./range.ts";
import type { Rules } from "./rules.ts";

/**
 * There is nothing left to write about. A message that came back unsent has a record that must end, and only `send` ends
 * one: it goes there at once, past its deadline.
 */
const withoutOccurrence = (journeys: readonly Journey[], occurrence: string, now: number): readonly Journey[] =>
  journeys.flatMap((journey) => {
    if (journey.occurrence !== occurrence) return [journey];
    const { resend } = journey;
    if (resend?.holdsSlot !== true) return [];
    const { reservation } = resend;
    const late = { ...reservation, sendBy: Math.min(reservation.sendBy, now - 1) };
    return [{ ...journey, lookAt: now, resend: { ...resend, reservation: late } }];
  });

type OrderProgress = Extract<CustomerEvent, { kind: "order-placed" | "order-delivered" }>;

/** What an event does to the customer's journeys: it starts some, brings a message back, or takes an occurrence away. */
export const enterJourneys = (profile: Profile, event: CustomerEvent, now: number, rules: Rules): Profile =>
  enterByEvent(enter(passEvent(profile, event, now, rules), event, now, rules), event, now, rules);

const enter = (profile: Profile, event: CustomerEvent, now: number, rules: Rules): Profile => {
  switch (event.kind) {
    case "order-placed":
    case "order-delivered":
      return rules.campaigns.reduce(
        (entered, campaign) => enterAfterDelivery(entered, campaign, event, now, rules),
        profile,
      );
    case "order-cancelled":
      return profileWith(profile, { journeys: withoutOccurrence(profile.journeys, event.orderId, now) });
    case "message-released":
      return bringBack(profile, event, event.retryAt, true);
    case "message-dropped":
      return event.outcome === "failed" ? bringBack(profile, event, now, false) : profile;
    case "case-closed":
      return resumedAfterCase(profile, now, rules);
    case "message-proved":
      return takeBack(profile, event.reservation, rules);
    default:
      return profile;
  }
};

/**
 * An order counts as delivered some days after it was placed, until its delivery is reported: then the step moves to the
 * real date, unless it was taken already. Events older than the trigger's freshness are history and start nothing.
 */
const enterAfterDelivery = (
  profile: Profile,
  campaign: Campaign,
  event: OrderProgress,
  now: number,
  rules: Rules,
): Profile => {
  const { trigger } = campaign;
  if (trigger.kind !== "after-delivery" || now - event.occurredAt > trigger.freshnessDays * dayMs) return profile;
  const { orderId: occurrence } = event;
  const assumedDays = event.kind === "order-placed" ? trigger.assumedDeliveryDays : 0;
  const stepAt = event.occurredAt + spanMs(assumedDays + trigger.days);
  const started = profile.journeys.find(
    (journey) => journey.campaignId === campaign.id && !journey.resend && journey.occurrence === occurrence,
  );
  if (started !== undefined)
    return event.kind === "order-placed"
      ? profile
      : moveFirstStep(profile, started, { stepAt, onlyLater: false }, rules);
  if (!isAbout(trigger, event) || !mayEnter(campaign, profile, occurrence, now, rules)) return profile;
  return begin(profile, campaign, { occurrence, now, stepAt }, rules);
};

type DeliveryTrigger = Extract<Campaign["trigger"], { kind: "after-delivery" }>;

/** Whether the order has a line of the goods meant. A delivery alone does not tell, unless any goods will do. */
const isAbout = ({ products, categories }: DeliveryTrigger, event: OrderProgress): boolean => {
  if (products === undefined && categories === undefined) return true;
  const lines = event.kind === "order-placed" ? event.lines : [];
  return lines.some(
    ({ productId, category }) =>
      products?.includes(productId) || (category !== undefined && categories?.includes(category)),
  );
};

type ReturnedMessage = Extract<CustomerEvent, { kind: "message-released" | "message-dropped" }>;

const bringBack = (profile: Profile, event: ReturnedMessage, lookAt: number, holdsSlot: boolean): Profile => {
  const { reservation } = event;
  if (profile.journeys.some((journey) => isSameAttempt(journey.resend?.reservation, reservation))) return profile;
  const journey: Journey = {
    campaignId: reservation.campaignId,
    occurrence: reservation.occurrence,
    version: reservation.campaignVersion,
    enteredAt: reservation.reservedAt,
    stepIndex: 0,
    stepAt: reservation.reservedAt,
    lookAt,
    resend: { reservation, holdsSlot },
  };
  return profileWith(profile, { journeys: [...profile.journeys, journey] });
};

/** Undoes what a refund and the search for another channel had done: the message takes its slot again. */
const takeBack = (profile: Profile, reservation: Reservation, rules: Rules): Profile => {
  const { messageKey, channel, category, reservedAt, stepId } = reservation;
  const journeys = profile.journeys.filter(({ resend }) => !isSameAttempt(resend?.reservation, reservation));
  const step = versionOf(reservation, rules)?.steps.find(({ id }) => id === stepId);
  const counts = step?.kind !== "send" || step.countsTowardCaps;
  const isCounted = profile.contacts.some((contact) => contact.messageKey === messageKey);
  if (!counts || isCounted) return profileWith(profile, { journeys });
  return profileWith(profile, {
    journeys,
    contacts: [...profile.contacts, { messageKey, channel, category, at: reservedAt }],
  });
};

/** The same return can be told twice, at two instants, when the first telling was in doubt. */
const isSameAttempt = (known: Reservation | undefined, { messageKey, attempt }: Reservation): boolean =>
  known?.messageKey === messageKey && known.attempt === attempt;
