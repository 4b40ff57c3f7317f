import type { Message } from "../../domain/message.ts";
import { droppedEvent, releasedEvent, reservationOf } from "../../domain/message-event.ts";
import type { Repair } from "../../domain/reconcile.ts";
import type { EventStore } from "../../store/event-store.ts";
import type { MessageStore } from "../../store/message-store.ts";
import type { TableScans } from "../../store/table-scans.ts";

export interface RepairTools {
  readonly scans: Pick<TableScans, "recordUnsent">;
  readonly messages: Pick<MessageStore, "settle" | "markUncertain" | "recordHeldOut">;
  readonly events: Pick<EventStore, "append">;
  readonly now: number;
}

/** What was done; `handled` when somebody else was faster, which is as good. */
export type Repaired = "released" | "expired" | "held-out" | "told-again" | "watched" | "unknown" | "handled";

/** What would be done, for a run that only looks. */
export const nameOfRepair = (repair: Repair): Exclude<Repaired, "handled"> => {
  switch (repair.kind) {
    case "record":
      return repair.status;
    case "record-held-out":
      return "held-out";
    case "tell-again":
      return "told-again";
    case "watch":
      return "watched";
    case "ask-a-person":
      return "unknown";
  }
};

/**
 * A lost record turns up after all, in time:
 *
 *     reconcile   puts "released" if absent ── tells the profile ── attempt 2 is decided, claimed over "released", sent
 *     send               claims attempt 1: refused, finds "released" at attempt 1, tells the same event again
 *
 *     send        claims attempt 1 ── calls the provider
 *     reconcile          puts "released" if absent: refused, and leaves the message alone
 *
 * The message is written before it is told of: after a crash in between, the next run finds it and tells again.
 */
export const applyRepair = async (tools: RepairTools, customerId: string, repair: Repair): Promise<Repaired> => {
  switch (repair.kind) {
    case "record":
      return record(tools, customerId, repair);
    case "record-held-out":
      await tools.messages.recordHeldOut(customerId, repair.reservation, tools.now);
      break;
    case "tell-again":
      return tellAgain(tools, repair.message);
    case "watch":
      await tools.messages.markUncertain(repair.message);
      break;
    case "ask-a-person":
      break;
  }
  return nameOfRepair(repair);
};

const record = async (
  { scans, events, now }: RepairTools,
  customerId: string,
  { reservation, status }: Extract<Repair, { kind: "record" }>,
): Promise<Repaired> => {
  const reason = status === "released" ? "not-submitted" : "expired";
  if (!(await scans.recordUnsent({ customerId, reservation, status, reason, now }))) return "handled";
  const about = { customerId, reservation, at: now };
  await events.append([
    status === "released" ? releasedEvent({ ...about, retryAt: now }) : droppedEvent({ ...about, outcome: "expired" }),
  ]);
  return status;
};

/**
 * The first telling may be stored and its record lost, and the same event again would be no new record. So the message is
 * touched and told of at its new instant: whoever else saw the old state is refused, and the profile takes it once.
 */
const tellAgain = async ({ messages, events, now }: RepairTools, message: Message): Promise<Repaired> => {
  const { customerId, messageKey, status, attempt, reason } = message;
  const settled = await messages.settle({
    customerId,
    messageKey,
    expected: { statuses: [status], attempt },
    next: { status, ...(reason !== undefined && { reason }), leaseUntil: null, indexed: false },
    now,
  });
  if (settled !== "settled") return "handled";
  const about = { customerId, reservation: reservationOf(message), at: now };
  if (status === "released") await events.append([releasedEvent({ ...about, retryAt: now })]);
  if (status === "failed" || status === "expired" || status === "withdrawn")
    await events.append([droppedEvent({ ...about, outcome: status })]);
  return "told-again";
};
