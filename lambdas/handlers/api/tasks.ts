import { type Context, Hono } from "hono";
import * as z from "zod";
import type { CustomerEvent } from "../../domain/event.ts";
import { type Task, taskOutcomes } from "../../domain/task.ts";
import { createKeyedHash, type KeyedHash } from "../../shared/keyed-hash.ts";
import type { Runtime } from "../../shared/runtime.ts";
import { createTaskStore, type TaskChange, type TaskStore } from "../../store/task-store.ts";
import { readJson, readQuery, refuse } from "./answer.ts";
import { readCustomerId } from "./customer-id.ts";
import { actingPerson } from "./person.ts";
import { isoOrNothing, note, workCursorText, workKeyPattern, workQuery } from "./work-page.ts";

const person = z.string().trim().min(1).max(200);

const querySchema = z.strictObject({ ...workQuery, role: z.string().min(1).max(60).optional() });
const doneBody = z.strictObject({ outcome: z.enum(taskOutcomes), note: note.optional() });
const cancelBody = z.strictObject({ note: note.optional() });
const assignBody = z.strictObject({ assignee: person });

/** A task as a person sees it: no address, instants in ISO 8601 UTC. */
const shownTask = ({ createdAt, dueAt, closedAt, ...task }: Task, now: number) => ({
  ...task,
  createdAt: isoOrNothing(createdAt),
  dueAt: isoOrNothing(dueAt),
  closedAt: isoOrNothing(closedAt),
  overdue: task.status === "open" && dueAt <= now,
});

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

const answerChange = async (tools: Tools, context: Context, before: Task, change: TaskChange): Promise<Response> => {
  const now = tools.clock.now();
  if (change === "written") {
    const after = (await tools.tasks.get(before)) ?? before;
    return context.json({ task: shownTask(after, now) });
  }
  const stands = change.refused ?? before;
  const problem = { where: "task", problem: "is not open any more", received: stands.status, allowed: "open" };
  return refuse(context, 409, [problem], { task: shownTask(stands, now) });
};

const close = async (tools: Tools, context: Context, task: Task, closing: Closing): Promise<Response> => {
  const [now, by] = [tools.clock.now(), actingPerson(context)];
  const { status, outcome } = closing;
  const audit = await auditOf(tools, task, { by, action: "close-task", more: { status, outcome } });
  const { customerId, taskId } = task;
  const event = closedEvent(task, closing, now);
  const change = await tools.tasks.close({ customerId, taskId, ...closing, by, now, event, audit });
  if (change === "written") tools.logger.info("A person closed a task", { taskId, status, outcome, by });
  return answerChange(tools, context, task, change);
};

const assign = async (tools: Tools, context: Context, task: Task, assignee: string): Promise<Response> => {
  const by = actingPerson(context);
  const audit = await auditOf(tools, task, { by, action: "assign-task", more: { assignee } });
  const { customerId, taskId } = task;
  return answerChange(tools, context, task, await tools.tasks.assign({ customerId, taskId, assignee, audit }));
};

const list = async (tools: Tools, context: Context): Promise<Response> => {
  const query = readQuery(context, querySchema);
  if (!query.ok) return query.response;
  const { until, role, limit, cursor } = query.value;
  const page = await tools.tasks.open({
    limit,
    ...(until !== undefined && { until }),
    ...(role !== undefined && { role }),
    ...(cursor !== undefined && { cursor }),
  });
  const now = tools.clock.now();
  const tasks = page.open.map((task) => shownTask(task, now));
  return context.json({ tasks, ...(page.cursor !== undefined && { cursor: workCursorText(page.cursor) }) });
};

type Found = { readonly ok: true; readonly task: Task } | { readonly ok: false; readonly response: Response };

const find = async ({ tasks }: Tools, context: Context): Promise<Found> => {
  const id = readCustomerId(context);
  if (!id.ok) return id;
  const task = await tasks.get({ customerId: id.value, taskId: context.req.param("taskId") ?? "" });
  if (task !== undefined) return { ok: true, task };
  const problem = { where: "path", problem: "names a task that is not known" };
  return { ok: false, response: refuse(context, 404, [problem]) };
};

/** What people are asked to do for customers: who waits, who takes it on, and what came of it. */
export const createTaskRoutes = (runtime: Runtime): Hono => {
  const { clock, logger } = runtime;
  const tools: Tools = { tasks: createTaskStore(runtime), keyedHash: createKeyedHash(runtime), clock, logger };
  const deed =
    <Schema extends z.ZodType>(
      schema: Schema,
      act: (context: Context, task: Task, body: z.output<Schema>) => Promise<Response>,
    ) =>
    async (context: Context): Promise<Response> => {
      const found = await find(tools, context);
      if (!found.ok) return found.response;
      const body = await readJson(context, schema);
      return body.ok ? act(context, found.task, body.value) : body.response;
    };

  const app = new Hono();
  // The key has its own shape, so the customer's id may hold anything, also a slash that a gateway has decoded.
  const one = `/tasks/:customerId{[^]+}/:taskId{${workKeyPattern}}`;
  app.get("/tasks", (context) => list(tools, context));
  app.get(one, async (context) => {
    const found = await find(tools, context);
    return found.ok ? context.json({ task: shownTask(found.task, clock.now()) }) : found.response;
  });
  app.post(
    `${one}/done`,
    deed(doneBody, (context, task, { outcome, note: words }) =>
      close(tools, context, task, { status: "done", outcome, ...(words !== undefined && { note: words }) }),
    ),
  );
  app.post(
    `${one}/cancel`,
    deed(cancelBody, (context, task, { note: words }) =>
      close(tools, context, task, {
        status: "cancelled",
        outcome: "other",
        ...(words !== undefined && { note: words }),
      }),
    ),
  );
  app.post(
    `${one}/assign`,
    deed(assignBody, (context, task, { assignee }) => assign(tools, context, task, assignee)),
  );
  return app;
};
