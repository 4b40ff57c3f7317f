// Predicates over few names, spans and instants, and profiles of which they speak, so that edges, ties and equalities
// happen all the time.
import * as fc from "fast-check";
import { categories, channels } from "../../lambdas/domain/channel.ts";
import { figures, type Predicate, type Segment } from "../../lambdas/domain/predicate.ts";
import { emptyProfile, type Profile } from "../../lambdas/domain/profile.ts";
import { compileRules, type Rules } from "../../lambdas/domain/rules.ts";
import { settingsSchema } from "../../lambdas/domain/settings.ts";
import { tiers } from "../../lambdas/domain/tier.ts";
import { anyDropoutModel } from "./any-dropout-model.ts";
import { dayMs } from "./campaigns.ts";

export const predicateStart = Date.parse("2026-03-02T10:00:00Z");

const oneOf = <const Values extends readonly unknown[]>(...values: Values) =>
  fc.constantFrom(...(values as readonly Values[number][]));
const days = oneOf(0, 0.1, 1, 1 / 3, 2, 7, 30);
const windowDays = oneOf(0.1, 1 / 3, 1, 7, 30);
const id = oneOf("yoga", "tea");
const some = <Value>(value: fc.Arbitrary<Value>) => fc.array(value, { minLength: 1, maxLength: 2 });

const rangeOf = (value: fc.Arbitrary<number>) =>
  fc
    .record({ atLeast: value, atMost: value }, { requiredKeys: [], noNullPrototype: true })
    .filter(({ atLeast, atMost }) => atLeast !== undefined || atMost !== undefined);

const attribute = oneOf("birthday", "childBirthdays", "level", "points");

const anyTest: fc.Arbitrary<Predicate> = fc.oneof(
  fc.tuple(oneOf(...figures), rangeOf(days)).map(([figure, range]) => ({ figure, ...range })),
  rangeOf(oneOf(0, 0.01, 0.3, 0.5, 0.9, 1)).map((range) => ({ figure: "orders.aliveProbability", ...range })),
  fc.record({ attribute, is: oneOf("gold", 5, true) }),
  fc.record({ attribute, exists: fc.boolean() }),
  fc.tuple(attribute, rangeOf(days)).map(([name, range]) => ({ attribute: name, ...range })),
  fc.record({ attribute, daysAgo: rangeOf(days) }),
  fc.record({ attribute, from: oneOf("2026-02-28", "2026-03-02") }),
  fc
    .tuple(fc.record({ event: oneOf("product-viewed", "custom") }, {}), rangeOf(oneOf(0, 1, 2)), windowDays)
    .map(([event, range, withinDays]) => ({ ...event, ...range, withinDays })),
  fc.record({ event: oneOf("product-viewed" as const), key: id, withinDays: windowDays }),
  fc.record({ bought: fc.record({ categories: some(id), withinDays: windowDays }, { requiredKeys: [] }) }),
  fc.record({ favourite: fc.record({ products: some(id) }, { requiredKeys: [] }) }),
  fc.record({ tier: some(oneOf(...tiers)) }),
  fc.record({ segment: oneOf("a", "b", "c", "unknown") }),
  fc.record({ entered: oneOf("dormant", "care"), withinDays: windowDays }, { requiredKeys: ["entered"] }),
  fc.record({
    coupon: fc.record({ ids: some(oneOf("gift", "back")), expiresWithinDays: windowDays }, { requiredKeys: [] }),
  }),
  fc.record({ reachable: oneOf(...channels), about: oneOf(...categories) }),
  fc.record({ consent: oneOf(...channels), about: oneOf(...categories) }),
  fc.record({ hasAddress: oneOf(...channels) }),
) as fc.Arbitrary<Predicate>;

export const anyPredicate: fc.Arbitrary<Predicate> = fc.letrec<{ any: Predicate }>((tie) => ({
  any: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    anyTest,
    fc.record({ all: fc.array(tie("any"), { minLength: 1, maxLength: 3 }) }),
    fc.record({ any: fc.array(tie("any"), { minLength: 1, maxLength: 3 }) }),
    fc.record({ not: tie("any") }),
  ),
})).any;

/** Up to forty days before the start and ten after it. */
const instant = fc.oneof(
  fc.integer({ min: -40 * 24, max: 10 * 24 }).map((hours) => predicateStart + hours * 3_600_000),
  fc.integer({ min: -40 * dayMs, max: 10 * dayMs }).map((ms) => predicateStart + ms),
);
const date = oneOf("1996-02-29", "2000-03-03", "2026-02-27", "2026-03-02", "2026-03-29", "2026-04-01", "no date");

export const anyProfileAsked: fc.Arbitrary<Profile> = fc
  .record(
    {
      traits: fc.record(
        { timeZone: oneOf("Europe/London", "Asia/Kathmandu", "Australia/Lord_Howe"), email: oneOf("ada@example.com") },
        { requiredKeys: [] },
      ),
      orders: fc
        .record({ count: oneOf(1, 2, 7), revenue: oneOf(1, 30), firstAt: instant, lastAt: instant })
        .map((orders) => ({ ...orders, recent: [] })),
      categories: fc.array(fc.record({ category: id, lastAt: instant, count: fc.constant(1) }), { maxLength: 2 }),
      favourites: fc.array(fc.record({ productId: id, at: instant }), { maxLength: 2 }),
      visits: fc.record({ count: oneOf(1, 7), lastAt: instant }),
      activities: fc.array(fc.record({ name: oneOf("product-viewed", "custom"), key: id, at: instant }), {
        maxLength: 5,
      }),
      coupons: fc.array(
        fc.record(
          { couponId: oneOf("gift", "back"), code: id, campaignId: id, at: instant, expiresAt: instant },
          { requiredKeys: ["couponId", "code", "campaignId", "at"] },
        ),
        { maxLength: 2 },
      ),
      entries: fc.record(
        { dormant: fc.record({ occurrence: id, at: instant, count: fc.constant(1) }) },
        { requiredKeys: [] },
      ),
      consents: fc.record({
        email: fc.record({ all: fc.record({ granted: fc.boolean(), at: instant, source: fc.constant("form") }) }),
      }),
      attributes: fc.record(
        {
          birthday: date,
          childBirthdays: fc.array(date, { maxLength: 2 }),
          level: oneOf("gold", "silver"),
          points: days,
        },
        { requiredKeys: [] },
      ),
    },
    { requiredKeys: [], noNullPrototype: true },
  )
  .map((change) => ({ ...emptyProfile("c-1"), ...change }) as Profile);

const segment = (name: string, predicate: Predicate): Segment => ({
  id: name,
  name: { en: name, zh: name },
  predicate,
});

/** A shop whose three segments may ask about each other in a circle. */
export const anyRulesAsked: fc.Arbitrary<Rules> = fc
  .tuple(anyPredicate, anyPredicate, anyPredicate, fc.option(anyDropoutModel, { nil: undefined }))
  .map(([a, b, c, customers]) =>
    compileRules(
      {
        revision: 1,
        paused: false,
        settings: settingsSchema.parse({
          shop: { timeZone: "Asia/Shanghai" },
          tiers: { activeDays: 7, atRiskDays: 30 },
        }),
        campaigns: [],
        segments: [segment("a", a), segment("b", b), segment("c", c)],
      },
      { gapCount: 30, gapMsTotal: 30 * 5 * dayMs },
      customers && { at: predicateStart, customers },
    ),
  );
