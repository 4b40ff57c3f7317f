import * as z from "zod";
import { categories, channels } from "./channel.ts";
import { identifier } from "./event-match-schema.ts";
import { activitiesKept, activityNameMax } from "./limits.ts";
import { tiers } from "./tier.ts";

/** Numbers a predicate may ask for. Days are whole or part days of 24 hours up to now. */
export const figures = [
  "age",
  "orders.count",
  "orders.revenue",
  "orders.averageValue",
  "orders.discountedShare",
  "orders.daysSinceFirst",
  "orders.daysSinceLast",
  "orders.gapDays",
  "orders.silentGaps",
  "orders.aliveProbability",
  "visits.count",
  "visits.daysSinceLast",
  "cart.items",
  "cart.value",
  "email.delivered",
  "email.clicked",
  "sms.clicked",
  "push.clicked",
  "push.unopened",
  "cases.open",
  "loyalty",
  "membership.level",
] as const;
export type FigureId = (typeof figures)[number];

const name = z.string().min(1).max(60);
const names = z.array(z.string().min(1).max(120)).min(1).max(100);
const scalar = z.union([z.string().max(120), z.number(), z.boolean()]);
export type Scalar = z.infer<typeof scalar>;
const date = z.iso.date();

/** At least one of them; all that are given must hold. */
const range = {
  atLeast: z.number().optional().describe("Holds from this number on."),
  atMost: z.number().optional().describe("Holds up to this number."),
};
interface Bounds {
  readonly atLeast?: number | undefined;
  readonly atMost?: number | undefined;
}
const hasBound = ({ atLeast, atMost }: Bounds): boolean => atLeast !== undefined || atMost !== undefined;
const needsBound = "needs atLeast, atMost or both";
const isInOrder = ({ atLeast, atMost }: Bounds): boolean =>
  atLeast === undefined || atMost === undefined || atLeast <= atMost;
const outOfOrder = "has an atLeast above its atMost, so that nothing can hold";

const figureTest = z
  .strictObject({ figure: z.enum(figures).describe("A number of the profile."), ...range })
  .refine(hasBound, needsBound)
  .refine(isInOrder, outOfOrder)
  .describe("A figure of the profile lies within bounds. A figure that is unknown lies within none.");

const attributeTest = z
  .strictObject({
    attribute: name.describe("An attribute by its name, or timeZone, language or country."),
    is: z
      .union([scalar, z.array(scalar).min(1).max(50)])
      .optional()
      .describe("It is this value, or one of these; of a list, one of its values is."),
    ...range,
    daysAgo: z
      .strictObject(range)
      .refine(hasBound, needsBound)
      .refine(isInOrder, outOfOrder)
      .optional()
      .describe("It is a date so many days of 24 hours ago, counted from its local midnight; below 0: ahead."),
    from: date.optional().describe("It is a date on or after this one."),
    to: date.optional().describe("It is a date on or before this one."),
    exists: z.boolean().optional().describe("Whether it is known at all."),
  })
  .refine(isInOrder, outOfOrder)
  .refine(({ attribute: _, exists, ...tests }) => exists !== false || Object.keys(tests).length === 0, {
    error: "asks for a value of an attribute that must not be known",
    path: ["exists"],
  })
  .describe("An attribute of the customer. Without a test: it is known.");

const activityTest = z
  .strictObject({
    event: z
      .string()
      .min(1)
      .max(activityNameMax)
      .describe("Of ours, such as product-viewed, or of the shop's own naming."),
    key: z.string().min(1).max(120).optional().describe("Only those of this category, product or channel."),
    withinDays: z.number().positive().max(90).describe("Counted back from now, in days of 24 hours."),
    atLeast: z.number().int().min(0).max(activitiesKept).optional().describe("So often or more; absent: once."),
    atMost: z.number().int().min(0).max(activitiesKept).optional().describe("So often or less."),
  })
  .refine(isInOrder, outOfOrder)
  .describe(
    `How often something happened lately, among the ${activitiesKept} latest activities that a profile remembers.`,
  );

const goods = {
  products: names.optional().describe("One of these products."),
  categories: names.optional().describe("Something of one of these categories."),
};
const withinDays = z.number().positive().max(3650).optional();

