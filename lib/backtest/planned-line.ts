import type { Reservation } from "../../lambdas/domain/message.ts";

/** One line of a backtest's `messages.jsonl`, with the names that a replay's has; what delivery would tell is missing. */
export const plannedLine = (customerId: string, message: Reservation): string =>
  JSON.stringify({
    messageKey: message.messageKey,
    customerId,
    campaignId: message.campaignId,
    stepId: message.stepId,
    occurrence: message.occurrence,
    channel: message.channel,
    category: message.category,
    status: message.status,
    variant: message.variant,
    reservedAt: new Date(message.reservedAt).toISOString(),
    sendBy: new Date(message.sendBy).toISOString(),
    timeZone: message.timeZone,
  });
