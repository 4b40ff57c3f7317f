import { describe, expect, it } from "vitest";
import { triggerSchema } from "../../lambdas/domain/trigger-schema.ts";

const event = { kind: "event", on: { event: "product-viewed" }, delayMinutes: 0, freshnessHours: 24 };
const date = {
  kind: "date",
  attribute: "birthday",
  every: "year",
  offsetDays: 0,
  at: "09:00",
  leapDay: "mar-1",
  lateHours: 24,
};
const count = { atLeast: 3, withinHours: 48 };

const problemsOf = (trigger: object): readonly string[] =>
  triggerSchema.safeParse(trigger).error?.issues.map(({ path, message }) => `${path.join(".")}: ${message}`) ?? [];

describe("a trigger", () => {
  it.each([
    ["a count of what is remembered", { ...event, count }],
    ["a count of the shop's own events", { ...event, on: { event: "Stock Back" }, count }],
    ["a count of orders", { ...event, on: { event: "order-placed" }, count }],
    ["ages in months", { ...date, every: "months", ages: [3, 6] }],
    ["every month of age", { ...date, every: "months" }],
    ["a tier entered", { kind: "tier", change: "entered", tiers: ["core"] }],
    ["a tier that sinks", { kind: "tier", change: "down" }],
  ])("may be %s", (_, trigger) => {
    expect(problemsOf(trigger)).toEqual([]);
  });

  it.each([
    ["a count of visits", { ...event, on: { event: "visited" }, count }, "count: visited is not counted"],
    ["a restart without an occurrence", { ...event, restarts: true }, "restarts: needs an occurrenceField"],
    ["ages of a yearly date", { ...date, ages: [3] }, "ages: are in months"],
    ["a tier entered that is not named", { kind: "tier", change: "entered" }, "tiers: go with entered and left"],
    ["tiers of a move up", { kind: "tier", change: "up", tiers: ["core"] }, "tiers: go with entered and left"],
  ])("may not be %s, and is told why", (_, trigger, problem) => {
    expect(problemsOf(trigger)).toEqual([expect.stringContaining(problem)]);
  });
});
