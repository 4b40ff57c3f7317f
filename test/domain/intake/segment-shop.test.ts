import { describe, expect, it } from "vitest";
import type { CustomerEvent } from "../../../lambdas/domain/event.ts";
import { readCall } from "../../../lambdas/domain/intake/segment.ts";

const receivedAt = Date.parse("2026-03-02T10:00:00Z");
const at = "2026-03-02T09:00:00Z";

const read = (event: string, properties: object) => {
  const [outcome] = readCall(
    "track",
    { userId: "c1", messageId: "m-1", timestamp: at, event, properties },
    { receivedAt },
  );
  if (outcome === undefined) throw new Error("nothing was read");
  return outcome;
};

const eventOf = (event: string, properties: object): CustomerEvent | undefined => {
  const outcome = read(event, properties);
  return outcome.accepted ? outcome.events[0] : undefined;
};

const problemsOf = (event: string, properties: object) => {
  const outcome = read(event, properties);
  return outcome.accepted ? [] : outcome.problems;
};

describe("what a shop reports by the names of the e-commerce spec", () => {
  it.each([
    [
      "Order Created",
      { order_id: "7", value: 20 },
      { kind: "order-created", orderId: "7", amount: 20, eventId: "created-7" },
    ],
    ["Order Paid", { order_id: "7", total: 20 }, { kind: "order-placed", orderId: "7", eventId: "order-7" }],
    [
      "Order Shipped",
      { order_id: "7", carrier: "Post" },
      { kind: "order-shipped", carrier: "Post", eventId: "shipped-7" },
    ],
    ["Shipment Updated", { order_id: "7", status: "In the van" }, { kind: "shipment-moved", status: "In the van" }],
    ["Product Viewed", { product_id: "tea", category: "drinks" }, { kind: "product-viewed", category: "drinks" }],
    ["Product Added to Wishlist", { sku: "tea" }, { kind: "product-favourited", productId: "tea" }],
    [
      "Product Added",
      { cart_id: "k", product_id: "tea", quantity: 2 },
      { kind: "cart-updated", items: 2, products: ["tea"] },
    ],
    [
      "Cart Viewed",
      { cart_id: "k", value: 30, products: [{ sku: "tea", quantity: 2 }, { sku: "cup" }] },
      { kind: "cart-updated", cartId: "k", items: 3, value: 30, products: ["tea", "cup"] },
    ],
    ["Product Removed", { cart_id: "k", products: [] }, { kind: "cart-updated", items: 0 }],
    ["Product Reviewed", { review_id: "r", rating: "2" }, { kind: "review-posted", reviewId: "r", rating: 2 }],
    ["Unfollowed", {}, { kind: "identified", attributes: { following: false } }],
  ])("%s", (event, properties, expected) => {
    expect(eventOf(event, properties)).toMatchObject(expected);
  });

  it("a removal that does not say what is left stays the shop's own event", () => {
    expect(eventOf("Product Removed", { product_id: "tea" })).toMatchObject({
      kind: "custom",
      name: "Product Removed",
    });
  });

  it("an order knows the codes that were used, what they saved and when it was promised", () => {
    const order = {
      order_id: "7",
      total: 20,
      coupon: " COMEBACK ",
      discount: 5,
      estimated_delivery: "2026-03-05T12:00:00Z",
    };

    expect(eventOf("Order Completed", order)).toMatchObject({
      coupons: ["COMEBACK"],
      discount: 5,
      promisedAt: Date.parse("2026-03-05T12:00:00Z"),
    });
  });

  it.each([
    ["Order Created", { value: 20 }, "track.properties.order_id"],
    ["Shipment Updated", { order_id: "7" }, "track.properties.status"],
    ["Product Reviewed", { rating: 9 }, "track.properties.rating"],
    ["Product Reviewed", {}, "track.properties.rating"],
    ["Product Viewed", {}, "track.properties.product_id"],
  ])("%s with %j is refused at %s", (event, properties, where) => {
    expect(problemsOf(event, properties)).toMatchObject([{ where }]);
  });
});
