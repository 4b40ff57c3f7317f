import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { replanned } from "../../lambdas/domain/advance.ts";
import type { Trigger } from "../../lambdas/domain/campaign.ts";
import { nextDueAt } from "../../lambdas/domain/plan.ts";
import type { Predicate } from "../../lambdas/domain/predicate.ts";
import type { Tier } from "../../lambdas/domain/tier.ts";
import { at, dayMs, hourMs } from "../support/campaigns.ts";
import { aProfile } from "../support/factories.ts";
import { entriesUntil, minuteMs, rulesOf, watching } from "../support/watching-campaigns.ts";

/** The tier as the settings describe it, read off at one instant. */
const tierByHand = (count: number, silentMs: number): Tier => {
  if (count === 0) return "none";
  if (silentMs >= 365 * dayMs) return "lost";
  if (silentMs >= 180 * dayMs) return "dormant";
  if (silentMs >= 90 * dayMs) return "at-risk";
  return count >= 3 ? "core" : count === 1 ? "new" : "potential";
};
const order: readonly Tier[] = ["none", "lost", "dormant", "at-risk", "new", "potential", "core"];

const anyChange = fc.oneof(
  fc.constantFrom({ change: "up" as const }, { change: "down" as const }),
  fc.record({
    change: fc.constantFrom("entered" as const, "left" as const),
    tiers: fc.uniqueArray(fc.constantFrom(...order), { minLength: 1, maxLength: 3 }),
  }),
);

describe("by the minute", () => {
  it("a change of tier begins what a watch that looks at every minute sees", () => {
    let begun = 0;
    void fc.assert(
      fc.property(
        anyChange,
        fc.integer({ min: 1, max: 4 }),
        fc.constantFrom(90, 180, 365),
        fc.integer({ min: -3000, max: 3000 }),
        (change, count, days, minutes) => {
          const trigger: Trigger = { kind: "tier", ...change };
          const rules = rulesOf(watching(trigger));
          const now = at("2026-06-01T00:00:00Z");
          const lastAt = now - days * dayMs + minutes * minuteMs;
          const orders = { count, revenue: 10, recent: [], lastAt, lastOrderId: "a" };
          const until = now + 4 * dayMs;

          const { entries } = entriesUntil(replanned(aProfile({ orders }), now, rules), until, rules);

          const expected: number[] = [];
          let seen = tierByHand(count, now - lastAt);
          for (let minute = now; minute <= until; minute += minuteMs) {
            const tier = tierByHand(count, minute - lastAt);
            if (tier !== seen && isMeant(trigger, seen, tier)) expected.push(minute);
            seen = tier;
          }
          begun += expected.length;
          expect(entries.map((entry) => entry.at)).toEqual(expected);
        },
      ),
      { numRuns: 200 },
    );
    expect(begun).toBeGreaterThan(10);
  });

  it("the look at a tier never moves back as time passes", () => {
    const span = fc.integer({ min: 0, max: 400 * 24 * 60 });
    void fc.assert(
      fc.property(anyChange, span, span, fc.boolean(), (change, minutes, more, isKnown) => {
        const rules = rulesOf(watching({ kind: "tier", ...change }));
        const lastAt = at("2026-01-01T00:00:00Z");
        const now = lastAt + minutes * minuteMs;
        const standings = { watch: { at: "potential", since: lastAt } } as const;
        const orders = { count: 2, revenue: 10, recent: [], lastAt, lastOrderId: "a" };
        const profile = aProfile({ orders, ...(isKnown && { standings }) });
        const dueFrom = (instant: number) => nextDueAt(profile, instant, rules) ?? Number.POSITIVE_INFINITY;

        expect(dueFrom(now + more * minuteMs)).toBeGreaterThanOrEqual(dueFrom(now));
      }),
    );
  });

  it("a change of segment begins what a watch that looks at every minute sees", () => {
    const hours = fc.integer({ min: 1, max: 90 });
    void fc.assert(
      fc.property(
        fc.constantFrom("entered" as const, "left" as const),
        hours,
        hours,
        hours,
        (change, since, within, ago) => {
          const predicate: Predicate = {
            any: [
              {
                all: [
                  { figure: "visits.daysSinceLast", atLeast: since / 24 },
                  { not: { event: "tasted", withinDays: within / 24 } },
                ],
              },
              { event: "tasted", withinDays: 0.25 },
            ],
          };
          const rules = rulesOf(watching({ kind: "segment", segment: "watched", change }), predicate);
          const now = at("2026-06-01T00:00:00Z");
          const tastedAt = now - ago * hourMs;
          const profile = aProfile({
            visits: { count: 1, lastAt: now - 10 * hourMs },
            activities: [{ name: "tasted", at: tastedAt }],
          });
          const until = now + 5 * dayMs;

          const { entries } = entriesUntil(replanned(profile, now, rules), until, rules);

          const isIn = (minute: number): boolean => {
            const isTasted = (windowHours: number) => tastedAt > minute - windowHours * hourMs && tastedAt <= minute;
            return (minute - now + 10 * hourMs >= since * hourMs && !isTasted(within)) || isTasted(6);
          };
          const expected: string[] = [];
          for (let minute = now + minuteMs; minute <= until; minute += minuteMs) {
            if (isIn(minute) === isIn(minute - minuteMs) || isIn(minute) !== (change === "entered")) continue;
            const occurrence = `${isIn(minute) ? "in" : "out"}@${new Date(minute + hourMs).toISOString().slice(0, 10)}`;
            if (expected.at(-1)?.startsWith(occurrence) !== true) expected.push(`${occurrence} ${minute}`);
          }
          expect(entries.map((entry) => `${entry.occurrence} ${entry.at}`)).toEqual(expected);
        },
      ),
      { numRuns: 150 },
    );
  });
});

const isMeant = (trigger: Extract<Trigger, { kind: "tier" }>, from: Tier, to: Tier): boolean => {
  const { change, tiers = [] } = trigger;
  if (change === "up") return order.indexOf(to) > order.indexOf(from);
  if (change === "down") return order.indexOf(to) < order.indexOf(from);
  const [was, is] = [tiers.includes(from), tiers.includes(to)];
  return change === "entered" ? is && !was : was && !is;
};
