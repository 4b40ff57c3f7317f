import type { Category } from "./channel.ts";
import { hourMs } from "./limits.ts";
import { placeOf } from "./place.ts";
import type { Journey, Profile } from "./profile.ts";
import { profileWith } from "./profile-with.ts";
import type { Rules } from "./rules.ts";

/** Nobody who complains is offered anything meanwhile; care, service and transactional messages go on. */
export const isPausedByCase = ({ cases = [] }: Profile, category: Category): boolean =>
  category === "promotion" && cases.length > 0;

/**
 * How long a message that was reserved when the case opened waits, in milliseconds, before it is looked at again. It is no
 * longer than needed for the news of a case that closes at the same time to pass it by; from then on it waits for that news.
 */
export const casePauseMs = 15 * 60_000;

/**
 * What a case held back is due at once when the last case is closed. It was planned for just after its deadline, because
 * nobody can know before when a case will close; whatever else was planned for then is looked at early, which harms nothing.
 */
export const resumedAfterCase = (profile: Profile, now: number, rules: Rules): Profile => {
  if ((profile.cases ?? []).length > 0) return profile;
  const isHeldBack = (journey: Journey): boolean => journey.lookAt > now && journey.lookAt === endOf(journey, rules);
  if (!profile.journeys.some(isHeldBack)) return profile;
  return profileWith(profile, {
    journeys: profile.journeys.map((journey) => (isHeldBack(journey) ? { ...journey, lookAt: now } : journey)),
  });
};

/** The look just after the deadline of a promotion; undefined for every other step. */
const endOf = (journey: Journey, rules: Rules): number | undefined => {
  const { resend } = journey;
  if (resend !== undefined)
    return resend.reservation.category === "promotion" ? resend.reservation.sendBy + 1 : undefined;
  const place = placeOf(journey, rules);
  const step = place?.campaign.steps[place.journey.stepIndex];
  return step?.kind === "send" && step.category === "promotion"
    ? journey.stepAt + step.sendWithinHours * hourMs + 1
    : undefined;
};
