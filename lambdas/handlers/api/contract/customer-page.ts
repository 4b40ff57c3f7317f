import * as z from "zod";
import { categories, channels } from "../../../domain/channel.ts";
import { loyaltyFacts } from "../../../domain/loyalty.ts";
import { skipReasons } from "../../../domain/reason.ts";
import { tiers } from "../../../domain/tier.ts";
import {
  answers,
  cursorBy,
  customerIdInPath,
  defineRoute,
  instant,
  jsonBody,
  limitUpTo,
  listOf,
  nextCursor,
} from "./parts.ts";

const sentence = z.strictObject({ en: z.string(), zh: z.string() });

const scalar = z.union([z.string(), z.number(), z.boolean()]);

const foundCustomer = z.strictObject({
  customerId: z.string(),
  name: z.string().optional(),
  email: z.string().optional(),
  phone: z.string().optional(),
  tier: z.enum(tiers),
  orders: z.number().int(),
  lastOrderAt: instant.optional(),
});

const contactWay = z.strictObject({
  channel: z.enum(channels),
  known: z.boolean().describe("Whether there is an address, number or device."),
  suppressed: z.strictObject({ cause: z.string(), at: instant }).optional(),
  statements: listOf(
    z.strictObject({ topic: z.string(), granted: z.boolean(), at: instant, source: z.string() }),
  ).describe("The latest statement about each topic."),
  allowed: listOf(z.enum(categories)).describe("What may be written about now."),
});

const person = z
  .strictObject({
    customerId: z.string(),
    traits: z.record(z.string(), z.string()),
    name: z.string().optional(),
    tier: z.enum(tiers),
    loyalty: z.strictObject({
      score: z.number().describe("0 to 100."),
      parts: listOf(
        z.strictObject({
          fact: z.enum(loyaltyFacts),
          points: z.number().int(),
          value: z
            .number()
            .optional()
            .describe("Orders, days since the last, share at a discount, or days as a customer."),
        }),
      ).describe("What the score is made of."),
    }),
    level: z
      .strictObject({
        id: z.string(),
        name: z.strictObject({ en: z.string(), zh: z.string() }),
        benefits: z.strictObject({
          pointsMultiplier: z.number(),
          discountPercent: z.number(),
          earlyAccessHours: z.number().int(),
        }),
      })
      .optional()
      .describe("Of the shop's ladder of membership; absent where the customer is in none."),
    rhythm: sentence
      .optional()
      .describe("How the customer orders and for how long not; absent before the first order."),
    purchases: listOf(
      z.strictObject({
        productId: z.string(),
        name: z.string().optional().describe("As the catalogue has it."),
        lastAt: instant,
        count: z.number().int().describe("Orders that had it."),
        expected: z
          .strictObject({ at: instant, early: instant, late: instant })
          .optional()
          .describe(
            "One in ten comes before the early date, one in ten after the late one. Absent when none is expected any more.",
          ),
        from: z
          .enum(["customer", "product", "category", "shop"])
          .describe("Whose gaps tell the most: the customer's own, or what others do."),
      }),
    ).describe("The next purchase of each product that is remembered, the soonest first."),
    figures: z.strictObject({
      orders: z.number().int(),
      revenue: z.number(),
      yearRevenue: z
        .number()
        .describe("The most spent in one calendar year of the shop, this one or the one before: what levels go by."),
      averageValue: z.number().optional(),
      discounted: z.number().int(),
      firstOrderAt: instant.optional(),
      lastOrderAt: instant.optional(),
      visits: z.number().int(),
      lastVisitAt: instant.optional(),
    }),
    attributes: z.record(z.string(), z.union([scalar, listOf(z.string())])),
    ways: listOf(contactWay),
    perWeek: z.number().int().optional().describe("Messages a week the customer wants at most."),
    devices: listOf(z.strictObject({ platform: z.string(), at: instant })),
    categories: listOf(z.strictObject({ category: z.string(), count: z.number(), lastAt: instant })),
    journeys: listOf(
      z.strictObject({
        campaignId: z.string(),
        version: z.number().int(),
        enteredAt: instant,
        nextAt: instant,
        cameBack: z.boolean().describe("A message came back unsent and is tried again."),
      }),
    ),
    coupons: listOf(
      z.strictObject({
        couponId: z.string(),
        code: z.string(),
        campaignId: z.string(),
        at: instant,
        expiresAt: instant.optional(),
      }),
    ),
    cases: listOf(z.strictObject({ caseId: z.string(), subject: z.string(), at: instant })),
    messagesThisWeek: z.number().int().describe("That count against the caps, in the last seven days."),
    settlesAt: instant.optional().describe("History is being imported; nothing is decided before."),
  })
  .meta({ id: "CustomerPage" });

