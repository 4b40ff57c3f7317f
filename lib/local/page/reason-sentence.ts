import type { Campaign, Step } from "../../../lambdas/domain/campaign.ts";
import type { Message } from "../../../lambdas/domain/message.ts";
import type { PageWords } from "./page-words.ts";

export interface ReasonQuery {
  readonly message: Pick<Message, "stepId" | "occurrence">;
  /** The version that decided the message. */
  readonly campaign: Pick<Campaign, "trigger" | "steps" | "policy"> | undefined;
  /** Whole days between the last order and the decision, where still known. */
  readonly silentDays?: number;
}

const isSend = (step: Step): boolean => step.kind === "send";

/** Which of the journey's messages a step is, counted from 1; nothing for a step that is not in it. */
export const messageNumber = (steps: readonly Step[], stepId: string) => {
  const sends = steps.filter(isSend);
  const at = sends.findIndex(({ id }) => id === stepId);
  return at < 0 ? undefined : { nth: at + 1, of: sends.length };
};

/** Days waited between the message before and this one; nothing for the first. */
const daysSinceMessageBefore = (steps: readonly Step[], stepId: string): number | undefined => {
  const before = steps.slice(
    0,
    Math.max(
      0,
      steps.findIndex(({ id }) => id === stepId),
    ),
  );
  const last = before.findLastIndex(isSend);
  if (last < 0) return undefined;
  return before.slice(last).reduce((days, step) => days + (step.kind === "wait" ? (step.days ?? 0) : 0), 0);
};

/** Why this message exists, in one sentence, from the trigger of its campaign. */
export const reasonSentence = ({ message, campaign, silentDays }: ReasonQuery, { why }: PageWords): string => {
  if (campaign === undefined) return why.unknownCampaign;
  const { trigger, steps, policy } = campaign;
  const waited = daysSinceMessageBefore(steps, message.stepId);
  if (waited !== undefined) return why.laterStep(waited, policy.leaveOnOrder);
  switch (trigger.kind) {
    case "since-last-order":
      return why.sinceLastOrder(trigger.days, silentDays);
    case "before-next-order":
      return why.beforeNextOrder(trigger.leadDays);
    case "after-delivery":
      return why.afterDelivery(trigger.days, message.occurrence);
    case "since-last-visit":
      return why.sinceLastVisit(trigger.days);
    case "date":
      return why.cameAbout(trigger.attribute);
    case "calendar":
      return why.cameAbout(message.occurrence);
    case "event":
      return why.cameAbout(
        [trigger.on]
          .flat()
          .map(({ event }) => event)
          .join(", "),
      );
    case "broadcast":
      return why.broadcast;
    case "tier":
      return why.tierChanged;
    case "coupon-expiring":
      return why.couponExpiring(trigger.daysBefore);
    case "segment":
      return why.segmentChanged(trigger.segment, trigger.change === "entered");
  }
};
