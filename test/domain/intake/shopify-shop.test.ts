import { describe, expect, it } from "vitest";
import type { CustomerEvent } from "../../../lambdas/domain/event.ts";
import { readWebhook, type WebhookReading } from "../../../lambdas/domain/intake/shopify.ts";
import {
  shop,
  shopifyCart,
  shopifyCheckout,
  shopifyOrder,
  shopifyParcel,
  shopifyProduct,
} from "../../support/shopify-payloads.ts";

const receivedAt = Date.parse("2026-03-02T10:00:00Z");
const triggeredAt = "2026-03-02T09:59:58.123456789Z";

const read = (topic: string, body: unknown): WebhookReading =>
  readWebhook({ topic, shop, body, triggeredAt, isTest: false, receivedAt });

const eventsOf = (topic: string, body: unknown): readonly CustomerEvent[] => {
  const reading = read(topic, body);
  if (reading.kind !== "kept") throw new Error(JSON.stringify(reading));
  return reading.events;
};

const problemsOf = (topic: string, body: unknown): readonly string[] => {
  const reading = read(topic, body);
  return reading.kind === "refused" ? reading.problems.map(({ where, problem }) => `${where} ${problem}`) : [];
};

describe("an order that sets out", () => {
  const underWay = { shipment_status: null, status: "success" };
  const second = shopifyParcel({ ...underWay, id: 2, created_at: "2026-03-02T08:00:00Z", tracking_company: "DPD" });

  it("is shipped with its first parcel, by the carrier of that one", () => {
    const body = shopifyOrder({ fulfillment_status: "fulfilled", fulfillments: [second, shopifyParcel(underWay)] });

    expect(eventsOf("orders/fulfilled", body)).toEqual([
      {
        ...{ kind: "order-shipped", customerId: "7061234567", eventId: "shipped-5501234567890", receivedAt },
        ...{ orderId: "5501234567890", carrier: "Royal Mail", unstamped: true },
        occurredAt: Date.parse("2026-03-02T02:00:00Z"),
      },
    ]);
  });

  it.each([[{ fulfillments: [shopifyParcel({ status: "cancelled" })] }], [{ fulfillments: [] }]])(
    "is not shipped without a parcel on its way (%#)",
    (change) => {
      expect(read("orders/fulfilled", shopifyOrder(change))).toMatchObject({ kind: "ignored", reason: "nothing-new" });
    },
  );

  it("is not shipped when it was cancelled before", () => {
    const body = shopifyOrder({ cancelled_at: "2026-03-01T22:00:00-05:00", fulfillments: [shopifyParcel(underWay)] });

    expect(eventsOf("orders/updated", body).map(({ kind }) => kind)).toEqual(["order-cancelled"]);
  });

  it.each([
    [null, { kind: "order-shipped", carrier: "Royal Mail", at: Date.parse("2026-03-02T02:00:00Z") }],
    ["in_transit", { kind: "shipment-moved", status: "in_transit", parcelId: "255858046" }],
    ["out_for_delivery", { kind: "shipment-moved", status: "out_for_delivery" }],
    ["delivered", { kind: "order-delivered" }],
  ])("is told of by its parcel, whose state is %s", (shipment_status, fact) => {
    const reading = read("fulfillments/create", shopifyParcel({ shipment_status }));

    expect(reading).toMatchObject({ kind: "by-address", fact: { orderId: "5501234567890", ...fact } });
  });
});

describe("an order that is not paid yet", () => {
  it.each(["pending", "expired", "voided"])("(%s) waits for payment and does not count", (financial_status) => {
    expect(eventsOf("orders/create", shopifyOrder({ financial_status }))[0]).toMatchObject({
      ...{ kind: "order-created", eventId: "created-5501234567890", orderId: "5501234567890", amount: 44.97 },
      lines: [{ productId: "632910392", quantity: 2 }],
    });
  });

  it.each(["paid", "authorized", "partially_paid", null])("(%s) counts once it is certain", (financial_status) => {
    expect(eventsOf("orders/paid", shopifyOrder({ financial_status }))[0]?.kind).toBe("order-placed");
  });
});

