import * as z from "zod";
import { erasureReasons } from "../erasure-reason.ts";
import type { CustomerExport } from "../export-customer.ts";
import { answers, customerIdInPath, defineRoute, instant, jsonBody, typed } from "./parts.ts";

const params = z.strictObject({ customerId: customerIdInPath });
const loose = z.array(z.looseObject({}));

/** As it is stored; what is stored grows, so the parts are open. */
const exported = typed<CustomerExport>(
  z.strictObject({
    customerId: z.string(),
    exportedAt: instant,
    profile: z.looseObject({}).optional(),
    consents: loose,
    events: loose,
    messages: loose,
    coupons: loose,
    tasks: loose,
    cases: loose,
    complete: z.boolean().describe("False when there is more than one answer can carry."),
  }),
).meta({ id: "CustomerExport" });

const erasure = z.strictObject({
  hash: z.string().describe("Keyed hash of the customer's id."),
  status: z.enum(["running", "done"]),
  reason: z.string(),
  startedAt: z.number().int().describe("Epoch milliseconds."),
  finishedAt: z.number().int().optional(),
  events: z.number().int(),
  messages: z.number().int(),
});

const asJson = answers(exported, "Everything that is stored of the customer.");

export const customerContract = {
  export: defineRoute({
    method: "get",
    path: "/customers/{customerId}/export",
    tags: ["customers"],
    summary: "Everything that is stored of a customer",
    right: "answer-privacy-requests",
    request: { params, query: z.strictObject({ format: z.enum(["json", "csv"]).default("json") }) },
    responses: {
      ...asJson,
      200: { ...asJson[200], content: { ...asJson[200].content, "text/csv": { schema: z.string() } } },
    },
  }),
  erase: defineRoute({
    method: "post",
    path: "/customers/{customerId}/erase",
    tags: ["customers"],
    summary: "Erases a customer for good",
    right: "answer-privacy-requests",
    request: {
      params,
      body: jsonBody(
        z.strictObject({
          reason: z.enum(erasureReasons),
          confirm: z.string().describe("The customer's id once more: what cannot be undone is said twice."),
        }),
      ),
    },
    responses: answers(z.strictObject({ erasure })),
  }),
};
