import * as z from "zod";
import type { ShownCoupon } from "../manage-coupons.ts";
import type { UploadReport } from "../upload-codes.ts";
import { answers, answersOrCreates, defineRoute, jsonBody, label, listOf, problemSchema, typed } from "./parts.ts";

const stock = z.strictObject({
  left: z.number().int(),
  given: z.number().int().describe("Held by customers or used by them."),
  uploaded: z.number().int(),
});

const common = {
  id: z.string(),
  name: label,
  value: z.strictObject({ amount: z.number(), unit: z.enum(["money", "percent"]) }),
  minimumSpend: z.number(),
  validDays: z.number().int().optional(),
};

/** Without the salt, by which codes could be made. */
const shownCoupon = typed<ShownCoupon>(
  z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("shared"), code: z.string(), ...common }),
    z.strictObject({ kind: z.literal("pool"), lowAt: z.number().int(), stock, isLow: z.boolean(), ...common }),
    z.strictObject({ kind: z.literal("generated"), prefix: z.string(), ...common }),
  ]),
).meta({ id: "Coupon" });

const report = typed<UploadReport>(
  z.strictObject({
    rowsRead: z.number().int(),
    accepted: z.number().int(),
    rejected: z.record(
      z.string(),
      z.strictObject({ count: z.number().int(), lines: z.array(z.number().int()), example: problemSchema }),
    ),
    encoding: z.string(),
    delimiter: z.string(),
    column: z.string(),
    ignoredColumns: z.array(z.string()),
    stock,
  }),
);

const params = z.strictObject({ couponId: z.string().min(1).max(128) });

export const couponContract = {
  list: defineRoute({
    method: "get",
    path: "/coupons",
    tags: ["coupons"],
    summary: "Everything that messages can give, with the stock of pools",
    right: "look",
    responses: answers(z.strictObject({ coupons: listOf(shownCoupon) })),
  }),
  save: defineRoute({
    method: "put",
    path: "/coupons/{couponId}",
    tags: ["coupons"],
    summary: "Creates or changes a coupon",
    right: "edit-coupons",
    request: {
      params,
      body: jsonBody(z.looseObject({}).describe("A coupon without its id; `salt` and `empty` may be left out.")),
    },
    responses: answersOrCreates(z.strictObject({ coupon: shownCoupon })),
  }),
  upload: defineRoute({
    method: "post",
    path: "/coupons/{couponId}/codes",
    tags: ["coupons"],
    summary: "Puts the codes of a CSV file into a pool",
    right: "edit-coupons",
    request: { params, body: { content: { "text/csv": { schema: z.string() } }, required: true } },
    responses: answers(z.strictObject({ report })),
  }),
};
