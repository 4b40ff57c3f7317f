import { createHmac } from "node:crypto";

/** Payloads as Shopify writes them, in our own words; times carry the offset of the shop. */
export const shop = "tea.myshopify.com";
export const shopSecret = "shpss_test_0123456789abcdef";

export const shopifyCustomer = (change: object = {}) => ({
  id: 7061234567,
  admin_graphql_api_id: "gid://shopify/Customer/7061234567",
  email: "ada@example.com",
  phone: "+447700900123",
  first_name: "Ada",
  last_name: "Vale",
  state: "enabled",
  verified_email: true,
  currency: "GBP",
  created_at: "2026-01-05T09:00:00-05:00",
  updated_at: "2026-03-01T09:00:00-05:00",
  default_address: { id: 1, first_name: "Ada", country_code: "GB", phone: "+447700900999" },
  email_marketing_consent: {
    state: "subscribed",
    opt_in_level: "confirmed_opt_in",
    consent_updated_at: "2026-01-05T09:00:00-05:00",
  },
  sms_marketing_consent: {
    state: "not_subscribed",
    opt_in_level: "unknown",
    consent_updated_at: null,
    consent_collected_from: "OTHER",
  },
  ...change,
});

export const shopifyLine = (change: object = {}) => ({
  id: 11223344,
  product_id: 632910392,
  variant_id: 808950810,
  sku: "TEA-GREEN",
  title: "Green tea",
  name: "Green tea - 100 g",
  vendor: "Tea & Co",
  quantity: 2,
  price: "19.99",
  total_discount: "0.00",
  requires_shipping: true,
  ...change,
});

export const shopifyOrder = (change: object = {}) => ({
  id: 5501234567890,
  admin_graphql_api_id: "gid://shopify/Order/5501234567890",
  name: "#1001",
  order_number: 1001,
  email: "ada@example.com",
  contact_email: "ada@example.com",
  phone: null,
  test: false,
  currency: "GBP",
  created_at: "2026-03-01T20:14:05-05:00",
  processed_at: "2026-03-01T20:14:03-05:00",
  updated_at: "2026-03-01T20:14:09-05:00",
  cancelled_at: null,
  cancel_reason: null,
  financial_status: "paid",
  fulfillment_status: null,
  total_price: "44.97",
  current_total_price: "44.97",
  subtotal_price: "39.98",
  total_tax: "0.00",
  customer_locale: "en-GB",
  shipping_address: { first_name: "Bo", country_code: "GB", phone: "+447700900456" },
  line_items: [shopifyLine()],
  fulfillments: [],
  customer: shopifyCustomer(),
  ...change,
});

export const shopifyParcel = (change: object = {}) => ({
  id: 255858046,
  admin_graphql_api_id: "gid://shopify/Fulfillment/255858046",
  order_id: 5501234567890,
  status: "success",
  shipment_status: "delivered",
  email: "ada@example.com",
  created_at: "2026-03-01T21:00:00-05:00",
  updated_at: "2026-03-02T03:30:00-05:00",
  tracking_company: "Royal Mail",
  ...change,
});

export const shopifyRedaction = (customer: object = { id: 7061234567, email: "ada@example.com" }) => ({
  shop_id: 954889,
  shop_domain: shop,
  customer: { phone: null, ...customer },
  orders_to_redact: [5501234567890],
});

/** A visitor's cart: Shopify names the customer where the visitor is signed in. */
export const shopifyCart = (change: object = {}) => ({
  id: "eeafa272cebfd4b22385bc4b645e762c",
  token: "eeafa272cebfd4b22385bc4b645e762c",
  line_items: [
    shopifyLine(),
    shopifyLine({ id: 2, product_id: 921728736, title: "Tea pot", quantity: 1, price: "25.00" }),
  ],
  note: null,
  created_at: "2026-03-02T09:30:00.000Z",
  updated_at: "2026-03-02T09:40:00.000Z",
  customer: { id: 7061234567 },
  ...change,
});

export const shopifyCheckout = (change: object = {}) => ({
  id: 981820079255243500,
  token: "123123123",
  cart_token: "eeafa272cebfd4b22385bc4b645e762c",
  email: "ada@example.com",
  created_at: "2026-03-02T09:30:00Z",
  updated_at: "2026-03-02T09:45:00Z",
  completed_at: null,
  abandoned_checkout_url: "https://tea.myshopify.com/checkouts/123123123/recover",
  currency: "GBP",
  total_price: "59.97",
  discount_codes: [],
  line_items: [shopifyLine()],
  customer: shopifyCustomer(),
  ...change,
});

