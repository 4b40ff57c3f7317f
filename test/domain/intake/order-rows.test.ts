import { describe, expect, test } from "vitest";
import { isCancellation, orderEvent } from "../../../lambdas/domain/intake/order-event.ts";
import type { OrderRow } from "../../../lambdas/domain/intake/order-line.ts";
import {
  type AssembledOrder,
  type AssemblerOptions,
  createOrderAssembler,
} from "../../../lambdas/domain/intake/order-rows.ts";
import { createTally } from "../../../lambdas/domain/intake/tally.ts";

const row = (orderId: string, productId: string, more: Partial<OrderRow> = {}): OrderRow => ({
  ...{ line: 0, customerId: "c1", orderId, at: 1000, quantity: 1, amount: 2 },
  product: { productId, quantity: more.quantity ?? 1, unitPrice: 2 },
  ...more,
});

const assemble = (rows: readonly OrderRow[], options: Partial<AssemblerOptions> = {}) => {
  const tally = createTally();
  const assembler = createOrderAssembler({ tally, rowIsOrder: false, ...options });
  const numbered = rows.map((entry, at) => ({ ...entry, line: at + 2 }));
  const orders = [...numbered.flatMap((entry) => assembler.add(entry)), ...assembler.finish()];
  return { orders, figures: tally.figures() };
};

const shapeOf = (orders: readonly AssembledOrder[]) =>
  orders.map(({ orderId, rows }) => `${orderId}:${rows.map(({ product }) => product?.productId).join("")}`);

describe("rows of an order", () => {
  test("belong together also when others lie between, in the order in which orders began", () => {
    const { orders, figures } = assemble([row("1", "a"), row("2", "b"), row("1", "c"), row("3", "d")]);

    expect(shapeOf(orders)).toEqual(["1:ac", "2:b", "3:d"]);
    expect(figures).toMatchObject({ accepted: 4, rejected: {} });
  });

  test("with the same order id of two customers are two orders", () => {
    const { orders } = assemble([row("1", "a"), row("1", "b", { customerId: "c2" })]);

    expect(orders.map(({ customerId }) => customerId)).toEqual(["c1", "c2"]);
  });

  test("may repeat: a till writes the same article twice", () => {
    const { orders, figures } = assemble([row("1", "a"), row("1", "a"), row("2", "b"), row("1", "c"), row("1", "a")]);

    expect(shapeOf(orders)).toEqual(["1:aaca", "2:b"]);
    expect(figures.rejected).toEqual({});
  });

  test("that come again as a whole are duplicates", () => {
    const file = [row("1", "a"), row("1", "b"), row("2", "c")];

    const { orders, figures } = assemble([...file, ...file, ...file]);

    expect(shapeOf(orders)).toEqual(["1:ab", "2:c"]);
    expect(figures.accepted).toBe(3);
    expect(figures.rejected.duplicate?.count).toBe(6);
  });

  test("that come again long after are duplicates, other ones are late", () => {
    const filler = Array.from({ length: 10 }, (_, at) => row(`f${at}`, "x"));
    const rows = [row("1", "a"), row("2", "b"), ...filler, row("1", "a"), row("2", "c"), row("2", "b")];

    const { orders, figures } = assemble(rows, { quietRows: 5 });

    expect(shapeOf(orders).slice(0, 2)).toEqual(["1:a", "2:b"]);
    expect(orders).toHaveLength(12);
    expect(figures.rejected.duplicate).toMatchObject({ count: 1, lines: [14] });
    expect(figures.rejected["late-line"]).toMatchObject({ count: 2, lines: [15, 16] });
    expect(figures.accepted).toBe(12);
  });

  test("are let go early when too many are held", () => {
    const rows = Array.from({ length: 100 }, (_, at) => row(String(at), "x"));

    const { orders, figures } = assemble(rows, { maxHeldRows: 3 });

    expect(orders).toHaveLength(100);
    expect(figures.accepted).toBe(100);
  });

  test("that are whole orders and equal are duplicates", () => {
    const { orders, figures } = assemble([row("1", "a"), row("1", "a"), row("1", "b")], { rowIsOrder: true });

    expect(shapeOf(orders)).toEqual(["1:ab"]);
    expect(figures.rejected.duplicate).toMatchObject({ count: 1, lines: [3] });
  });
});

describe("an order", () => {
  const orderOf = (...rows: readonly OrderRow[]): AssembledOrder => ({
    customerId: "c1",
    orderId: rows[0]?.orderId ?? "",
    rows,
  });

  test("is placed with its last line, and equal articles are one line", () => {
    const event = orderEvent(
      orderOf(row("1", "a"), row("1", "a", { at: 3000, amount: 0.1 }), row("1", "b", { amount: 0.2 })),
      9000,
    );

    expect(event).toEqual({
      ...{ kind: "order-placed", customerId: "c1", orderId: "1", eventId: "order-1", amount: 2.3 },
      ...{ occurredAt: 3000, receivedAt: 9000 },
      lines: [
        { productId: "a", quantity: 2, unitPrice: 2 },
        { productId: "b", quantity: 1, unitPrice: 2 },
      ],
    });
  });

  test("with a total on each row has that total once", () => {
    const event = orderEvent(orderOf(row("1", "a", { orderTotal: 5 }), row("1", "b", { orderTotal: 5 })), 9000);

    expect(event).toMatchObject({ amount: 5 });
  });

  test("in part sent back stays an order, without the line that went back", () => {
    const event = orderEvent(orderOf(row("1", "a", { amount: 10 }), row("1", "b", { quantity: -1, amount: -4 })), 9000);

    expect(event).toMatchObject({ kind: "order-placed", amount: 6, lines: [{ productId: "a" }] });
  });

  test.each([
    ["its number says credit note", row("C536379", "a", { quantity: -2, amount: -9 }), 9],
    ["all of it went back", row("7", "a", { quantity: -1, amount: -3 }), 3],
  ])("is cancelled when %s", (_, cancelled, amount) => {
    const order = orderOf(cancelled);

    expect(isCancellation(order)).toBe(true);
    expect(orderEvent(order, 9000)).toMatchObject({
      kind: "order-cancelled",
      amount,
      eventId: `cancelled-${order.orderId}`,
    });
  });

  test("whose number merely begins with a C is none", () => {
    expect(isCancellation(orderOf(row("CX-1", "a")))).toBe(false);
  });
});