const moment = z
  .strictObject({
    at: instant,
    kind: z.string().describe("What happened: an event's kind, or `message`."),
    name: z.string().optional().describe("Of an event of the shop's own naming."),
    details: z.record(z.string(), scalar),
  })
  .meta({ id: "TimelineMoment" });

const timelineCursor = z.strictObject({ events: z.record(z.string(), z.unknown()).optional(), before: z.number() });
export type TimelineCursor = z.output<typeof timelineCursor>;

const readCursor = (text: string): TimelineCursor | undefined => {
  try {
    return timelineCursor.parse(JSON.parse(Buffer.from(text, "base64url").toString("utf8")));
  } catch {
    return undefined;
  }
};

const oneCustomer = z.strictObject({ customerId: customerIdInPath });

export const customerPageContract = {
  find: defineRoute({
    method: "get",
    path: "/customers",
    tags: ["customers"],
    summary: "Customers by id, email address or phone number",
    right: "look",
    request: { query: z.strictObject({ find: z.string().trim().min(1).max(320) }) },
    responses: answers(z.strictObject({ customers: listOf(foundCustomer) })),
  }),
  timeline: defineRoute({
    method: "get",
    path: "/customers/{customerId}/timeline",
    tags: ["customers"],
    summary: "Everything that happened to a customer and was sent to them, the latest first",
    right: "look",
    request: {
      params: oneCustomer,
      query: z.strictObject({ limit: limitUpTo(200, 50), cursor: cursorBy(readCursor) }),
    },
    responses: answers(z.strictObject({ moments: listOf(moment), cursor: nextCursor })),
  }),
  optOut: defineRoute({
    method: "post",
    path: "/customers/{customerId}/opt-out",
    tags: ["customers"],
    summary: "Records that a customer, who said so to somebody of the shop, wants no more messages",
    right: "serve-customers",
    request: {
      params: oneCustomer,
      body: jsonBody(
        z.strictObject({
          channels: z.array(z.enum(channels)).min(1).max(channels.length).optional().describe("Absent: all."),
          topic: z.enum(["all", ...categories]).default("all"),
          note: z.string().trim().min(1).max(200).optional().describe("How the customer said so; kept as evidence."),
        }),
      ),
    },
    responses: answers(z.strictObject({ recorded: z.number().int().describe("Statements that were written.") })),
  }),
  get: defineRoute({
    method: "get",
    path: "/customers/{customerId}/profile",
    tags: ["customers"],
    summary: "What is known of a customer now",
    right: "look",
    request: { params: oneCustomer },
    responses: answers(z.strictObject({ customer: person })),
  }),
};

const why = z
  .strictObject({
    campaignId: z.string(),
    state: z.enum([
      "due",
      "inside",
      "later",
      "waits-for-event",
      "not-in-audience",
      "excluded",
      "entered",
      "nothing-to-go-by",
    ]),
    nextAt: instant.optional(),
    outcome: z
      .enum(["reserved", "held-out", ...(Object.keys(skipReasons) as (keyof typeof skipReasons)[])])
      .optional()
      .describe("What would come of the next look, should nothing happen meanwhile."),
    stepId: z.string().optional(),
    events: listOf(z.string()).optional(),
    enteredAt: instant.optional(),
    rhythm: sentence
      .optional()
      .describe("How the customer orders and for how long not, where the campaign goes by it."),
    purchase: z
      .strictObject({
        productId: z.string(),
        expectedAt: instant,
        from: z
          .enum(["customer", "product", "category", "shop"])
          .describe("Whose gaps tell the most: the customer's own, or what others do."),
      })
      .optional()
      .describe("The product that the campaign speaks of next."),
    reasons: listOf(
      z.strictObject({
        sentence,
        value: z.union([scalar, listOf(z.string())]).optional(),
      }),
    ),
  })
  .meta({ id: "Why" });

export const whyContract = {
  get: defineRoute({
    method: "get",
    path: "/why/{customerId}",
    tags: ["why"],
    summary: "For each live campaign, why a customer gets something, or nothing",
    right: "look",
    request: { params: oneCustomer },
    responses: answers(
      z.strictObject({
        campaigns: listOf(why),
        paused: z.boolean().describe("Everything is paused."),
        breakerOpen: z.boolean(),
        settlesAt: instant.optional(),
      }),
    ),
  }),
};
