import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CustomerEvent, EventBody } from "../../lambdas/domain/event.ts";
import { foldEvent } from "../../lambdas/domain/fold.ts";
import { activitiesKept, attributesKept } from "../../lambdas/domain/limits.ts";
import { emptyProfile, type Profile } from "../../lambdas/domain/profile.ts";
import { happened, ordered } from "../support/happenings.ts";

const day = (number: number): string => `2026-03-${String(number).padStart(2, "0")}T10:00:00Z`;
const at = (number: number): number => Date.parse(day(number));
const folded = (...events: readonly CustomerEvent[]): Profile =>
  events.reduce((profile, event) => foldEvent(profile, event, "UTC"), emptyProfile("c-1"));

const opened = (on: number, caseId = "case-1") => happened(day(on), { kind: "case-opened", caseId, subject: "review" });
const closed = (on: number, caseId = "case-1") =>
  happened(day(on), { kind: "case-closed", caseId, subject: "review", outcome: "solved" });
const cart = (on: number, items: number) =>
  happened(day(on), { kind: "cart-updated", items, products: items === 0 ? [] : ["mat"] });
const scored = (on: number, score: number) =>
  happened(day(on), { kind: "survey-answered", surveyId: "s", measure: "csat", score });
const chose = (on: number, perWeek?: number) =>
  happened(day(on), { kind: "frequency-chosen", ...(perWeek !== undefined && { perWeek }) });
const stated = (on: number, attributes: Readonly<Record<string, string | number | readonly string[]>>) =>
  happened(day(on), { kind: "identified", traits: {}, attributes });
const did = (on: number, name: string) => happened(day(on), { kind: "custom", name, properties: {} });

/** Every order in which so many events can come. */
const orders = <One>(all: readonly One[]): readonly (readonly One[])[] =>
  all.length < 2 ? [all] : all.flatMap((one, at) => orders(all.toSpliced(at, 1)).map((rest) => [one, ...rest]));

describe("whatever comes first", () => {
  it.each<readonly [string, readonly CustomerEvent[], Partial<Profile>]>([
    ["a case that was closed is closed", [opened(1), closed(2)], { closedCases: [{ caseId: "case-1", at: at(2) }] }],
    [
      "a case that was opened again is open",
      [opened(1), closed(2), opened(3)],
      { cases: [{ caseId: "case-1", subject: "review", at: at(3) }] },
    ],
    [
      "a case opened twice is closed by the closing after both",
      [opened(1), opened(2), closed(3)],
      { closedCases: [{ caseId: "case-1", at: at(3) }] },
    ],
    [
      "another case stays open",
      [opened(1), closed(2), opened(1, "case-2")],
      { cases: [{ caseId: "case-2", subject: "review", at: at(1) }], closedCases: [{ caseId: "case-1", at: at(2) }] },
    ],
    ["the last word on the cart holds", [cart(1, 2), cart(3, 1)], { cart: { at: at(3), items: 1, products: ["mat"] } }],
    ["an emptied cart is empty", [cart(1, 2), cart(3, 0)], { cartEmptiedAt: at(3) }],
    [
      "a cart that was filled again is full",
      [cart(3, 0), cart(4, 5)],
      { cart: { at: at(4), items: 5, products: ["mat"] } },
    ],
    ["an order empties the cart before it", [cart(1, 2), ordered(day(2))], {}],
    [
      "an order leaves the cart after it",
      [ordered(day(2)), cart(3, 1)],
      { cart: { at: at(3), items: 1, products: ["mat"] } },
    ],
    ["with an order nobody need remember that the cart was emptied", [cart(1, 2), cart(2, 0), ordered(day(3))], {}],
    [
      "the last answer holds",
      [scored(1, 5), scored(2, 1)],
      { attributes: { csatScore: 1 }, answeredAt: { csatScore: at(2) } },
    ],
    ["the last choice of a frequency holds", [chose(1, 3), chose(2, 1)], { frequency: { perWeek: 1, at: at(2) } }],
    ["a frequency given up is given up", [chose(1, 3), chose(2)], { frequencyFreedAt: at(2) }],
    ["a frequency chosen anew is chosen", [chose(1), chose(2, 4)], { frequency: { perWeek: 4, at: at(2) } }],
    [
      "the newest statement of an attribute holds",
      [stated(1, { level: "silver", size: 38 }), stated(2, { level: "gold" })],
      { attributes: { level: "gold", size: 38 } },
    ],
  ])("%s", (_what, events, expected) => {
    const behaviour = ["cases", "closedCases", "cart", "cartEmptiedAt", "frequency", "frequencyFreedAt"];
    const names = [...behaviour, "attributes", "answeredAt"];
    for (const order of orders(events)) {
      const profile = folded(...order);
      const found = Object.fromEntries(Object.entries(profile).filter(([name]) => names.includes(name)));
      expect(found).toEqual(expected);
    }
  });
});

/** Few ids and instants, so that ties and bounds are met all the time; nothing that a bound of another memory decides. */
const oneOf = <const Values extends readonly unknown[]>(...values: Values) =>
  fc.constantFrom(...(values as readonly Values[number][]));
