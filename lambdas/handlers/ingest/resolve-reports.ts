import type { CustomerEvent } from "../../domain/event.ts";
import { type PushReport, reportedEvent } from "../../domain/intake/segment-push.ts";
import type { Problem } from "../../domain/problem.ts";
import type { MessageStore } from "../../store/message-store.ts";

export interface Resolved {
  readonly events: readonly CustomerEvent[];
  readonly notes: readonly Problem[];
}

/**
 * What an app reports of a push counts only for a message that went to this very customer; where it came from is read from
 * the message's own record, so that an app need not repeat it and cannot make it up.
 */
export const resolveReport = async (messages: Pick<MessageStore, "get">, report: PushReport): Promise<Resolved> => {
  const { customerId } = report.envelope;
  const message = await messages.get(customerId, report.messageKey);
  if (message?.channel !== "push") {
    const where = `${report.place}.properties.messageKey`;
    return { events: [report.otherwise], notes: [{ where, problem: "names no push message to this customer" }] };
  }
  const { messageKey, campaignId, stepId, occurrence, channel } = message;
  return { events: [reportedEvent(report, { messageKey, campaignId, stepId, occurrence, channel })], notes: [] };
};

export const resolveReports = async (
  messages: Pick<MessageStore, "get">,
  reports: readonly PushReport[],
): Promise<Resolved> => {
  const resolved: Resolved[] = [];
  // One after the other: a call holds one or two, and a flood of made-up ones must not become a burst of reads.
  for (const report of reports) resolved.push(await resolveReport(messages, report));
  return { events: resolved.flatMap(({ events }) => events), notes: resolved.flatMap(({ notes }) => notes) };
};
