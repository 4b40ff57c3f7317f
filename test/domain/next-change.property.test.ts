import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { holds } from "../../lambdas/domain/holds.ts";
import { nextChangeAt } from "../../lambdas/domain/next-change.ts";
import type { Predicate } from "../../lambdas/domain/predicate.ts";
import { emptyProfile, type Profile } from "../../lambdas/domain/profile.ts";
import { zoneCalendar } from "../../lambdas/domain/zone-calendar.ts";
import { anyPredicate, anyProfileAsked, anyRulesAsked, predicateStart } from "../support/any-predicate.ts";
import { at, dayMs, rulesWith } from "../support/campaigns.ts";

const spans = [0, 0.1, 1 / 3, 1, 2, 7, 30, 365].map((days) => Math.round(days * dayMs));
const horizon = predicateStart + 45 * dayMs;

const instantsIn = (value: unknown): readonly number[] => {
  if (typeof value === "number") return value > 1e12 ? [value] : [];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(instantsIn) : [];
};

/** Every instant at which anything about the profile may turn, the milliseconds around them, and a few hundred between. */
const sampledInstants = (profile: Profile): readonly number[] => {
  const calendar = zoneCalendar(profile.traits.timeZone ?? "Asia/Shanghai");
  const first = calendar.dayOf(predicateStart - 40 * dayMs);
  const midnights = Array.from({ length: 90 }, (_, index) => calendar.startOfDay(first + index));
  const roots = [...instantsIn(profile), ...midnights];
  const edges = roots.flatMap((root) => spans.map((span) => root + span));
  const between = Array.from({ length: 300 }, (_, index) => predicateStart - 40 * dayMs + index * 0.28 * dayMs);
  return [...edges.flatMap((edge) => [edge - 1, edge, edge + 1]), ...between.map(Math.floor)].filter(
    (t) => t <= horizon,
  );
};

describe("the next change of a predicate", () => {
  it("is never late: the value is the same at every instant before it", async () => {
    await fc.assert(
      fc.property(
        anyPredicate,
        anyProfileAsked,
        anyRulesAsked,
        fc.integer({ min: -30 * dayMs, max: 10 * dayMs }),
        (predicate, profile, rules, offset) => {
          const now = predicateStart + offset;
          const value = holds(predicate, profile, now, rules);

          const next = nextChangeAt(predicate, profile, now, rules);

          expect(next).toBeGreaterThan(now);
          const before = sampledInstants(profile).filter((t) => t > now && t < next);
          expect(before.filter((t) => holds(predicate, profile, t, rules) !== value)).toEqual([]);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it("is exact for a single test: the value differs there", async () => {
    const tests: readonly Predicate[] = [
      { figure: "orders.daysSinceLast", atLeast: 1 / 3 },
      { figure: "visits.daysSinceLast", atMost: 2 },
      { bought: { categories: ["yoga"], withinDays: 7 } },
      { attribute: "birthday", daysAgo: { atLeast: 1 } },
    ];
    await fc.assert(
      fc.property(fc.constantFrom(...tests), anyProfileAsked, anyRulesAsked, (predicate, profile, rules) => {
        const value = holds(predicate, profile, predicateStart, rules);

        const next = nextChangeAt(predicate, profile, predicateStart, rules);

        if (next < Number.POSITIVE_INFINITY) expect(holds(predicate, profile, next, rules)).toBe(!value);
      }),
    );
  });
});

describe("an example", () => {
  const rules = rulesWith({ campaigns: [] });
  const now = at("2026-03-02T10:00:00Z");
  const customer = (change: Partial<Profile>): Profile => ({ ...emptyProfile("c-1"), ...change });

  it.each<readonly [string, Predicate, Partial<Profile>, string | undefined]>([
    [
      "a last order grows 30 days old to the millisecond",
      { figure: "orders.daysSinceLast", atLeast: 30 },
      { orders: { count: 1, revenue: 9, firstAt: 0, lastAt: at("2026-02-20T08:15:00.001Z"), recent: [] } },
      "2026-03-22T08:15:00.001Z",
    ],
    [
      "nothing but an order changes the number of orders",
      { figure: "orders.count", atLeast: 4 },
      { orders: { count: 3, revenue: 9, recent: [] } },
      undefined,
    ],
    [
      "a birthday begins at the customer's midnight",
      { figure: "age", atLeast: 30 },
      { traits: { timeZone: "Asia/Kathmandu" }, attributes: { birthday: "1996-05-17" } },
      "2026-05-16T18:15:00.000Z",
    ],
    [
      "who was born on 29 February grows older on 1 March",
      { figure: "age", atLeast: 30 },
      { attributes: { birthday: "1996-02-29" } },
      "2027-03-01T00:00:00.000Z",
    ],
    [
      "the older of two views leaves the window first",
      { event: "product-viewed", atLeast: 2, withinDays: 7 },
      {
        activities: [
          { name: "product-viewed", at: at("2026-03-01T09:00:00Z") },
          { name: "product-viewed", at: at("2026-02-27T07:30:00Z") },
        ],
      },
      "2026-03-06T07:30:00.000Z",
    ],
    [
      "where another part forbids it anyway, no time is of interest",
      { all: [{ tier: ["lost"] }, { figure: "orders.count", atLeast: 4 }] },
      { orders: { count: 1, revenue: 9, lastAt: at("2026-03-01T00:00:00Z"), recent: [] } },
      undefined,
    ],
  ])("%s", (_what, predicate, change, expected) => {
    const next = nextChangeAt(predicate, customer(change), now, rules);

    expect(next).toBe(expected === undefined ? Number.POSITIVE_INFINITY : at(expected));
  });
});
