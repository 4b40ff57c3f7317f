import type { Action } from "./action.ts";
import type { CustomerEvent } from "./event.ts";

/** The case that a step opens. Its id, its event's id and its instant are the action's, so that a repeat opens no second one. */
export const caseOfAction = (
  customerId: string,
  { actionKey, subject, at }: Extract<Action, { kind: "case" }>,
): CustomerEvent => ({
  kind: "case-opened",
  customerId,
  eventId: `case-${actionKey}`,
  occurredAt: at,
  receivedAt: at,
  caseId: actionKey,
  subject,
});
