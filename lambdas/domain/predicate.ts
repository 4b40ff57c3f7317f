import * as z from "zod";
import { categories, channels } from "./channel.ts";
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
] as const;
export type FigureId = (typeof figures)[number];

const name = z.string().min(1).max(60);
const scalar = z.union([z.string().max(120), z.number(), z.boolean()]);
export type Scalar = z.infer<typeof scalar>;

/** At least one of them; all that are given must hold. */
const range = {
  atLeast: z.number().optional(),
  atMost: z.number().optional(),
};
const hasBound = ({ atLeast, atMost }: { atLeast?: number | undefined; atMost?: number | undefined }): boolean =>
  atLeast !== undefined || atMost !== undefined;
const needsBound = "needs atLeast, atMost or both";

const figureTest = z.strictObject({ figure: z.enum(figures), ...range }).refine(hasBound, needsBound);

/** A trait or an attribute of the customer, by its name. Without a test: it is known. */
const attributeTest = z.strictObject({
  attribute: name,
  is: z.union([scalar, z.array(scalar).min(1).max(50)]).optional(),
  atLeast: z.number().optional(),
  atMost: z.number().optional(),
  /** The attribute is a date so many days of 24 hours ago, counted from its local midnight. */
  daysAgo: z.strictObject(range).refine(hasBound, needsBound).optional(),
  /** The attribute is a date on or after, on or before this one. */
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  exists: z.boolean().optional(),
});

/** How often something happened lately: among the activities that a profile remembers. */
const activityTest = z.strictObject({
  /** The name of an event: one of ours, such as `product-viewed`, or the shop's own. */
  event: name,
  /** Only those of this category, product or other key. */
  key: z.string().min(1).max(120).optional(),
  withinDays: z.number().positive().max(90),
  atLeast: z.number().int().min(0).max(12).optional(),
  atMost: z.number().int().min(0).max(12).optional(),
});

const boughtTest = z.strictObject({
  bought: z.strictObject({
    products: z.array(name).min(1).max(100).optional(),
    categories: z.array(name).min(1).max(100).optional(),
    withinDays: z.number().positive().max(3650).optional(),
  }),
});

const favouriteTest = z.strictObject({
  favourite: z.strictObject({
    products: z.array(name).min(1).max(100).optional(),
    categories: z.array(name).min(1).max(100).optional(),
  }),
});

const tierTest = z.strictObject({ tier: z.array(z.enum(tiers)).min(1) });
const segmentTest = z.strictObject({ segment: name });
/** True when the customer may be written to on this channel about this category: address, consent, no suppression. */
const reachableTest = z.strictObject({ reachable: z.enum(channels), about: z.enum(categories) });

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
  | z.infer<typeof reachableTest>;

const depthOf = (predicate: Predicate): number => {
  if ("all" in predicate) return 1 + Math.max(0, ...predicate.all.map(depthOf));
  if ("any" in predicate) return 1 + Math.max(0, ...predicate.any.map(depthOf));
  return "not" in predicate ? 1 + depthOf(predicate.not) : 1;
};

const anyPredicate: z.ZodType<Predicate> = z.lazy(() =>
  z.union([
    z.strictObject({ all: z.array(anyPredicate).min(1).max(20) }),
    z.strictObject({ any: z.array(anyPredicate).min(1).max(20) }),
    z.strictObject({ not: anyPredicate }),
    figureTest,
    attributeTest,
    activityTest,
    boughtTest,
    favouriteTest,
    tierTest,
    segmentTest,
    reachableTest,
  ]),
) as z.ZodType<Predicate>;

/** A yes-or-no question about a profile at an instant. */
export const predicateSchema = anyPredicate.refine(
  (predicate) => depthOf(predicate) <= depthMax,
  `may be nested at most ${depthMax} deep`,
);

export const segmentSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{0,62}$/, "must be lower-case letters, digits and hyphens"),
  name: z.strictObject({ en: z.string().min(1).max(100), zh: z.string().min(1).max(100) }),
  predicate: predicateSchema,
});
/** A named predicate over profiles. */
export type Segment = z.infer<typeof segmentSchema>;
