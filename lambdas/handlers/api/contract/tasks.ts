import * as z from "zod";
import { taskKinds, taskOutcomes } from "../../../domain/task.ts";
import { answers, customerIdInPath, defineRoute, instant, jsonBody, keyInPath, listOf, nextCursor } from "./parts.ts";
import { note, workQuery } from "./work-page.ts";

const shownTask = z
  .strictObject({
    customerId: z.string(),
    taskId: z.string(),
    task: z.enum(taskKinds),
    role: z.string().describe("Who is asked, by the shop's own name for them."),
    createdAt: instant.optional(),
    dueAt: instant.optional(),
    status: z.enum(["open", "done", "cancelled"]),
    overdue: z.boolean(),
    campaignId: z.string().optional(),
    campaignVersion: z.number().int().optional(),
    stepId: z.string().optional(),
    occurrence: z.string().optional(),
    caseId: z.string().optional().describe("Of a task that is about a case."),
    assignee: z.string().optional().describe("The person who took it on."),
    outcome: z.enum(taskOutcomes).optional(),
    note: z.string().optional(),
    by: z.string().optional().describe("Who closed it."),
    closedAt: instant.optional(),
  })
  .meta({ id: "Task" });

const one = z.strictObject({ task: shownTask });
const params = z.strictObject({ customerId: customerIdInPath, taskId: keyInPath });

export const taskContract = {
  list: defineRoute({
    method: "get",
    path: "/tasks",
    tags: ["tasks"],
    summary: "Open tasks, the one that is due first at the top",
    right: "look",
    request: {
      query: z.strictObject({
        ...workQuery,
        role: z.string().min(1).max(60).optional().describe("Only those that this role is asked to do."),
      }),
    },
    responses: answers(z.strictObject({ tasks: listOf(shownTask), cursor: nextCursor })),
  }),
  get: defineRoute({
    method: "get",
    path: "/tasks/{customerId}/{taskId}",
    tags: ["tasks"],
    summary: "One task",
    right: "look",
    request: { params },
    responses: answers(one),
  }),
  done: defineRoute({
    method: "post",
    path: "/tasks/{customerId}/{taskId}/done",
    tags: ["tasks"],
    summary: "Closes a task that was done, with what came of it",
    right: "serve-customers",
    request: {
      params,
      body: jsonBody(z.strictObject({ outcome: z.enum(taskOutcomes), note: note.optional() })),
    },
    responses: answers(one),
  }),
  cancel: defineRoute({
    method: "post",
    path: "/tasks/{customerId}/{taskId}/cancel",
    tags: ["tasks"],
    summary: "Closes a task that nobody need do any more",
    right: "serve-customers",
    request: { params, body: jsonBody(z.strictObject({ note: note.optional() })) },
    responses: answers(one),
  }),
  assign: defineRoute({
    method: "post",
    path: "/tasks/{customerId}/{taskId}/assign",
    tags: ["tasks"],
    summary: "Says who takes a task on",
    right: "serve-customers",
    request: { params, body: jsonBody(z.strictObject({ assignee: z.string().trim().min(1).max(200) })) },
    responses: answers(one),
  }),
};
