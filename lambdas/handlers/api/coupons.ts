import type { Context } from "hono";
import type { Runtime } from "../../shared/runtime.ts";
import { createAuditStore } from "../../store/audit-store.ts";
import { boundedBytes } from "../ingest/request-body.ts";
import { refuse } from "./answer.ts";
import { couponContract } from "./contract/coupons.ts";
import { ContractApp } from "./contract-app.ts";
import { listCoupons, poolOrProblem, saveCoupon, shownCoupon } from "./manage-coupons.ts";
import { actingPerson } from "./person.ts";
import { uploadCodes } from "./upload-codes.ts";

/** About 15,000 codes, which a request has time for; longer files go by the command. */
const uploadBytesMax = 200_000;

async function* onePiece(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** What messages give: coupons, and the codes of pools. No code is ever logged. */
export const createCouponRoutes = (runtime: Runtime): ContractApp => {
  const { clock, logger } = runtime;

  const answerUpload = async (context: Context, couponId: string) => {
    const contentType = context.req.header("content-type") ?? "";
    if (!/^text\/csv\s*(;|$)/i.test(contentType)) {
      const problem = { where: "content-type", problem: "is not CSV", received: contentType.slice(0, 80) };
      return refuse(context, 415, [{ ...problem, allowed: "text/csv" }]);
    }
    const problem = await poolOrProblem(runtime, couponId);
    if (problem !== undefined) return refuse(context, 404, [problem]);
    const bytes = await boundedBytes(context.req.raw, uploadBytesMax);
    if (bytes === undefined) {
      const allowed = `at most ${uploadBytesMax} bytes; bring a longer list in several files`;
      return refuse(context, 413, [{ where: "body", problem: "is too large", allowed }]);
    }
    const result = await uploadCodes(runtime, { bytes: onePiece(bytes), couponId });
    if (!result.ok) return refuse(context, 400, result.problems);
    const { rowsRead, accepted, stock } = result.report;
    const [at, by] = [clock.now(), actingPerson(context)];
    const entry = { at, by, action: "upload-codes", subject: couponId, details: { rowsRead, accepted } };
    await createAuditStore(runtime).add(entry);
    logger.info("Codes were uploaded", { couponId, rowsRead, accepted, left: stock.left, by });
    return context.json({ report: result.report }, 200);
  };

  return new ContractApp()
    .openapi(couponContract.list, async (context) => context.json({ coupons: await listCoupons(runtime) }, 200))
    .openapi(couponContract.save, async (context) => {
      const id = context.req.valid("param").couponId;
      const by = actingPerson(context);
      const saved = await saveCoupon(runtime, { input: { ...context.req.valid("json"), id }, by });
      if (!saved.ok) return refuse(context, saved.status, saved.problems);
      logger.info("A coupon was saved", { couponId: id, by });
      return context.json({ coupon: await shownCoupon(runtime, saved.coupon) }, saved.isNew ? 201 : 200);
    })
    .openapi(couponContract.upload, (context) => answerUpload(context, context.req.valid("param").couponId));
};
