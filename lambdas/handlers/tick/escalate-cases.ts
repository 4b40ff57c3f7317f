import { escalationOf } from "../../domain/case-deadlines.ts";
import type { Rules } from "../../domain/rules.ts";
import type { ServiceCase } from "../../domain/service-case.ts";
import type { Logger } from "../../shared/logger.ts";
import type { Metrics } from "../../shared/metrics.ts";
import type { CaseStore } from "../../store/case-store.ts";
import type { TaskStore, WorkCursor } from "../../store/task-store.ts";

const pageSize = 100;
/** Pages of one run; what is left over is still due in the next one. */
const pagesMost = 10;

export interface EscalationRun {
  readonly cases: Pick<CaseStore, "open" | "save">;
  readonly tasks: Pick<TaskStore, "create" | "overdue">;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly now: number;
  readonly rules: Rules;
  readonly hasTime: () => boolean;
}

/**
 * Takes cases whose deadline has passed to somebody else, and says how many tasks are late. It costs two reads of an index
 * that holds only what is open, and it goes on while the account is paused: a pause stops messages, not people.
 */
export const escalateCases = async (run: EscalationRun): Promise<void> => {
  let cursor: WorkCursor | undefined;
  for (let pages = 0; pages < pagesMost && run.hasTime(); pages += 1) {
    const page = await run.cases.open({ until: run.now, limit: pageSize, ...(cursor !== undefined && { cursor }) });
    for (const one of page.open) await escalate(run, one);
    cursor = page.cursor;
    if (cursor === undefined) break;
  }
  const overdue = await run.tasks.overdue(run.now);
  if (overdue > 0) run.metrics.add("TasksOverdue", overdue);
};

/** The task first: a crash in between leaves the case due, and the same task is asked for again, which changes nothing. */
const escalate = async (run: EscalationRun, one: ServiceCase): Promise<void> => {
  const escalation = escalationOf(one, run.now, run.rules);
  if (escalation === undefined) return;
  try {
    await run.tasks.create(escalation.task);
    await run.cases.save(escalation.next);
    const { taskId } = escalation.task;
    run.logger.info("A case was taken to somebody else", { taskId, level: escalation.next.level });
  } catch (error) {
    run.logger.error("A case could not be taken to somebody else", { error });
  }
};
