import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { advance } from "../../lambdas/domain/advance.ts";
import type { CustomerEvent, EventBody } from "../../lambdas/domain/event.ts";
import { figureDifferences } from "../../lambdas/domain/figure-differences.ts";
import { activitiesKept } from "../../lambdas/domain/limits.ts";
import { emptyProfile, type Profile } from "../../lambdas/domain/profile.ts";
import { repairedProfile, verifyProfile } from "../../lambdas/domain/verify-profile.ts";
import { dayMs, rulesWith } from "../support/campaigns.ts";

const rules = rulesWith({ campaigns: [], settings: { importing: { settleMinutes: 0 } } });
const shopZone = rules.settings.shop.timeZone;
/** The days that follow hold a New Year. */
const start = Date.parse("2025-12-27T20:00:00Z");
const now = start + 60 * dayMs;

/** Few instants, ids and values, so that ties, repeats, cancellations and full memories happen all the time. */
const instant = fc.nat({ max: 12 }).map((day) => start + day * dayMs);
const orderId = fc.nat({ max: 11 }).map((number) => `order-${number}`);
const amount = fc.constantFrom(10, 12.5, 19.99, 0.005);
const line = fc.record(
  {
    productId: fc.constantFrom("tea", "cup", "pot", "jam", "mat", "lid", "box"),
    quantity: fc.constantFrom(1, 2, 3),
    unitPrice: amount,
    category: fc.constantFrom("a", "b", "c", "d", "e", "f", "g"),
  },
  { requiredKeys: ["productId", "quantity", "unitPrice"] },
);
const name = fc.constantFrom("Ada", "Bea", "Cleo");
const channel = fc.constantFrom("email" as const, "sms" as const);
const address = fc.constantFrom("ada@example.com", "Ada@Example.com ", "bea@example.com");
const message = fc.record({
  messageKey: fc.constant("abcdefghijklmnopqrstuvwxyz"),
  campaignId: fc.constant("dormant"),
  stepId: fc.constant("gift"),
  occurrence: orderId,
  channel,
});
const oneOf = <Value>(...values: readonly Value[]) => fc.constantFrom(...values);
const placed: fc.Arbitrary<EventBody> = fc.record({
  kind: oneOf("order-placed" as const),
  orderId,
  amount,
  lines: fc.array(line, { maxLength: 3 }),
});
const caseId = fc.constantFrom("case-1", "case-2", "case-3", "case-4");
const endpoint = fc.constantFrom("arn:1", "arn:2", "arn:3", "arn:4");
const category = fc.constantFrom("yoga", "tea");
const someAttributes = fc.record(
  { level: oneOf("gold", "silver"), points: oneOf(1, 2), interests: oneOf(["a"], ["b"]), csatScore: oneOf(9) },
  { requiredKeys: [] },
);

/** What a customer does besides ordering. */
const behaviour: fc.Arbitrary<EventBody> = fc.oneof(
  fc.record({ kind: oneOf("product-viewed" as const), productId: oneOf("tea"), category }),
  fc.record({ kind: oneOf("visited" as const) }),
  fc.record({ kind: oneOf("product-favourited" as const), productId: oneOf("tea", "cup"), category }),
  fc.record({ kind: oneOf("cart-updated" as const), items: oneOf(0, 1, 2), products: oneOf(["tea"], ["cup"]) }),
  fc.record({ kind: oneOf("review-posted" as const), reviewId: oneOf("r"), rating: oneOf(1) }),
  fc.record({ kind: oneOf("case-opened" as const), caseId, subject: oneOf("complaint" as const) }),
  fc.record({
    kind: oneOf("case-closed" as const),
    caseId,
    subject: oneOf("complaint" as const),
    outcome: oneOf("solved"),
  }),
  fc.record({ kind: oneOf("device-registered" as const), endpoint, platform: oneOf("fcm" as const) }),
  fc.record({ kind: oneOf("device-removed" as const), endpoint }),
  fc.record({ kind: oneOf("frequency-chosen" as const), perWeek: oneOf(1, 2) }, { requiredKeys: ["kind"] }),
  fc.record({
    kind: oneOf("survey-answered" as const),
    surveyId: oneOf("s"),
    measure: oneOf("csat" as const),
    score: oneOf(1, 2, 5),
  }),
  fc.record({
    kind: oneOf("churn-reason-told" as const),
    reason: oneOf("forgot" as const, "price" as const),
    source: oneOf("survey"),
  }),
  fc.record({ kind: oneOf("identified" as const), traits: oneOf({}), attributes: someAttributes }),
  fc.record({ kind: oneOf("custom" as const), name: oneOf("Joined Class"), properties: oneOf({}) }),
) as fc.Arbitrary<EventBody>;