describe("what a customer saved", () => {
  it("is kept with the codes that saved it", () => {
    const body = shopifyOrder({
      total_discounts: "5.00",
      discount_codes: [{ code: " SPRING5 ", amount: "5.00", type: "fixed_amount" }, { code: "" }, 7],
    });

    expect(eventsOf("orders/create", body)[0]).toMatchObject({ coupons: ["SPRING5"], discount: 5 });
  });

  it("is not mentioned when nothing was saved", () => {
    const [order] = eventsOf("orders/create", shopifyOrder({ total_discounts: "0.00", discount_codes: [] }));

    expect(order).not.toHaveProperty("coupons");
    expect(order).not.toHaveProperty("discount");
  });
});

describe("a cart", () => {
  it("holds what its customer put in, as it was at that instant", () => {
    expect(eventsOf("carts/update", shopifyCart())).toEqual([
      {
        ...{ kind: "cart-updated", customerId: "7061234567", eventId: "shopify-cart", receivedAt },
        occurredAt: Date.parse("2026-03-02T09:40:00Z"),
        cartId: "eeafa272cebfd4b22385bc4b645e762c",
        ...{ items: 3, value: 64.98, products: ["632910392", "921728736"] },
      },
    ]);
  });

  it("goes on as the checkout of the same cart", () => {
    expect(eventsOf("checkouts/create", shopifyCheckout())[0]).toMatchObject({
      ...{ kind: "cart-updated", cartId: "eeafa272cebfd4b22385bc4b645e762c", items: 2, value: 59.97 },
    });
  });

  it("is empty when nothing is left in it", () => {
    expect(eventsOf("carts/update", shopifyCart({ line_items: [] }))[0]).toMatchObject({ items: 0, products: [] });
  });

  it.each([
    ["carts/update", shopifyCart({ customer: null }), "no-customer"],
    ["checkouts/update", shopifyCheckout({ customer: null }), "no-customer"],
    ["checkouts/update", shopifyCheckout({ completed_at: "2026-03-02T09:50:00Z" }), "nothing-new"],
  ])("of nobody who is known, or one that became an order, is let go (%#)", (topic, body, reason) => {
    expect(read(topic, body)).toEqual({ kind: "ignored", reason });
  });
});

describe("a product", () => {
  it("is told with its lowest price, what is left of it, and its page", () => {
    expect(read("products/update", shopifyProduct())).toEqual({
      kind: "product",
      at: Date.parse("2026-03-02T09:00:00Z"),
      product: {
        ...{ productId: "632910392", name: "Green tea", category: "Tea", price: 11, stock: 3, offSale: false },
        url: "https://tea.myshopify.com/products/green-tea",
        image: "https://cdn.shopify.com/s/files/1/green.jpg",
      },
    });
  });

  it.each([
    [{ status: "draft" }, true],
    [{ status: "archived" }, true],
    [{ published_at: null }, true],
    [{}, false],
  ])("is off sale when the shop does not show it (%o)", (change, offSale) => {
    expect(read("products/update", shopifyProduct(change))).toMatchObject({ product: { offSale } });
  });

  it.each([{ inventory_policy: "continue" }, { inventory_management: null }, { inventory_quantity: "many" }])(
    "that is sold without being counted has no stock to run out of (%o)",
    (change) => {
      const [variant] = shopifyProduct().variants;
      const reading = read(
        "products/update",
        shopifyProduct({ variants: [{ ...variant, inventory_quantity: 0, ...change }] }),
      );

      expect(reading).toMatchObject({ kind: "product", forget: ["stock"] });
      expect(reading.kind === "product" && reading.product).not.toHaveProperty("stock");
    },
  );

  it("that was deleted is off sale from the instant of the webhook", () => {
    expect(read("products/delete", { id: 632910392 })).toEqual({
      kind: "product",
      at: Date.parse("2026-03-02T09:59:58.123Z"),
      product: { productId: "632910392", offSale: true },
    });
  });

  it.each([
    [{ id: null, admin_graphql_api_id: null }, "product.id is missing"],
    [{ updated_at: "soon" }, "product.updated_at is not a time to be believed"],
  ])("without what it needs is refused (%o)", (change, problem) => {
    expect(problemsOf("products/update", shopifyProduct(change))).toEqual([problem]);
  });
});
