import type { CaseSubject } from "./event.ts";

interface ActionOrigin {
  /** Deterministic, like a message key: of campaign, customer, step and occurrence. What was done once is not done again. */
  readonly actionKey: string;
  readonly campaignId: string;
  readonly campaignVersion: number;
  readonly stepId: string;
  readonly occurrence: string;
  /** The instant of the decision, epoch milliseconds. */
  readonly at: number;
}

/**
 * What a decision asks for besides messages. Written with the decision, in the customer's outbox, and carried out by the
 * function `act`; at most once by its key, except a webhook, which may be told twice.
 */
export type Action =
  | (ActionOrigin & {
      readonly kind: "task";
      readonly task: "call" | "chat" | "reply" | "other";
      readonly role: string;
      /** Epoch milliseconds. */
      readonly dueAt: number;
    })
  | (ActionOrigin & { readonly kind: "webhook"; readonly url: string })
  | (ActionOrigin & { readonly kind: "case"; readonly subject: CaseSubject });
