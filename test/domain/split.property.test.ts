import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Step } from "../../lambdas/domain/campaign.ts";
import { emptyProfile } from "../../lambdas/domain/profile.ts";
import { at, dayMs, rulesWith } from "../support/campaigns.ts";
import { ordered } from "../support/happenings.ts";
import { follow, journeyOf, task, wait } from "../support/journeys.ts";

const ordering = "2026-01-05T12:00:00Z";
const due = at(ordering) + 180 * dayMs;

const splitInto = (shares: readonly number[]): readonly Step[] => [
  {
    kind: "split",
    id: "split",
    ways: shares.map((share, index) => ({ name: `way-${index}`, share, to: `task-${index}` })),
  },
  ...shares.map((_, index) => task(`task-${index}`, { next: "end" })),
  wait("pause", { days: 1 }),
  { kind: "exit", id: "end" },
];

const wayOf = (customerId: string, shares: readonly number[], change: Parameters<typeof journeyOf>[1] = {}): string => {
  const rules = rulesWith({ campaigns: [journeyOf(splitInto(shares), change)] });
  const event = { ...ordered(ordering), customerId };
  const walked = follow(emptyProfile(customerId), { rules, until: due, events: [event] });
  expect(walked.given).toHaveLength(1);
  return walked.given[0]?.stepId ?? "";
};

const customers = Array.from({ length: 2000 }, (_, index) => `customer-${index}`);
const shareOf = (shares: readonly number[], way: number): number =>
  customers.filter((id) => wayOf(id, shares) === `task-${way}`).length / customers.length;

describe("a split", () => {
  it("sends a customer the same way each time", () => {
    void fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 20 }), (id) => {
        expect(wayOf(id, [50, 50])).toBe(wayOf(id, [50, 50]));
      }),
      { numRuns: 50 },
    );
  });

  it.each([
    ["halves", [50, 50]],
    ["thirds, by shares that do not make a hundred", [1, 1, 1]],
    ["a tenth and the rest", [10, 90]],
    ["uneven shares of five", [5, 10, 15, 30, 40]],
  ])("gives each way its share: %s", (_, shares) => {
    const total = shares.reduce((sum, share) => sum + share, 0);

    // Four standard deviations of a fair draw among two thousand.
    const margin = (part: number) => 4 * Math.sqrt((part * (1 - part)) / customers.length);
    for (const [way, share] of shares.entries())
      expect(Math.abs(shareOf(shares, way) - share / total)).toBeLessThan(margin(share / total));
  });

  it("draws anew for another campaign: who goes one way here goes both ways there", () => {
    const first = customers.slice(0, 400).filter((id) => wayOf(id, [50, 50]) === "task-0");
    const there = first.filter((id) => wayOf(id, [50, 50], { id: "another" }) === "task-0").length / first.length;

    expect(there).toBeGreaterThan(0.35);
    expect(there).toBeLessThan(0.65);
  });

  it("names the way on the messages that follow", () => {
    const campaign = journeyOf([
      {
        kind: "split",
        id: "split",
        ways: [
          { name: "only-a", share: 100 },
          { name: "never-b", share: 0.0001 },
        ],
      },
      {
        ...{ kind: "send", id: "gift", channels: ["email"], category: "promotion" },
        ...{ obeysCaps: true, countsTowardCaps: true, whenCapped: "defer", whenClosed: "defer", sendWithinHours: 24 },
      } as Step,
    ]);
    const rules = rulesWith({ campaigns: [campaign] });
    const consent = { kind: "consent-given", channel: "email", topic: "all", source: "test" } as const;
    const envelope = {
      customerId: "c-1",
      occurredAt: at("2026-01-01T10:00:00Z"),
      receivedAt: at("2026-01-01T10:00:00Z"),
    };
    const events = [
      { ...envelope, eventId: "who", kind: "identified" as const, traits: { email: "ada@example.com" } },
      { ...envelope, eventId: "yes", ...consent },
      ordered(ordering),
    ];

    const walked = follow(emptyProfile("c-1"), { rules, until: due, events });

    expect(walked.reservations).toMatchObject([{ variant: "only-a" }]);
  });
});
