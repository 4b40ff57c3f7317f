const order = {
  type: "track",
  userId: "c1",
  messageId: "m-1",
  event: "Order Completed",
  timestamp: "2026-03-02T09:00:00Z",
  properties: {
    order_id: "1",
    total: 12.5,
    products: [{ product_id: "tea", name: "Tea", quantity: 2, price: 6.25, category: "drinks" }],
  },
  context: { traits: { email: "ada@example.com" }, timezone: "Europe/London", library: { name: "web" } },
};
/** One of each message of the Segment spec that is read, all of them good. */
export const segmentSamples: readonly object[] = [
  order,
  { ...order, messageId: "m-2", properties: { order_id: "2", products: order.properties.products } },
  {
    ...order,
    messageId: "m-12",
    properties: { order_id: "12", products: [{ sku: "car", quantity: 3, price: 95_000_000 }] },
  },
  { ...order, messageId: "m-13", event: "Product Viewed", properties: { product_id: "tea", category: "drinks" } },
  { ...order, messageId: "m-3", event: "Order Cancelled" },
  { ...order, messageId: "m-4", event: "Order Refunded", sentAt: "2026-03-02T08:00:00Z" },
  { ...order, messageId: "m-5", event: "Order Delivered" },
  { ...order, messageId: "m-6", event: "Unsubscribed", properties: { channel: "sms", topic: "promotion" } },
  { ...order, messageId: "m-7", event: "Tea", properties: { leaf: { colour: "green", steps: [1, 2, 3] } } },
  {
    type: "identify",
    userId: "c2",
    messageId: "m-8",
    originalTimestamp: "2026-03-02T09:00:00Z",
    traits: {
      email: "bo@example.com",
      phone: "07700 900123",
      name: "Bo Vale",
      address: { country: "GB" },
      consents: { email: { promotion: true, care: false }, sms: false },
    },
  },
  { type: "page", userId: "c2", messageId: "m-9", name: "Home", properties: { path: "/" } },
  { type: "group", userId: "c2", messageId: "m-10", groupId: "g", traits: { plan: "gold" } },
  { type: "alias", userId: "c2", messageId: "m-11", previousId: "p" },
];
