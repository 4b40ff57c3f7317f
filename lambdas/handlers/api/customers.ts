import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import * as z from "zod";
import { idRule, isId } from "../../domain/intake/values.ts";
import { type Problem, shown } from "../../domain/problem.ts";
import type { Runtime } from "../../shared/runtime.ts";
import { eraseCustomer, erasureReasons } from "./erase-customer.ts";
import { exportAsCsv, exportCustomer } from "./export-customer.ts";

const refuse = (context: Context, status: 400 | 404 | 413, ...problems: readonly Problem[]): Response =>
  context.json({ problems }, status);

/** A request for an erasure is three short fields. */
const bodyBytesMax = 4 * 1024;

const erasureSchema = z.strictObject({
  reason: z.enum(erasureReasons),
  /** The customer's id once more: what cannot be undone is said twice. */
  confirm: z.string(),
});

const wrongErasure = (body: unknown, customerId: string): readonly Problem[] => {
  const parsed = erasureSchema.safeParse(body);
  if (!parsed.success)
    return parsed.error.issues.map(({ path, message }) => ({
      where: path.join(".") || "body",
      problem: message,
      allowed: `{ "reason": one of ${erasureReasons.join(", ")}, "confirm": the customer's id }`,
    }));
  return parsed.data.confirm === customerId
    ? []
    : [{ where: "confirm", problem: "is not the customer's id", allowed: "the id that stands in the path" }];
};

const privately = { "cache-control": "no-store", "x-content-type-options": "nosniff" } as const;

/** A file name of an export; ids hold anything, and a header must not. */
const attachment = (customerId: string, ending: string): string =>
  `attachment; filename="customer-${customerId.replaceAll(/[^\w.-]/g, "_").slice(0, 60)}.${ending}"`;

/** What a person may ask a shop for: everything that is stored of them, and that it is erased. */
export const createCustomerRoutes = (runtime: Runtime): Hono => {
  const app = new Hono();
  app.onError((error, context) => {
    runtime.logger.error("A request about a customer failed", { error });
    return context.json({ problems: [{ where: "service", problem: "failed; send the same request again" }] }, 503);
  });
  const idOf = (context: Context): string => context.req.param("id") ?? "";

  app.use("/customers/:id/*", async (context, next) => {
    const id = idOf(context);
    if (isId(id)) return next();
    return refuse(context, 400, { where: "id", problem: "is no usable id", received: shown(id), allowed: idRule });
  });

  app.get("/customers/:id/export", async (context) => {
    const format = context.req.query("format") ?? "json";
    if (format !== "json" && format !== "csv")
      return refuse(context, 400, {
        where: "format",
        problem: "is not known",
        received: shown(format),
        allowed: "json, csv",
      });
    const customerId = idOf(context);
    const exported = await exportCustomer(runtime, customerId);
    if (exported === undefined)
      return refuse(context, 404, { where: "id", problem: "nothing is stored of such a customer" });
    runtime.logger.info("A customer was exported", { customerId, format, events: exported.events.length });
    const headers = { ...privately, "content-disposition": attachment(customerId, format) };
    return format === "json"
      ? context.json(exported, 200, headers)
      : context.body(exportAsCsv(exported), 200, { ...headers, "content-type": "text/csv; charset=utf-8" });
  });

  app.post(
    "/customers/:id/erase",
    bodyLimit({
      maxSize: bodyBytesMax,
      onError: (context) =>
        refuse(context, 413, { where: "body", problem: "is too large", allowed: `at most ${bodyBytesMax} bytes` }),
    }),
    async (context) => {
      const customerId = idOf(context);
      const body: unknown = await context.req.json().catch(() => undefined);
      const problems = wrongErasure(body, customerId);
      if (problems.length > 0) return refuse(context, 400, ...problems);
      const { reason } = erasureSchema.parse(body);
      const erasure = await eraseCustomer(runtime, { customerId, reason });
      // The record's own name: after this nobody can say whose it is.
      runtime.logger.info("A customer was erased", { erasure: erasure.hash, reason, events: erasure.events });
      return context.json({ erasure }, 200, privately);
    },
  );
  return app;
};
