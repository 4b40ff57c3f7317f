import { type Context, Hono } from "hono";
import * as z from "zod";
import type { Runtime } from "../../shared/runtime.ts";
import { readJson, readQuery, refuse } from "./answer.ts";
import { readCustomerId } from "./customer-id.ts";
import { eraseCustomer, erasureReasons } from "./erase-customer.ts";
import { exportAsCsv, exportCustomer } from "./export-customer.ts";
import { actingPerson } from "./person.ts";

const exportQuery = z.strictObject({ format: z.enum(["json", "csv"]).default("json") });

const erasureBody = z.strictObject({
  reason: z.enum(erasureReasons),
  /** The customer's id once more: what cannot be undone is said twice. */
  confirm: z.string(),
});

/** A file name of an export; ids hold anything, and a header must not. */
const attachment = (customerId: string, ending: string): string =>
  `attachment; filename="customer-${customerId.replaceAll(/[^\w.-]/g, "_").slice(0, 60)}.${ending}"`;

/** What a person may ask a shop for: everything that is stored of them, and that it is erased. */
export const createCustomerRoutes = (runtime: Runtime): Hono => {
  const { logger } = runtime;

  const answerExport = async (context: Context): Promise<Response> => {
    const [id, query] = [readCustomerId(context), readQuery(context, exportQuery)];
    if (!id.ok) return id.response;
    if (!query.ok) return query.response;
    const [customerId, { format }] = [id.value, query.value];
    const exported = await exportCustomer(runtime, customerId);
    if (exported === undefined)
      return refuse(context, 404, [{ where: "customerId", problem: "nothing is stored of such a customer" }]);
    logger.info("A customer was exported", { customerId, format, by: actingPerson(context) });
    const headers = { "content-disposition": attachment(customerId, format) };
    return format === "json"
      ? context.json(exported, 200, headers)
      : context.body(exportAsCsv(exported), 200, { ...headers, "content-type": "text/csv; charset=utf-8" });
  };

  const answerErase = async (context: Context): Promise<Response> => {
    const id = readCustomerId(context);
    if (!id.ok) return id.response;
    const body = await readJson(context, erasureBody);
    if (!body.ok) return body.response;
    const [customerId, { reason, confirm }] = [id.value, body.value];
    if (confirm !== customerId) {
      const problem = { where: "confirm", problem: "is not the customer's id" };
      return refuse(context, 400, [{ ...problem, allowed: "the id that stands in the path" }]);
    }
    const erasure = await eraseCustomer(runtime, { customerId, reason, by: actingPerson(context) });
    // The record's own name: after this nobody can say whose it is.
    logger.info("A customer was erased", { erasure: erasure.hash, reason, events: erasure.events });
    return context.json({ erasure });
  };

  const app = new Hono();
  // An id may hold anything, also a slash that a gateway has decoded.
  app.get("/customers/:customerId{[^]+}/export", answerExport);
  app.post("/customers/:customerId{[^]+}/erase", answerErase);
  return app;
};
