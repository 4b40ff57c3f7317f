import type { Message } from "../../lambdas/domain/message.ts";

/** One line of `messages.jsonl`: instants in ISO 8601 UTC, what does not apply is left out. */
export const messageLine = (message: Message): string =>
  JSON.stringify({
    messageKey: message.messageKey,
    customerId: message.customerId,
    campaignId: message.campaignId,
    stepId: message.stepId,
    occurrence: message.occurrence,
    channel: message.channel,
    category: message.category,
    status: message.status,
    reason: message.reason,
    variant: message.variant,
    reservedAt: iso(message.reservedAt),
    submittedAt: iso(message.submittedAt),
    sendBy: iso(message.sendBy),
    timeZone: message.timeZone,
  });

const iso = (at: number | undefined): string | undefined => (at === undefined ? undefined : new Date(at).toISOString());
