import type { Context } from "hono";
import type * as z from "zod";
import type { CustomerEvent } from "../../domain/event.ts";
import type { Task } from "../../domain/task.ts";
import { createKeyedHash, type KeyedHash } from "../../shared/keyed-hash.ts";
import type { Runtime } from "../../shared/runtime.ts";
import { createTaskStore, type TaskChange, type TaskStore } from "../../store/task-store.ts";
import { refuse } from "./answer.ts";
import { taskContract } from "./contract/tasks.ts";
import { isoOrNothing, workCursorText } from "./contract/work-page.ts";
import { ContractApp } from "./contract-app.ts";
import { actingPerson } from "./person.ts";

/** A task as a person sees it: no address, instants in ISO 8601 UTC. */
const shownTask = ({ createdAt, dueAt, closedAt, ...task }: Task, now: number) => ({
  ...task,
  createdAt: isoOrNothing(createdAt),
  dueAt: isoOrNothing(dueAt),
  closedAt: isoOrNothing(closedAt),
  overdue: task.status === "open" && dueAt <= now,
});

type TaskQuery = z.output<typeof taskContract.list.request.query>;

interface Tools {
  readonly tasks: TaskStore;
  readonly keyedHash: () => Promise<KeyedHash>;
  readonly clock: Runtime["clock"];
  readonly logger: Runtime["logger"];
}

type Closing = { readonly status: "done" | "cancelled" } & Pick<Required<Task>, "outcome"> & Pick<Task, "note">;

const closedEvent = (task: Task, { outcome }: Closing, now: number): CustomerEvent => ({
  customerId: task.customerId,
  eventId: `task-closed-${task.taskId}`,
  occurredAt: now,
  receivedAt: now,
  kind: "task-closed",
  taskId: task.taskId,
  task: task.task,
  outcome,
  ...(task.campaignId !== undefined && { campaignId: task.campaignId }),
  ...(task.stepId !== undefined && { stepId: task.stepId }),
});

/** What a note says may name the customer, so it stands on the task, which an erasure removes, and not on the trail. */
const auditOf = async (
  { keyedHash, clock }: Tools,
  task: Task,
  q: { readonly by: string; readonly action: string; readonly more: Readonly<Record<string, string>> },
) => {
  const customer = (await keyedHash())("customer", task.customerId);
  const at = clock.now();
  return { at, by: q.by, action: q.action, subject: task.taskId, details: { customer, task: task.task, ...q.more } };
};

const answerChange = async (tools: Tools, context: Context, before: Task, change: TaskChange) => {
  const now = tools.clock.now();
  if (change === "written") {
    const after = (await tools.tasks.get(before)) ?? before;
    return context.json({ task: shownTask(after, now) }, 200);
  }
  const stands = change.refused ?? before;
  const problem = { where: "task", problem: "is not open any more", received: stands.status, allowed: "open" };
  return refuse(context, 409, [problem], { task: shownTask(stands, now) });
};

const close = async (tools: Tools, context: Context, task: Task, closing: Closing) => {
  const [now, by] = [tools.clock.now(), actingPerson(context)];
  const { status, outcome } = closing;
  const audit = await auditOf(tools, task, { by, action: "close-task", more: { status, outcome } });
  const { customerId, taskId } = task;
  const event = closedEvent(task, closing, now);
  const change = await tools.tasks.close({ customerId, taskId, ...closing, by, now, event, audit });
  if (change === "written") tools.logger.info("A person closed a task", { taskId, status, outcome, by });
  return answerChange(tools, context, task, change);
};

const assign = async (tools: Tools, context: Context, task: Task, assignee: string) => {
  const by = actingPerson(context);
  const audit = await auditOf(tools, task, { by, action: "assign-task", more: { assignee } });
  const { customerId, taskId } = task;
  return answerChange(tools, context, task, await tools.tasks.assign({ customerId, taskId, assignee, audit }));
};

const page = async (tools: Tools, { until, role, limit, cursor }: TaskQuery) => {
  const found = await tools.tasks.open({
    limit,
    ...(until !== undefined && { until }),
    ...(role !== undefined && { role }),
    ...(cursor !== undefined && { cursor }),
  });
  const now = tools.clock.now();
  const tasks = found.open.map((task) => shownTask(task, now));
  return { tasks, ...(found.cursor !== undefined && { cursor: workCursorText(found.cursor) }) };
};

/** Carries something out with the task that a path names. */
const withTask = async <Answer>(
  { tasks }: Tools,
  context: Context,
  {
    path,
    act,
  }: { readonly path: Pick<Task, "customerId" | "taskId">; readonly act: (task: Task) => Answer | Promise<Answer> },
) => {
  const task = await tasks.get(path);
  return task === undefined
    ? refuse(context, 404, [{ where: "path", problem: "names a task that is not known" }])
    : act(task);
};

/** What people are asked to do for customers: who waits, who takes it on, and what came of it. */
export const createTaskRoutes = (runtime: Runtime): ContractApp => {
  const { clock, logger } = runtime;
  const tools: Tools = { tasks: createTaskStore(runtime), keyedHash: createKeyedHash(runtime), clock, logger };
  return new ContractApp()
    .openapi(taskContract.list, async (context) => context.json(await page(tools, context.req.valid("query")), 200))
    .openapi(taskContract.get, (context) =>
      withTask(tools, context, {
        path: context.req.valid("param"),
        act: (task) => context.json({ task: shownTask(task, clock.now()) }, 200),
      }),
    )
    .openapi(taskContract.done, (context) => {
      const { outcome, note } = context.req.valid("json");
      const closing: Closing = { status: "done", outcome, ...(note !== undefined && { note }) };
      const act = (task: Task) => close(tools, context, task, closing);
      return withTask(tools, context, { path: context.req.valid("param"), act });
    })
    .openapi(taskContract.cancel, (context) => {
      const { note } = context.req.valid("json");
      const closing: Closing = { status: "cancelled", outcome: "other", ...(note !== undefined && { note }) };
      const act = (task: Task) => close(tools, context, task, closing);
      return withTask(tools, context, { path: context.req.valid("param"), act });
    })
    .openapi(taskContract.assign, (context) => {
      const { assignee } = context.req.valid("json");
      const act = (task: Task) => assign(tools, context, task, assignee);
      return withTask(tools, context, { path: context.req.valid("param"), act });
    });
};