export const shopifyProduct = (change: object = {}) => ({
  id: 632910392,
  admin_graphql_api_id: "gid://shopify/Product/632910392",
  title: "Green tea",
  body_html: "<p>Fresh</p>",
  vendor: "Tea & Co",
  product_type: "Tea",
  handle: "green-tea",
  status: "active",
  tags: "green, spring",
  created_at: "2026-01-01T09:00:00-05:00",
  updated_at: "2026-03-02T04:00:00-05:00",
  published_at: "2026-01-01T09:00:00-05:00",
  variants: [
    {
      id: 808950810,
      sku: "G-100",
      price: "19.99",
      inventory_quantity: 3,
      inventory_policy: "deny",
      inventory_management: "shopify",
    },
    {
      id: 808950811,
      sku: "G-50",
      price: "11.00",
      inventory_quantity: -1,
      inventory_policy: "deny",
      inventory_management: "shopify",
    },
  ],
  image: { id: 1, src: "https://cdn.shopify.com/s/files/1/green.jpg" },
  images: [{ id: 1, src: "https://cdn.shopify.com/s/files/1/green.jpg" }],
  ...change,
});

/** A payload with which each topic that is read is kept, when the customer and the order are known. */
export const payloads: Readonly<Record<string, () => object>> = {
  "orders/create": shopifyOrder,
  "orders/paid": shopifyOrder,
  "orders/updated": () => shopifyOrder({ fulfillment_status: "fulfilled", fulfillments: [shopifyParcel()] }),
  "orders/fulfilled": () => shopifyOrder({ fulfillment_status: "fulfilled", fulfillments: [shopifyParcel()] }),
  "orders/cancelled": () => shopifyOrder({ cancelled_at: "2026-03-01T22:00:00-05:00", cancel_reason: "customer" }),
  "fulfillments/create": shopifyParcel,
  "fulfillments/update": shopifyParcel,
  "carts/create": shopifyCart,
  "carts/update": shopifyCart,
  "checkouts/create": shopifyCheckout,
  "checkouts/update": shopifyCheckout,
  "products/create": shopifyProduct,
  "products/update": shopifyProduct,
  "products/delete": () => ({ id: 632910392 }),
  "customers/create": shopifyCustomer,
  "customers/update": shopifyCustomer,
  "customers_email_marketing_consent/update": () => ({
    customer_id: 7061234567,
    email_address: "ada@example.com",
    email_marketing_consent: {
      state: "unsubscribed",
      opt_in_level: "single_opt_in",
      consent_updated_at: "2026-03-01T23:00:00-05:00",
    },
  }),
  "customers_marketing_consent/update": () => ({
    id: 7061234567,
    phone: "+447700900123",
    sms_marketing_consent: {
      state: "subscribed",
      opt_in_level: "single_opt_in",
      consent_updated_at: "2026-03-01T23:00:00-05:00",
    },
  }),
  "customers/delete": () => ({ id: 7061234567, admin_graphql_api_id: "gid://shopify/Customer/7061234567" }),
  "customers/redact": () => shopifyRedaction(),
  "customers/data_request": () => ({ ...shopifyRedaction(), data_request: { id: 9999 } }),
  "shop/redact": () => ({ shop_id: 954889, shop_domain: shop }),
};

export const signatureOf = (body: string | Uint8Array, secret = shopSecret): string =>
  createHmac("sha256", secret).update(body).digest("base64");

/** The request that Shopify makes of a body. */
export const webhookRequest = (topic: string, body: string | Uint8Array, headers: Record<string, string> = {}) => ({
  method: "POST",
  headers: {
    "content-type": "application/json",
    "x-shopify-topic": topic,
    "x-shopify-shop-domain": shop,
    "x-shopify-api-version": "2026-10",
    "x-shopify-webhook-id": "b54557e4-bdd9-4b37-8a5f-bf7d70bcd043",
    "x-shopify-event-id": "98880550-7158-44d4-b7cd-2c97c8a091b5",
    "x-shopify-triggered-at": "2026-03-02T09:59:58.123456789Z",
    "x-shopify-hmac-sha256": signatureOf(body),
    ...headers,
  },
  body,
});
