import * as z from "zod";
import { channels } from "../../../domain/channel.ts";
import { caseSubjects } from "../../../domain/event.ts";
import { idRule, isId } from "../../../domain/intake/values.ts";
import {
  answers,
  creates,
  customerIdInPath,
  defineRoute,
  instant,
  jsonBody,
  keyInPath,
  listOf,
  nextCursor,
} from "./parts.ts";
import { note, workQuery } from "./work-page.ts";

const shownCase = z
  .strictObject({
    customerId: z.string(),
    caseKey: z.string().describe("Names it in a path."),
    caseId: z.string().describe("The shop's own number of it."),
    subject: z.enum(caseSubjects),
    status: z.enum(["open", "closed"]),
    level: z.number().int().describe("How often a passed deadline was taken to somebody else."),
    overdue: z.boolean(),
    openedAt: instant.optional(),
    acknowledgeBy: instant.optional(),
    acknowledgedAt: instant.optional(),
    resultBy: instant.optional(),
    resultToldAt: instant.optional(),
    closedAt: instant.optional(),
    outcome: z.string().optional(),
    note: z.string().optional(),
  })
  .meta({ id: "Case" });

const id = z.string().refine(isId, idRule);
const one = z.strictObject({ case: shownCase });
const params = z.strictObject({ customerId: customerIdInPath, caseKey: keyInPath });
const noteBody = z.strictObject({ note: note.optional() });
const right = "serve-customers";

export const caseContract = {
  list: defineRoute({
    method: "get",
    path: "/cases",
    tags: ["cases"],
    summary: "Open cases, the one that is due first at the top",
    right: "look",
    request: { query: z.strictObject(workQuery) },
    responses: answers(z.strictObject({ cases: listOf(shownCase), cursor: nextCursor })),
  }),
  open: defineRoute({
    method: "post",
    path: "/cases",
    tags: ["cases"],
    summary: "Opens a case; asked twice with one number, one case is opened",
    right,
    request: {
      body: jsonBody(
        z.strictObject({
          customerId: id,
          caseId: id.describe("The shop's own number of the complaint."),
          subject: z.enum(caseSubjects),
          channel: z.enum(channels).optional().describe("How the customer complained."),
          note: note.optional(),
        }),
      ),
    },
    responses: creates(one),
  }),
  get: defineRoute({
    method: "get",
    path: "/cases/{customerId}/{caseKey}",
    tags: ["cases"],
    summary: "One case",
    right: "look",
    request: { params },
    responses: answers(one),
  }),
  acknowledge: defineRoute({
    method: "post",
    path: "/cases/{customerId}/{caseKey}/acknowledge",
    tags: ["cases"],
    summary: "The customer was answered",
    right,
    request: { params, body: jsonBody(noteBody) },
    responses: answers(one),
  }),
  result: defineRoute({
    method: "post",
    path: "/cases/{customerId}/{caseKey}/result",
    tags: ["cases"],
    summary: "The customer was told what came of it",
    right,
    request: { params, body: jsonBody(noteBody) },
    responses: answers(one),
  }),
  close: defineRoute({
    method: "post",
    path: "/cases/{customerId}/{caseKey}/close",
    tags: ["cases"],
    summary: "Closes a case",
    right,
    request: {
      params,
      body: jsonBody(z.strictObject({ outcome: z.string().trim().min(1).max(120), note: note.optional() })),
    },
    responses: answers(one),
  }),
};
