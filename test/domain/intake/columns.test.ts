import { describe, expect, test } from "vitest";
import { mapCustomerColumns } from "../../../lambdas/domain/intake/customer-rows.ts";
import { mapOrderColumns } from "../../../lambdas/domain/intake/order-fields.ts";
import { mapProductColumns, readProductRow } from "../../../lambdas/domain/intake/product-rows.ts";

describe("the columns of an order file", () => {
  test.each([
    [["customer_id", "order_id", "ordered_at", "quantity", "amount"], "customerId orderId orderedAt quantity amount"],
    [
      ["Invoice", "StockCode", "Description", "Quantity", "InvoiceDate", "Price", "Customer ID"],
      "customerId orderId orderedAt productId productName quantity unitPrice",
    ],
    [["买家会员名", "订单编号", "订单创建时间", "买家实际支付金额"], "customerId orderId orderedAt orderTotal"],
    [
      ["客户编号", "订单号", "下单时间", "商品编码", "数量", "单价", "金额"],
      "customerId orderId orderedAt productId quantity unitPrice amount",
    ],
  ])("are found by known names (%#)", (header, fields) => {
    const mapped = mapOrderColumns(header);

    expect(mapped.ok && Object.keys(mapped.columns.header).join(" ")).toBe(fields);
    expect(mapped.ok && mapped.columns.ignored).toEqual([]);
  });

  test("that nobody knows are ignored and told", () => {
    const mapped = mapOrderColumns(["customer", "order", "date", "amount", "country", "colour"]);

    expect(mapped.ok && mapped.columns.ignored).toEqual(["country", "colour"]);
  });

  test("that a person names go before the known ones", () => {
    const map = { orderId: "Beleg", amount: "net" };

    const mapped = mapOrderColumns(["customer", "order", "date", "amount", "beleg", "net"], map);

    expect(mapped.ok && mapped.columns.index).toMatchObject({ orderId: 4, amount: 5 });
    expect(mapped.ok && mapped.columns.ignored).toEqual(["order", "amount"]);
  });

  test("that a person names and that are not there are refused with those that are", () => {
    const mapped = mapOrderColumns(["customer", "order", "date", "amount"], { orderId: "Beleg", colour: "order" });

    expect(mapped).toMatchObject({
      ok: false,
      problems: [
        { where: "map orderId=Beleg", received: '"Beleg"', allowed: "customer, order, date, amount" },
        { where: "map colour=order", problem: "is not a field" },
      ],
    });
  });

  test("that an order cannot do without are asked for", () => {
    const mapped = mapOrderColumns(["order", "colour"]);

    expect(!mapped.ok && mapped.problems.map(({ problem }) => problem)).toEqual([
      "no column for customerId",
      "no column for orderedAt",
      "no column for amount",
    ]);
  });
});

test("a customer file needs a customer", () => {
  const found = mapCustomerColumns(["会员编号", "邮箱", "手机", "姓名"]);
  const missing = mapCustomerColumns(["email"]);

  expect(found.ok && Object.keys(found.columns.header)).toEqual(["customerId", "email", "phone", "name"]);
  expect(missing).toMatchObject({ ok: false, problems: [{ where: "header", received: "email" }] });
});

test("a product file gives products, and rows without an id give none", () => {
  const mapped = mapProductColumns(["sku", "name", "price"]);
  const columns = mapped.ok ? mapped.columns : { index: {}, header: {}, ignored: [] };

  const products = [
    ["tea", "Tea", "¥12.50"],
    ["", "Cup", "1"],
  ].map((cells) => readProductRow(columns, cells));

  expect(products).toEqual([{ productId: "tea", name: "Tea", price: 12.5 }, undefined]);
});
