import type { Campaign, Step, StepOf } from "./campaign.ts";
import { dayMs, hourMs } from "./limits.ts";
import type { Journey } from "./profile.ts";
import type { Rules } from "./rules.ts";
import { deadlineOf } from "./working-hours.ts";

/**
 * Puts a journey at a step at an instant, which may lie ahead; nothing when there is no such step: the journey is over. A
 * wait that no event ends is passed at once, and the step behind it lies so much later. One that an event may end is a
 * place to be: its `lookAt` is when its time is over.
 */
export const arriveAt = (
  campaign: Campaign,
  journey: Journey,
  index: number,
  at: number,
  rules: Rules,
): Journey | undefined => {
  const step = campaign.steps[index];
  if (step === undefined) return undefined;
  if (step.kind !== "wait") return journeyAt(journey, index, at);
  const over = waitOver(step, at, rules);
  if (step.until !== undefined) return journeyAt(journey, index, over);
  return arriveAt(campaign, journey, indexOf(campaign, index, step.next), over, rules);
};

/** Nearly every journey has nothing optional, and is built faster than copied. */
const journeyAt = (journey: Journey, stepIndex: number, at: number): Journey => {
  const { campaignId, occurrence, version, enteredAt, resend, couponId, variant, details, passed } = journey;
  const isPlain = (resend ?? couponId ?? variant ?? details ?? passed) === undefined;
  return isPlain
    ? { campaignId, occurrence, version, enteredAt, stepIndex, stepAt: at, lookAt: at }
    : { ...journey, stepIndex, stepAt: at, lookAt: at };
};

/** The step of that id, or the one that follows. */
export const indexOf = ({ steps }: Campaign, index: number, id: string | undefined): number =>
  id === undefined ? index + 1 : steps.findIndex((step) => step.id === id);

/** Where a step goes on, once it is done. */
export const indexAfter = (campaign: Campaign, index: number): number => {
  const step: Step | undefined = campaign.steps[index];
  return indexOf(campaign, index, step !== undefined && "next" in step ? step.next : undefined);
};

const waitOver = (step: StepOf<"wait">, at: number, rules: Rules): number => {
  const { days = 0, hours = 0, minutes = 0, workingMinutes } = step;
  const from = at + days * dayMs + hours * hourMs;
  return workingMinutes === undefined
    ? from + minutes * 60_000
    : deadlineOf(from, { workingMinutes, ...(minutes > 0 && { minutes }) }, rules);
};
