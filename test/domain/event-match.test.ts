import { describe, expect, it } from "vitest";
import { isMatch } from "../../lambdas/domain/event-match.ts";
import { happened } from "../support/happenings.ts";

const now = "2026-03-02T10:00:00Z";
const order = happened(now, {
  kind: "order-placed",
  orderId: "o-1",
  amount: 45,
  lines: [
    { productId: "mat", quantity: 1, unitPrice: 30, category: "yoga" },
    { productId: "tea", quantity: 3, unitPrice: 5 },
  ],
});
const own = happened(now, {
  kind: "custom",
  name: "Class Booked",
  properties: { level: "beginner", seats: 2, paid: false, course: { place: "river" }, tags: ["a", "b"] },
});

describe("an event is meant", () => {
  it.each([
    ["by its kind", order, { event: "order-placed" }],
    ["by the shop's own name", own, { event: "Class Booked" }],
    ["by a value", own, { event: "Class Booked", where: [{ field: "level", is: ["beginner", "any"] }] }],
    ["by one that is false", own, { event: "Class Booked", where: [{ field: "paid", is: [false] }] }],
    ["by a number from a bound on", order, { event: "order-placed", where: [{ field: "amount", atLeast: 45 }] }],
    ["by a number up to a bound", order, { event: "order-placed", where: [{ field: "amount", atMost: 45 }] }],
    ["by one of a list", order, { event: "order-placed", where: [{ field: "lines.category", is: ["yoga"] }] }],
    ["by one number of a list", order, { event: "order-placed", where: [{ field: "lines.unitPrice", atLeast: 20 }] }],
    ["by a field within a field", own, { event: "Class Booked", where: [{ field: "course.place", is: ["river"] }] }],
    ["by a field that is there", order, { event: "order-placed", where: [{ field: "lines.category", exists: true }] }],
    ["by one that is not", order, { event: "order-placed", where: [{ field: "coupons", exists: false }] }],
    ["by its occurrence", order, { event: "order-placed", occurrenceField: "orderId" }],
  ])("%s", (_, event, match) => {
    expect(isMatch(event, match, "o-1")).toBe(true);
  });

  it.each([
    ["of another kind", order, { event: "order-delivered" }],
    ["of the shop's that only is named like one of ours", own, { event: "custom" }],
    ["with another value", own, { event: "Class Booked", where: [{ field: "level", is: ["expert"] }] }],
    ["whose number is text to us", own, { event: "Class Booked", where: [{ field: "level", atLeast: 1 }] }],
    [
      "one of whose tests fails",
      own,
      {
        event: "Class Booked",
        where: [
          { field: "seats", is: [2] },
          { field: "seats", atLeast: 3 },
        ],
      },
    ],
    ["without the field", order, { event: "order-placed", where: [{ field: "coupons", is: ["X"] }] }],
    [
      "with a field of another name inherited by every object",
      own,
      { event: "Class Booked", where: [{ field: "constructor", exists: true }] },
    ],
    ["of another occurrence", order, { event: "order-placed", occurrenceField: "eventId" }],
  ])("is not: one %s", (_, event, match) => {
    expect(isMatch(event, match, "o-1")).toBe(false);
  });

  it("is not what messages report, unless it was clicked or opened", () => {
    const message = { messageKey: "k", campaignId: "c", stepId: "s", occurrence: "o", channel: "email" as const };

    expect(isMatch(happened(now, { kind: "message-delivered", message }), { event: "message-delivered" })).toBe(false);
    expect(isMatch(happened(now, { kind: "message-clicked", message }), { event: "message-clicked" })).toBe(true);
  });
});
