import type { CustomerEvent } from "../domain/event.ts";
import { required, requiredInteger } from "../shared/environment.ts";
import { RekindleError } from "../shared/errors.ts";
import type { Runtime } from "../shared/runtime.ts";
import { type AuditEntry, auditItemOf } from "./audit-item.ts";
import { eventItemOf } from "./event-item.ts";
import { messageOfItem } from "./message-item.ts";
import type { Settle, Settled } from "./message-store.ts";
import { settleUpdate } from "./settle-update.ts";
import { type TransactItems, writeTogether } from "./write-together.ts";

export interface RecordedDecision {
  readonly settle: Settle;
  readonly events: readonly CustomerEvent[];
  readonly audit: AuditEntry;
}

export interface DecisionStore {
  /** Settles the message, tells the customer's profile and notes who did it: all of it, or nothing. */
  record(decision: RecordedDecision): Promise<Settled>;
}

export const createDecisionStore = (runtime: Runtime): DecisionStore => {
  const itemsOf = transactionFor(runtime);
  return {
    record: async (decision) => {
      const result = await writeTogether(runtime.dynamo, itemsOf(decision));
      if (result === "written") return "settled";
      if (result !== undefined)
        return { refused: result.refused === undefined ? undefined : messageOfItem(result.refused) };
      throw new RekindleError("message-contended", "A message was written by others at every try to decide about it.", {
        data: { messageKey: decision.settle.messageKey },
      });
    },
  };
};

/**
 * One transaction instead of three writes: a crash between them would leave a slot that nobody gives back, or a decision
 * that nobody is known to have made. It costs twice the units, and people decide rarely.
 */
const transactionFor = ({ environment }: Runtime): ((decision: RecordedDecision) => TransactItems) => {
  const tables = {
    messages: required(environment, "MESSAGES_TABLE"),
    events: required(environment, "EVENTS_TABLE"),
    campaigns: required(environment, "CAMPAIGNS_TABLE"),
  };
  const retentionDays = requiredInteger(environment, "EVENT_RETENTION_DAYS");
  return ({ settle, events, audit }) => [
    {
      Update: {
        TableName: tables.messages,
        Key: { customerId: settle.customerId, messageKey: settle.messageKey },
        ...settleUpdate(settle),
        ReturnValuesOnConditionCheckFailure: "ALL_OLD",
      },
    },
    ...events.map((event) => ({ Put: { TableName: tables.events, Item: eventItemOf(event, retentionDays) } })),
    { Put: { TableName: tables.campaigns, Item: auditItemOf(audit) } },
  ];
};
