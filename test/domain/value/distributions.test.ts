import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tierBandsSchema } from "../../../lambdas/domain/tier-bands.ts";
import { distributionIds, distributionsOf } from "../../../lambdas/domain/value/distributions.ts";
import { plainEdges, rfmReport } from "../../../lambdas/domain/value/rfm-scores.ts";
import { tierMovement } from "../../../lambdas/domain/value/tier-movement.ts";
import { now, sampled, shuffled } from "../../support/sampled-shop.ts";
import { chanceOf } from "../../support/simulated-shops.ts";

const bands = tierBandsSchema.parse({});
const question = { day: "2026-03-02", now, bands };
const consent = { all: { granted: true, at: 1, source: "checkout" } };

const people = [
  sampled("ann", [{ daysAgo: 5 }, { daysAgo: 40, discounted: true }], {
    traits: { country: "GB", email: "ann@example.com" },
    consents: { email: consent },
    attributes: { birthday: "1990-05-17", gender: "female", region: "Kent" },
  }),
  sampled("ben", [{ daysAgo: 200 }], { traits: { country: "GB" }, attributes: { birthday: "soon", gender: " " } }),
  sampled("chen", [], { traits: { country: "CN", phone: "+8613800138000" }, consents: { sms: consent } }),
];

const groups = (id: (typeof distributionIds)[number]) =>
  Object.fromEntries(distributionsOf(people, question).of[id].map(({ group, customers }) => [group, customers]));

describe("who the customers are", () => {
  it("is counted, and what nobody knows is a group of its own", () => {
    expect(groups("country")).toEqual({ GB: 2, CN: 1, unknown: 0 });
    expect(groups("region")).toEqual({ Kent: 1, unknown: 2 });
    expect(groups("age")).toEqual({ "35-44": 1, unknown: 2 });
    expect(groups("gender")).toEqual({ female: 1, unknown: 2 });
    expect(groups("tier")).toEqual({ potential: 1, dormant: 1, none: 1, unknown: 0 });
    expect(groups("reach")).toEqual({ email: 1, none: 1, sms: 1, unknown: 0 });
    expect(groups("orders")).toEqual({ "0": 1, "1": 1, "2": 1, unknown: 0 });
    expect(groups("discounts")).toEqual({ never: 1, "no-order": 1, often: 1, unknown: 0 });
    expect(groups("value")).toEqual({ "no-order": 1, unknown: 2 });
  });

  it("knows the value of customers where the shop's fifths are known", () => {
    const { of } = distributionsOf(people, { ...question, edges: plainEdges(rfmReport(people, now)) });

    expect(of.value.find(({ group }) => group === "unknown")?.customers).toBe(0);
  });

  it("adds up to everybody for each question, however the customers come", () => {
    const person = fc.record({
      country: fc.option(fc.constantFrom("GB", "CN", "unknown", "other"), { nil: undefined }),
      region: fc.option(fc.integer({ min: 0, max: 40 }).map(String), { nil: undefined }),
      orders: fc.array(fc.nat(900), { maxLength: 4 }),
    });
    void fc.assert(
      fc.property(fc.array(person, { maxLength: 60 }), fc.nat(), (drawn, seed) => {
        const customers = drawn.map(({ country, region, orders }, index) =>
          sampled(
            `customer-${index}`,
            orders.map((daysAgo) => ({ daysAgo })),
            {
              ...(country !== undefined && { traits: { country } }),
              ...(region !== undefined && { attributes: { region } }),
            },
          ),
        );
        const { of } = distributionsOf(customers, question);

        for (const id of distributionIds) {
          expect(of[id].reduce((sum, { customers: there }) => sum + there, 0)).toBe(customers.length);
          if (customers.length > 0) expect(of[id].reduce((sum, { share }) => sum + share.value, 0)).toBeCloseTo(1, 9);
          expect(of[id].length).toBeLessThanOrEqual(14);
        }
        expect(distributionsOf(shuffled(customers, chanceOf(seed)), question).of).toEqual(of);
      }),
      { numRuns: 50 },
    );
  });
});

describe("movement between tiers", () => {
  it("says who was where ninety days ago, as far as their orders tell", () => {
    const movement = tierMovement(
      [
        sampled("sank", [{ daysAgo: 100 }, { daysAgo: 150 }]),
        sampled("stayed", [{ daysAgo: 10 }, { daysAgo: 120 }, { daysAgo: 130 }]),
        sampled("came", [{ daysAgo: 3 }]),
        sampled("woke", [{ daysAgo: 2 }, { daysAgo: 300 }]),
        sampled("looks", []),
      ],
      { now, days: 90, bands },
    );

    expect(movement.moves).toEqual([
      { from: "potential", to: "potential", customers: 1 },
      { from: "potential", to: "at-risk", customers: 1 },
      { from: "dormant", to: "potential", customers: 1 },
      { from: "none", to: "new", customers: 1 },
      { from: "none", to: "none", customers: 1 },
    ]);
    expect(movement.tiers.reduce((sum, { share }) => sum + share.value, 0)).toBeCloseTo(1, 9);
  });

  it("takes what was ordered before the orders that were read from the profile", () => {
    const often = sampled("often", [{ daysAgo: 10 }, { daysAgo: 100 }]);
    const { orders } = often.profile;
    const more = { ...often, profile: { ...often.profile, orders: { ...orders, count: 40, revenue: 1_000 } } };

    expect(tierMovement([more], { now, days: 90, bands }).moves).toEqual([{ from: "core", to: "core", customers: 1 }]);
  });
});
