import type { CaseSubject } from "./event.ts";
import { messageKey } from "./message-key.ts";

/** What went wrong for a customer, from when it was heard of until it is closed. Instants are epoch milliseconds. */
export interface ServiceCase {
  readonly customerId: string;
  readonly caseId: string;
  readonly subject: CaseSubject;
  readonly status: "open" | "closed";
  readonly openedAt: number;
  /** By when somebody must have answered, and by when the customer must have been told what came of it. */
  readonly acknowledgeBy: number;
  readonly resultBy: number;
  readonly acknowledgedAt?: number;
  readonly resultToldAt?: number;
  readonly closedAt?: number;
  readonly outcome?: string;
  readonly note?: string;
  /** How often a passed deadline was taken to somebody else. */
  readonly level: number;
  /** When it is next looked at: its next deadline. */
  readonly dueAt: number;
  /** Counts the writes: every one is conditional on it. */
  readonly revision: number;
}

/** Names a case in a path and in a key of the table: a case's id is the shop's own text and may hold anything. */
export const caseKeyOf = ({ customerId, caseId }: Pick<ServiceCase, "customerId" | "caseId">): string =>
  messageKey({ campaignId: "case", customerId, stepId: "", occurrence: caseId });