const body: fc.Arbitrary<EventBody> = fc.oneof(
  { weight: 3, arbitrary: placed },
  fc.record({ kind: oneOf("order-cancelled" as const), orderId, amount }),
  fc.record({
    kind: oneOf("identified" as const),
    traits: fc.record({ firstName: name, lastName: name, email: address }, { requiredKeys: [] }),
  }),
  fc.record({
    kind: oneOf("consent-given" as const, "consent-withdrawn" as const),
    channel,
    topic: oneOf("all", "promotion"),
    source: oneOf("checkout", "form"),
  }),
  fc.record({
    kind: oneOf("suppressed" as const),
    channel,
    address,
    cause: oneOf("complaint" as const, "stop" as const),
  }),
  fc.record({ kind: oneOf("message-clicked" as const), message }),
  fc.record({ kind: oneOf("order-shipped" as const), orderId }),
  behaviour,
);

const event = (all: EventBody, occurredAt: number, index: number): CustomerEvent => ({
  customerId: "c-1",
  eventId: `event-${index}`,
  occurredAt,
  receivedAt: start + 20 * dayMs,
  ...all,
});
const history = (bodies: fc.Arbitrary<EventBody>) =>
  fc
    .array(fc.tuple(bodies, instant), { minLength: 1, maxLength: 25 })
    .map((told) => told.map(([one, at], index) => event(one, at, index)));

/** Any order of arrival, in batches of any size. */
const arrived = (bodies: fc.Arbitrary<EventBody>) =>
  history(bodies).chain((events) =>
    fc.record({
      events: fc.constant(events),
      order: fc.shuffledSubarray(events, { minLength: events.length, maxLength: events.length }),
      batch: fc.integer({ min: 1, max: 4 }),
    }),
  );

const folded = (order: readonly CustomerEvent[], batch = 3): Profile => {
  let profile = emptyProfile("c-1");
  for (let from = 0; from < order.length; from += batch) {
    const events = order
      .slice(from, from + batch)
      .map((one, index) => ({ ...one, sequence: String(100 + from + index) }));
    profile = advance({ profile, events, now, rules }).profile;
  }
  return profile;
};

const verified = (stored: Profile, events: readonly CustomerEvent[]) =>
  verifyProfile({ stored, events, newestReceivedAt: start, now, shopZone, retentionDays: 730, onTheWayMs: 1 });

