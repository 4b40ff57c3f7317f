import type { Action } from "./action.ts";

/** What another system of the shop is told of a customer who reached a step: who and where, and nothing that reaches them. */
export interface WebhookMessage {
  /** The same for the same customer, step and occurrence: who hears it twice knows it. */
  readonly id: string;
  readonly customerId: string;
  readonly campaignId: string;
  readonly campaignVersion: number;
  readonly stepId: string;
  readonly occurrence: string;
  /** ISO 8601, UTC: the instant of the decision. */
  readonly at: string;
}

export const webhookMessageOf = (
  customerId: string,
  { actionKey: id, campaignId, campaignVersion, stepId, occurrence, at }: Extract<Action, { kind: "webhook" }>,
): WebhookMessage => ({
  id,
  customerId,
  campaignId,
  campaignVersion,
  stepId,
  occurrence,
  at: new Date(at).toISOString(),
});
