// The shop's ladder of membership: levels by recency, frequency and money together, each with what it brings. What is promised to people
// goes by bounds that the shop names and they can reach; nobody loses a level because others bought more.
import * as z from "zod";
import { identifier } from "./event-match-schema.ts";

const benefits = z
  .strictObject({
    pointsMultiplier: z.number().min(1).max(100).default(1).describe("Points for each order, times so much."),
    discountPercent: z.number().min(0).max(90).default(0).describe("Off every order."),
    earlyAccessHours: z.number().int().min(0).max(720).default(0).describe("Hours before everybody else."),
  })
  .prefault({})
  .describe("What the level brings. The shop's own system grants it; Rekindle says who and what.");

const level = z.strictObject({
  id: identifier.describe("Names the level in reports."),
  name: z
    .strictObject({
      en: z.string().min(1).max(60).describe("In English."),
      zh: z.string().min(1).max(60).describe("In Chinese."),
    })
    .describe("How customers call it."),
  orders: z.number().int().min(0).max(10_000).default(1).describe("Orders at least."),
  revenue: z.number().min(0).default(0).describe("Spent at least, in all."),
  yearRevenue: z
    .number()
    .min(0)
    .optional()
    .describe(
      "Spent at least in one calendar year by the shop's clock: this one or the one before, so that a level is kept to the end of the year after. Absent: any.",
    ),
  activeDays: z
    .number()
    .int()
    .min(1)
    .max(3650)
    .optional()
    .describe("The last order at most so many days ago; absent: any time."),
  benefits,
});
export type MembershipLevel = z.infer<typeof level>;

/** A ladder grows: what a level asks for, said at the bound that asks for less than the level before. */
const checkLadder = (levels: readonly MembershipLevel[], context: z.RefinementCtx): void => {
  for (const [at, level] of levels.entries()) {
    const { orders = 0, revenue = 0, yearRevenue = 0 } = levels[at - 1] ?? {};
    const refuse = (bound: "orders" | "revenue" | "yearRevenue", atLeast: number): void =>
      context.addIssue({
        code: "custom",
        path: [at, bound],
        message: `must grow: the level before asks for ${atLeast}`,
      });
    if (level.orders < orders) refuse("orders", orders);
    // What was spent in a year was spent in all.
    if (Math.max(level.revenue, level.yearRevenue ?? 0) < revenue) refuse("revenue", revenue);
    if ((level.yearRevenue ?? 0) < yearRevenue) refuse("yearRevenue", yearRevenue);
  }
};

export const membershipSchema = z.strictObject({
  levels: z
    .array(level)
    .max(10)
    .refine((levels) => new Set(levels.map(({ id }) => id)).size === levels.length, "level ids must be unique")
    .superRefine(checkLadder)
    .default([])
    .describe("The first is the lowest. A customer is in the highest whose bounds all hold."),
});