describe("verify", () => {
  it("finds nothing wrong with a profile, in whatever order its events arrived", async () => {
    await fc.assert(
      fc.property(arrived(body), ({ events, order, batch }) => {
        expect(verified(folded(order, batch), events)).toEqual({ kind: "same" });
      }),
      { numRuns: 1_500 },
    );
  });

  it("finds an order that was never folded, however the others arrived", async () => {
    await fc.assert(
      fc.property(arrived(placed), fc.nat(), ({ events, order }, pick) => {
        const distinct = events.filter((one, at) => events.findIndex((other) => sameOrder(one, other)) === at);
        const lost = distinct[pick % distinct.length];
        const kept = order.filter((one) => distinct.includes(one) && one !== lost);

        const fields = figureDifferences(folded(kept), distinct, shopZone).map(({ field }) => field);

        expect(fields).toContain("orders.count");
      }),
    );
  });

  it("finds whatever a customer did that was never folded, unless others explain its absence", async () => {
    const settled: ReadonlySet<string> = new Set([
      "product-viewed",
      "visited",
      "cart-updated",
      "review-posted",
      "custom",
    ]);
    await fc.assert(
      fc.property(arrived(behaviour), fc.nat(), ({ events, order }, pick) => {
        const candidates = events.filter(({ kind }) => settled.has(kind));
        const lost = candidates[pick % Math.max(1, candidates.length)];
        if (lost === undefined) return;

        const fields = figureDifferences(folded(order.filter((one) => one !== lost)), events, shopZone).map(
          ({ field }) => field,
        );

        // Of more activities than are remembered the older ones leave no trace, and only visits are counted besides.
        const isTraced = lost.kind !== "custom" && lost.kind !== "review-posted";
        const remembered = events.filter(({ kind }) => kind !== "visited").length <= activitiesKept;
        if (isTraced) expect(fields).toContain("visits");
        else if (remembered) expect(fields).toContain("activities");
      }),
    );
  });

  it("finds every attribute, case and device that somebody changed by hand, and shows none of their values", () => {
    const told: EventBody[] = [
      { kind: "identified", traits: {}, attributes: { level: "gold" } },
      { kind: "case-opened", caseId: "case-1", subject: "complaint" },
      { kind: "device-registered", endpoint: "arn:secret", platform: "fcm" },
      { kind: "frequency-chosen", perWeek: 2 },
      { kind: "cart-updated", items: 2, products: ["tea"] },
    ];
    const events = told.map((one, index) => event(one, start, index));
    const { cases: _, devices: __, cart: ___, ...rest } = folded(events);
    const changed = { ...rest, attributes: { level: "hidden" }, frequency: { perWeek: 9, at: start } };

    const differences = figureDifferences(changed, events, shopZone);
    const repaired = repairedProfile(changed, events, { differences, shopZone });

    const fields = ["attributes.level", "cart", "cases", "devices", "frequency"];
    expect(differences.map(({ field }) => field).toSorted()).toEqual(fields);
    expect(JSON.stringify(differences)).not.toMatch(/hidden|gold|arn:/);
    expect(figureDifferences(repaired, events, shopZone)).toEqual([]);
  });

  it("finds every figure that somebody changed by hand", async () => {
    await fc.assert(
      fc.property(arrived(body), ({ events, order }) => {
        const stored = folded(order);
        const changed = {
          ...stored,
          traitsAt: (stored.traitsAt ?? 0) + 1,
          orders: { ...stored.orders, count: stored.orders.count + 100, revenue: stored.orders.revenue + 10_000 },
          engagement: { email: { delivered: 0, clicked: 99 } },
        };

        const fields = figureDifferences(changed, events, shopZone).map(({ field }) => field);

        expect(fields).toEqual(
          expect.arrayContaining(["traitsAt", "orders.count", "orders.revenue", "engagement.email.clicked"]),
        );
      }),
    );
  });

  it("calls nobody different whose events may have expired, and nobody whose newest event is on its way", () => {
    const events = [event({ kind: "message-clicked", message: aMessage }, start, 0)];
    const stored = folded(events);
    const question = {
      stored,
      events: [],
      newestReceivedAt: now,
      shopZone,
      now,
      retentionDays: 730,
      onTheWayMs: dayMs,
    };

    expect(verifyProfile({ ...question, retentionDays: 40 })).toEqual({ kind: "cannot-tell", reason: "expired" });
    expect(verifyProfile(question)).toEqual({ kind: "cannot-tell", reason: "in-motion" });
    expect(verifyProfile({ ...question, onTheWayMs: 0 })).toMatchObject({ kind: "different" });
  });

  it("repairs a profile so that nothing is wrong with it any more", async () => {
    await fc.assert(
      fc.property(arrived(body), fc.nat({ max: 24 }), ({ events, order }, lost) => {
        const stored = folded(order.filter((_, index) => index !== lost));

        const repaired = repairedProfile(stored, events, {
          differences: figureDifferences(stored, events, shopZone),
          shopZone,
        });

        expect(figureDifferences(repaired, events, shopZone)).toEqual([]);
      }),
    );
  });
});

const aMessage = {
  messageKey: "abcdefghijklmnopqrstuvwxyz",
  campaignId: "dormant",
  stepId: "gift",
  occurrence: "order-1",
  channel: "email",
} as const;

const sameOrder = (a: CustomerEvent, b: CustomerEvent): boolean =>
  a.kind === "order-placed" && b.kind === "order-placed" && a.orderId === b.orderId;
