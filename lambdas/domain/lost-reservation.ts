import type { Campaign, SendStep } from "./campaign.ts";
import { dayMs, hourMs } from "./limits.ts";
import type { Reservation } from "./message.ts";
import { messageKey } from "./message-key.ts";
import type { Contact, Profile } from "./profile.ts";
import type { Rules } from "./rules.ts";

/** Where a message came from. */
interface Origin {
  readonly campaign: Campaign;
  readonly stepIndex: number;
  readonly step: SendStep;
  readonly occurrence: string;
}

/**
 * The reservation behind a contact, worked out anew. Its outbox is gone, but the key is a hash of campaign, customer,
 * step and occurrence, so trying all of them finds the one it was made from.
 *
 * What the contact does not say is chosen so that no law is bent: the deadline is never later than the true one, and the
 * version is the newest one that has such a step (it decides the words only). Nothing when no combination has this key.
 */
export const rebuiltReservation = (q: {
  readonly contact: Contact;
  readonly profile: Profile;
  /** Every known version of every campaign the customer may have been in, the preferred one of each first. */
  readonly campaigns: readonly Campaign[];
  readonly rules: Rules;
}): Reservation | undefined => {
  const { contact, profile, rules } = q;
  const origin = originOf(q);
  if (origin === undefined) return undefined;
  return {
    messageKey: contact.messageKey,
    campaignId: origin.campaign.id,
    campaignVersion: origin.campaign.version,
    stepId: origin.step.id,
    occurrence: origin.occurrence,
    channel: contact.channel,
    category: contact.category,
    status: "reserved",
    reservedAt: contact.at,
    day: rules.dayOf(contact.at),
    sendBy: earliestStepAt(origin, contact, profile) + origin.step.sendWithinHours * hourMs,
    timeZone: rules.zoneOf(profile.traits),
    attempt: 1,
  };
};

const originOf = (q: Parameters<typeof rebuiltReservation>[0]): Origin | undefined => {
  const { contact, profile, campaigns } = q;
  for (const campaign of walkedFirst(campaigns, profile)) {
    for (const [stepIndex, step] of campaign.steps.entries()) {
      if (step.kind !== "send" || !step.channels.includes(contact.channel)) continue;
      for (const occurrence of occurrencesOf(campaign.id, profile)) {
        const identity = { campaignId: campaign.id, customerId: profile.customerId, stepId: step.id, occurrence };
        if (messageKey(identity) === contact.messageKey) return { campaign, stepIndex, step, occurrence };
      }
    }
  }
  return undefined;
};

/** A version that the customer is on comes before the live one: its step decides about caps, and its words were meant. */
const walkedFirst = (campaigns: readonly Campaign[], { journeys }: Profile): readonly Campaign[] => {
  const isWalked = ({ id, version }: Campaign): boolean =>
    journeys.some((journey) => journey.campaignId === id && journey.version === version);
  const walked = campaigns.filter(isWalked);
  return walked.length === 0 ? campaigns : [...walked, ...campaigns];
};

/** Everything the profile remembers that this customer may have entered a campaign for. */
const occurrencesOf = (campaignId: string, { entries, journeys, orders }: Profile): ReadonlySet<string> =>
  new Set(
    [
      entries[campaignId]?.occurrence,
      ...journeys.filter((journey) => journey.campaignId === campaignId).map(({ occurrence }) => occurrence),
      ...orders.recent.map(({ orderId }) => orderId),
      orders.lastOrderId,
    ].filter((occurrence) => occurrence !== undefined),
  );

/**
 * No later than the instant at which the step became due, because the deadline counts from there and never moves. A later
 * step becomes due at a look, so after the entry; so does the first one of a campaign that is entered by looking. The
 * first step of one that is entered by an event counts from the order. Unknown: so early that it has expired.
 */
const earliestStepAt = (origin: Origin, contact: Contact, profile: Profile): number => {
  const { campaign, stepIndex, step, occurrence } = origin;
  const enteredAt = enteredAtOf(campaign.id, occurrence, profile);
  const expired = contact.at - step.sendWithinHours * hourMs;
  if (campaign.trigger.kind !== "after-delivery" || stepIndex > 0) return enteredAt ?? expired;
  const orderedAt = profile.orders.recent.find(({ orderId }) => orderId === occurrence)?.at;
  if (orderedAt === undefined || enteredAt === undefined) return expired;
  return Math.min(enteredAt, orderedAt + campaign.trigger.days * dayMs);
};

const enteredAtOf = (campaignId: string, occurrence: string, { entries, journeys }: Profile): number | undefined => {
  const entry = entries[campaignId];
  if (entry?.occurrence === occurrence) return entry.at;
  return journeys.find((one) => one.campaignId === campaignId && one.occurrence === occurrence)?.enteredAt;
};