const anyDoing = fc.oneof(
  fc.record({ kind: oneOf("visited") }),
  fc.record({ kind: oneOf("product-viewed"), productId: oneOf("tea", "cup"), category: oneOf("drinks", "yoga") }),
  fc.record(
    {
      kind: oneOf("product-favourited"),
      productId: oneOf("1", "2", "3", "4", "5", "6", "7"),
      category: oneOf("drinks", "yoga"),
    },
    { requiredKeys: ["kind", "productId"] },
  ),
  fc.record({ kind: oneOf("cart-updated"), items: oneOf(0, 1, 2), products: oneOf(["mat"], ["tea"]) }),
  fc.record({ kind: oneOf("order-placed"), orderId: fc.uuid(), amount: oneOf(10), lines: oneOf([]) }),
  fc.record({ kind: oneOf("case-opened"), caseId: oneOf("1", "2", "3"), subject: oneOf("review") }),
  fc.record({
    kind: oneOf("case-closed"),
    caseId: oneOf("1", "2", "3"),
    subject: oneOf("review"),
    outcome: oneOf("ok"),
  }),
  fc.record({ kind: oneOf("frequency-chosen"), perWeek: oneOf(1, 2, 3) }, { requiredKeys: ["kind"] }),
  fc.record({
    kind: oneOf("survey-answered"),
    surveyId: oneOf("s"),
    measure: oneOf("csat", "nps"),
    score: oneOf(1, 2, 5),
  }),
  fc.record({ kind: oneOf("churn-reason-told"), reason: oneOf("price", "forgot"), source: oneOf("survey") }),
  fc.record({ kind: oneOf("custom"), name: oneOf("Joined Class", "Left Class"), properties: oneOf({}) }),
) as fc.Arbitrary<EventBody>;

const anyHistory = fc
  .array(fc.tuple(anyDoing, fc.integer({ min: 1, max: 9 })), { maxLength: 25 })
  .map((told) => told.map(([body, on], index) => ({ ...happened(day(on), body), eventId: `event-${index}` })));

it("any history makes the same profile in any order of arrival", async () => {
  await fc.assert(
    fc.property(
      anyHistory.chain((events) =>
        fc.tuple(
          fc.constant(events),
          fc.shuffledSubarray(events, { minLength: events.length, maxLength: events.length }),
        ),
      ),
      ([events, shuffled]) => {
        expect(folded(...shuffled)).toEqual(folded(...events));
      },
    ),
    { numRuns: 2_000 },
  );
});

it("a word that comes twice changes nothing the second time, but for counts", async () => {
  const counted: ReadonlySet<string> = new Set(["visits", "activities", "orders"]);
  await fc.assert(
    fc.property(anyHistory, fc.nat(), (events, pick) => {
      const again = events[pick % Math.max(1, events.length)];
      if (again === undefined) return;
      const once = folded(...events);

      const twice = foldEvent(once, again, "UTC");

      const changed = Object.keys({ ...once, ...twice }).filter(
        (name) => JSON.stringify(Reflect.get(once, name)) !== JSON.stringify(Reflect.get(twice, name)),
      );
      expect(changed.filter((name) => !counted.has(name))).toEqual([]);
    }),
  );
});

describe("a profile stays small", () => {
  it("of more activities than are kept the newest stay", () => {
    const events = Array.from({ length: 20 }, (_, index) => did(index + 1, `Event ${index}`));

    const { activities } = folded(...events.toReversed());

    expect(activities).toHaveLength(activitiesKept);
    expect(activities?.[0]).toEqual({ name: "Event 19", at: at(20) });
  });

  it("of more attributes than are kept the same ones stay, in whatever order they were stated", () => {
    const names = Array.from({ length: 30 }, (_, index) => `a${String(index).padStart(2, "0")}`);
    const statements = names.map((name, index) => stated(1, { [name]: index }));

    const kept = [statements, statements.toReversed()].map((all) => Object.keys(folded(...all).attributes ?? {}));

    expect(kept).toEqual([names.slice(0, attributesKept), names.slice(0, attributesKept)]);
  });

  it("names and texts that are too long leave no trace", () => {
    const long = "x".repeat(121);
    const profile = folded(
      stated(1, {
        [long]: "a",
        ["__proto__"]: "b",
        constructor: "c",
        level: long,
        interests: [long, "yoga", ...Array.from({ length: 20 }, String)],
      }),
      did(2, long),
      happened(day(3), { kind: "product-viewed", productId: "p", category: long }),
      happened(day(4), { kind: "product-favourited", productId: long }),
      happened(day(5), { kind: "cart-updated", items: 1, products: [long, "mat"] }),
      happened(day(1), {
        kind: "order-placed",
        orderId: "o",
        amount: 1,
        lines: [{ productId: "p", quantity: 1, unitPrice: 1, category: long }],
      }),
    );

    expect(JSON.stringify(profile)).not.toContain(long);
    expect(Object.keys(profile.attributes ?? {})).toEqual(["interests"]);
    expect(profile.attributes?.interests).toHaveLength(10);
    expect(profile.visits?.count).toBe(3);
  });
});
