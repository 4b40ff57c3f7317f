import type { Action } from "./action.ts";

export const taskKinds = ["call", "chat", "reply", "other"] as const;
export type TaskKind = (typeof taskKinds)[number];

/** What came of a task that was done. The codes are fixed: campaigns wait for them. */
export const taskOutcomes = ["solved", "reached", "not-reached", "refused", "other"] as const;
export type TaskOutcome = (typeof taskOutcomes)[number];

/** Something a person is asked to do for a customer, until a deadline. */
export interface Task {
  readonly customerId: string;
  /** Of a campaign's task its action key, so that what was asked once is not asked again. Of a case's: by case and level. */
  readonly taskId: string;
  readonly task: TaskKind;
  /** Who is asked, by the shop's own name for them: `service`, `adviser`, `manager`. */
  readonly role: string;
  /** Epoch milliseconds, like every instant here. */
  readonly createdAt: number;
  readonly dueAt: number;
  readonly status: "open" | "done" | "cancelled";
  /** Of a task that a step of a campaign asked for. */
  readonly campaignId?: string;
  readonly campaignVersion?: number;
  readonly stepId?: string;
  readonly occurrence?: string;
  /** Of a task that is about a case. */
  readonly caseId?: string;
  /** The person who took it on. */
  readonly assignee?: string;
  /** Of a task that is closed. */
  readonly outcome?: TaskOutcome;
  readonly note?: string;
  readonly by?: string;
  readonly closedAt?: number;
}

export const taskOfAction = (customerId: string, action: Extract<Action, { kind: "task" }>): Task => ({
  customerId,
  taskId: action.actionKey,
  task: action.task,
  role: action.role,
  createdAt: action.at,
  dueAt: action.dueAt,
  status: "open",
  campaignId: action.campaignId,
  campaignVersion: action.campaignVersion,
  stepId: action.stepId,
  occurrence: action.occurrence,
});
