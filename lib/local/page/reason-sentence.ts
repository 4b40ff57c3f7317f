import type { Campaign } from "../../../lambdas/domain/campaign.ts";
import type { Message } from "../../../lambdas/domain/message.ts";
import type { PageWords } from "./page-words.ts";

/** Why this message exists, in one sentence, from the trigger of its campaign. */
export const reasonSentence = (message: Message, campaigns: readonly Campaign[], words: PageWords): string => {
  const campaign = campaigns.find(
    ({ id, version }) => id === message.campaignId && version === message.campaignVersion,
  );
  if (campaign === undefined) return words.why.earlierVersion;
  const firstSend = campaign.steps.find((step) => step.kind === "send");
  if (firstSend !== undefined && firstSend.id !== message.stepId) return words.why.laterStep(message.stepId);
  const { trigger } = campaign;
  switch (trigger.kind) {
    case "since-last-order":
      return words.why.sinceLastOrder(trigger.days);
    case "before-next-order":
      return words.why.beforeNextOrder(trigger.leadDays);
    case "after-delivery":
      return words.why.afterDelivery(trigger.days, message.occurrence);
  }
};
