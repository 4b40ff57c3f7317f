import type { Cap } from "../../../lambdas/domain/settings.ts";
import { localTime, periodOf, zoneOr } from "../../checks/local-time.ts";
import { attemptKey, type Facts, isGivenUp, type Submitted } from "../facts.ts";
import { iso, type Law } from "./law.ts";

/** A message that a provider has, and the instant from which its slot counts. */
interface Slot {
  readonly messageKey: string;
  readonly channel: "email" | "sms";
  readonly category: string;
  readonly at: number;
  readonly zone: string;
}

const hourMs = 3_600_000;

const countsTowardCaps = ({ published }: Facts, campaignId: string, stepId: string): boolean =>
  published.some(({ snapshot }) =>
    snapshot.campaigns.some(
      ({ id, steps }) =>
        id === campaignId && steps.some((step) => step.kind === "send" && step.id === stepId && step.countsTowardCaps),
    ),
  );

const slotOf = (submission: Submitted, facts: Facts): Slot | undefined => {
  const found = facts.decided.get(attemptKey(submission.messageKey, submission.attempt ?? 1));
  if (found === undefined) return undefined;
  const { reservation, at } = found;
  const { messageKey, channel, category, campaignId, stepId } = reservation;
  if (channel === "push" || !countsTowardCaps(facts, campaignId, stepId)) return undefined;
  const zone = zoneOr(submission.read?.profile?.traits.timeZone, facts.snapshot().settings.shop.timeZone);
  return { messageKey, channel, category, at, zone };
};

const covers = ({ scope }: Cap, { channel, category }: Slot): boolean =>
  scope === "all" ||
  ((scope.channel === undefined || scope.channel === channel) &&
    (scope.category === undefined || scope.category === category));

/** Whether the window of a cap that ends with `last` holds `other`, which is no later. */
const sharesWindow = ({ window }: Cap, last: Slot, other: Slot): boolean => {
  if ("calendar" in window) {
    const period = periodOf[window.calendar];
    return period(localTime(last.at, last.zone).date) === period(localTime(other.at, last.zone).date);
  }
  const lengthMs = "rollingHours" in window ? window.rollingHours * hourMs : window.rollingDays * 24 * hourMs;
  return last.at - other.at < lengthMs;
};

/** Law 2, by what the providers accepted: a message that was refunded although it arrived counts here all the same. */
export const caps: Law = {
  name: "caps",
  atAcceptance: ({ customerId }, facts) => {
    const byKey = new Map<string, Slot>();
    for (const each of facts.submitted) {
      if (each.accepted !== true || each.customerId !== customerId || byKey.has(each.messageKey)) continue;
      // Its slot was given back on a person's word, which may be wrong. Whoever sent it on took another.
      if (isGivenUp(each, facts)) continue;
      const slot = slotOf(each, facts);
      if (slot !== undefined) byKey.set(each.messageKey, slot);
    }
    const slots = [...byKey.values()];
    for (const cap of facts.snapshot().settings.caps) {
      const covered = slots.filter((slot) => covers(cap, slot));
      for (const last of covered) {
        const inside = covered.filter((other) => other.at <= last.at && sharesWindow(cap, last, other));
        if (inside.length > cap.max)
          return `cap ${cap.id} allows ${cap.max}: ${inside.map(({ messageKey, at }) => `${messageKey} ${iso(at)}`).join(", ")}`;
      }
    }
    return undefined;
  },
};