const boughtTest = z
  .strictObject({ bought: z.strictObject({ ...goods, withinDays: withinDays.describe("At most so many days ago.") }) })
  .describe("The customer bought one of these, or anything at all.");
const favouriteTest = z
  .strictObject({ favourite: z.strictObject(goods) })
  .describe("The customer marked one of these, or anything at all, as a favourite.");
const tierTest = z
  .strictObject({ tier: z.array(z.enum(tiers)).min(1) })
  .describe("The customer's tier is one of these.");
const segmentTest = z.strictObject({ segment: name }).describe("The customer belongs to this segment.");
const enteredTest = z
  .strictObject({ entered: name, withinDays: withinDays.describe("At most so many days ago.") })
  .describe("The customer entered this campaign, for the last time within so many days.");
const couponTest = z
  .strictObject({
    coupon: z.strictObject({
      ids: z.array(name).min(1).max(50).optional().describe("One of these coupons; absent: any."),
      expiresWithinDays: z.number().positive().max(365).optional().describe("That expires within so many days."),
    }),
  })
  .describe("The customer holds a coupon that is neither used nor expired.");
const reachableTest = z
  .strictObject({ reachable: z.enum(channels), about: z.enum(categories) })
  .describe("The customer may be written to: there is an address, consent, and no suppression.");
const consentTest = z
  .strictObject({ consent: z.enum(channels), about: z.enum(categories) })
  .describe("The customer consented, whether or not there is an address.");
const addressTest = z
  .strictObject({ hasAddress: z.enum(channels) })
  .describe("An address, number or device is known, whether or not it may be used.");

const depthMax = 6;

export type Predicate =
  | { readonly all: readonly Predicate[] }
  | { readonly any: readonly Predicate[] }
  | { readonly not: Predicate }
  | z.infer<typeof figureTest>
  | z.infer<typeof attributeTest>
  | z.infer<typeof activityTest>
  | z.infer<typeof boughtTest>
  | z.infer<typeof favouriteTest>
  | z.infer<typeof tierTest>
  | z.infer<typeof segmentTest>
  | z.infer<typeof enteredTest>
  | z.infer<typeof couponTest>
  | z.infer<typeof reachableTest>
  | z.infer<typeof consentTest>
  | z.infer<typeof addressTest>;

const depthOf = (predicate: Predicate): number => {
  if ("all" in predicate) return 1 + Math.max(0, ...predicate.all.map(depthOf));
  if ("any" in predicate) return 1 + Math.max(0, ...predicate.any.map(depthOf));
  return "not" in predicate ? 1 + depthOf(predicate.not) : 1;
};

/** What may be asked of a profile itself, one test at a time. */
export const predicateTests = [
  figureTest,
  attributeTest,
  activityTest,
  boughtTest,
  favouriteTest,
  tierTest,
  segmentTest,
  enteredTest,
  couponTest,
  reachableTest,
  consentTest,
  addressTest,
] as const;

const testNames = predicateTests.map(({ shape }) => Object.keys(shape)[0]).join(", ");

const anyPredicate: z.ZodType<Predicate> = z
  .lazy(() =>
    z
      .union([
        z.strictObject({ all: z.array(anyPredicate).min(1).max(20) }).describe("All of these hold."),
        z.strictObject({ any: z.array(anyPredicate).min(1).max(20) }).describe("One of these holds at least."),
        z.strictObject({ not: anyPredicate }).describe("This does not hold."),
        ...predicateTests,
      ])
      .meta({ title: `a predicate: one of all, any, not, ${testNames}` }),
  )
  .meta({ id: "predicate" }) as z.ZodType<Predicate>;

/** A yes-or-no question about a profile at an instant. */
export const predicateSchema = anyPredicate.refine(
  (predicate) => depthOf(predicate) <= depthMax,
  `may be nested at most ${depthMax} deep`,
);

export const segmentSchema = z.strictObject({
  id: identifier,
  name: z
    .strictObject({ en: z.string().min(1).max(100), zh: z.string().min(1).max(100) })
    .describe("How people call it."),
  predicate: predicateSchema.describe("Who belongs to it."),
});
/** A named predicate over profiles. */
export type Segment = z.infer<typeof segmentSchema>;
