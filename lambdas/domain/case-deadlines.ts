import type { CustomerEvent } from "./event.ts";
import { hourMs } from "./limits.ts";
import { messageKey } from "./message-key.ts";
import type { Rules } from "./rules.ts";
import type { ServiceCase } from "./service-case.ts";
import type { Task } from "./task.ts";
import { deadlineOf } from "./working-hours.ts";

type Opened = Extract<CustomerEvent, { kind: "case-opened" }>;

/** The case that such an event opens, with its deadlines. They count from when it happened: a customer waits from then on. */
export const caseOpenedBy = ({ customerId, caseId, subject, occurredAt }: Opened, rules: Rules): ServiceCase => {
  const { acknowledgeWorkingMinutes, acknowledgeMinutes, resultHours } = rules.settings.cases;
  const answer = { workingMinutes: acknowledgeWorkingMinutes, minutes: acknowledgeMinutes };
  const acknowledgeBy = deadlineOf(occurredAt, answer, rules);
  // A case at the end of a working day may be answered in the morning: its result cannot be due before that.
  const resultBy = Math.max(occurredAt + resultHours * hourMs, acknowledgeBy);
  const until = { acknowledgeBy, resultBy, dueAt: acknowledgeBy };
  return { customerId, caseId, subject, status: "open", openedAt: occurredAt, level: 0, revision: 0, ...until };
};

/** Acknowledging, telling the result and closing, each once: what was done is not done again. */
export const caseAfter = (one: ServiceCase, event: CustomerEvent): ServiceCase | undefined => {
  if (one.status === "closed") return undefined;
  const at = event.occurredAt;
  switch (event.kind) {
    case "case-acknowledged":
      return one.acknowledgedAt === undefined
        ? { ...one, acknowledgedAt: at, dueAt: Math.max(one.dueAt, one.resultBy) }
        : undefined;
    case "case-result-told":
      return one.resultToldAt === undefined
        ? {
            ...one,
            acknowledgedAt: one.acknowledgedAt ?? at,
            resultToldAt: at,
            dueAt: Math.max(one.dueAt, reminderAt(one, at)),
          }
        : undefined;
    case "case-closed":
      return { ...one, status: "closed", closedAt: at, outcome: event.outcome };
    default:
      return undefined;
  }
};

/** An open case is never forgotten: it comes up again after a day, then after two, four, …, up to a month. */
const reminderAt = ({ level }: ServiceCase, from: number): number =>
  from + 24 * hourMs * Math.min(2 ** Math.max(0, level - 1), remindersDaysMax);
const remindersDaysMax = 30;

export interface Escalation {
  readonly task: Task;
  readonly next: ServiceCase;
}

/** What a passed deadline leads to: a task for somebody else, and the next look; nothing when none has passed. */
export const escalationOf = (one: ServiceCase, now: number, rules: Rules): Escalation | undefined => {
  if (one.status === "closed" || one.dueAt > now) return undefined;
  const level = one.level + 1;
  const { escalateTo: role, acknowledgeWorkingMinutes: workingMinutes } = rules.settings.cases;
  const { customerId, caseId } = one;
  const task: Task = {
    customerId,
    // Of the case and the level: two ticks at once ask for the same task.
    taskId: messageKey({ campaignId: "case", customerId, stepId: `escalation-${level}`, occurrence: caseId }),
    task: "reply",
    role,
    createdAt: now,
    dueAt: deadlineOf(now, { workingMinutes }, rules),
    status: "open",
    caseId,
  };
  const isForResult = one.acknowledgedAt === undefined && one.resultBy > now;
  return { task, next: { ...one, level, dueAt: isForResult ? one.resultBy : reminderAt({ ...one, level }, now) } };
};
