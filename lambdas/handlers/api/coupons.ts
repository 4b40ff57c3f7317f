import { type Context, Hono } from "hono";
import * as z from "zod";
import type { Runtime } from "../../shared/runtime.ts";
import { createAuditStore } from "../../store/audit-store.ts";
import { boundedBytes } from "../ingest/request-body.ts";
import { readJson, refuse } from "./answer.ts";
import { listCoupons, poolOrProblem, saveCoupon, shownCoupon } from "./manage-coupons.ts";
import { actingPerson } from "./person.ts";
import { uploadCodes } from "./upload-codes.ts";

/** About 15,000 codes, which a request has time for; longer files go by the command. */
const uploadBytesMax = 200_000;

async function* onePiece(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** What messages give: coupons, and the codes of pools. No code is ever logged. */
export const createCouponRoutes = (runtime: Runtime): Hono => {
  const { clock, logger } = runtime;

  const answerSave = async (context: Context): Promise<Response> => {
    const body = await readJson(context, z.looseObject({}));
    if (!body.ok) return body.response;
    const id = context.req.param("couponId") ?? "";
    const saved = await saveCoupon(runtime, { input: { ...body.value, id }, by: actingPerson(context) });
    if (!saved.ok) return refuse(context, saved.status, saved.problems);
    logger.info("A coupon was saved", { couponId: id, by: actingPerson(context) });
    return context.json({ coupon: await shownCoupon(runtime, saved.coupon) }, saved.isNew ? 201 : 200);
  };

  const answerUpload = async (context: Context): Promise<Response> => {
    const contentType = context.req.header("content-type") ?? "";
    if (!/^text\/csv\s*(;|$)/i.test(contentType)) {
      const problem = { where: "content-type", problem: "is not CSV", received: contentType.slice(0, 80) };
      return refuse(context, 415, [{ ...problem, allowed: "text/csv" }]);
    }
    const couponId = context.req.param("couponId") ?? "";
    const problem = await poolOrProblem(runtime, couponId);
    if (problem !== undefined) return refuse(context, 404, [problem]);
    const bytes = await boundedBytes(context.req.raw, uploadBytesMax);
    if (bytes === undefined) {
      const allowed = `at most ${uploadBytesMax} bytes; a longer file goes by npm run coupons -- upload`;
      return refuse(context, 413, [{ where: "body", problem: "is too large", allowed }]);
    }
    const result = await uploadCodes(runtime, { bytes: onePiece(bytes), couponId });
    if (!result.ok) return refuse(context, 400, result.problems);
    const { rowsRead, accepted, stock } = result.report;
    const [at, by] = [clock.now(), actingPerson(context)];
    const entry = { at, by, action: "upload-codes", subject: couponId, details: { rowsRead, accepted } };
    await createAuditStore(runtime).add(entry);
    logger.info("Codes were uploaded", { couponId, rowsRead, accepted, left: stock.left, by });
    return context.json({ report: result.report });
  };

  const app = new Hono();
  app.get("/coupons", async (context) => context.json({ coupons: await listCoupons(runtime) }));
  app.put("/coupons/:couponId", answerSave);
  app.post("/coupons/:couponId/codes", answerUpload);
  return app;
};
