import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import iconv from "iconv-lite";
import { describe, expect, it } from "vitest";
import type { CustomerEvent } from "../../../lambdas/domain/event.ts";
import { defaultSettings } from "../../../lambdas/domain/parse-settings.ts";
import { importOrders } from "../../../lib/import/import-file.ts";
import { type Moved, movedAt, moveIn } from "../../support/moved-shop.ts";

/** What the known import makes of the file that was written. */
const imported = async (moved: Moved): Promise<readonly CustomerEvent[]> => {
  const folder = mkdtempSync(join(tmpdir(), "rekindle-orders-"));
  try {
    const path = join(folder, "orders.csv");
    writeFileSync(path, moved.files.get("orders.csv") ?? "");
    const events: CustomerEvent[] = [];
    const sink = async (batch: readonly CustomerEvent[]) => void events.push(...batch);
    const result = await importOrders({ path, settings: defaultSettings, now: movedAt, sink });
    expect(result.ok ? result.report.rejected : result.problems).toEqual({});
    return events.toSorted((a, b) => (a.eventId < b.eventId ? -1 : 1));
  } finally {
    rmSync(folder, { recursive: true });
  }
};

const header =
  "订单编号,买家会员名,买家支付宝账号,总金额,买家实际支付金额,订单状态,收货地址 ,联系手机,订单创建时间,订单付款时间 ,宝贝标题 ,宝贝种类,宝贝总数量,退款金额";
const row = (
  id: string,
  buyer: string,
  paid: string,
  more: { status?: string; at?: string; title?: string; kinds?: string; pieces?: string; back?: string } = {},
): string =>
  [
    `="${id}"`,
    buyer,
    "",
    paid,
    paid,
    more.status ?? "交易成功",
    "上海 上海市",
    "'138****0000",
    "2026-05-30 09:00:00",
    more.at ?? "2026-05-31 14:16:18",
    more.title ?? "绿茶",
    more.kinds ?? "1",
    more.pieces ?? "2",
    more.back ?? "0.00",
  ]
    .map((cell) => `"${cell.replaceAll('"', '""')}"`)
    .join(",");
const taobao = [
  header,
  row("5118609024991031607", "茶客一号", "68.00"),
  row("5118609024991031608", "茶客一号", "99.00", {
    title: "绿茶，茶杯",
    kinds: "2",
    pieces: "3",
    status: "卖家已发货，等待买家确认",
  }),
  row("5118609024991031609", "茶客二号", "50.00", { status: "交易关闭" }),
  row("5118609024991031610", "茶客二号", "50.00", { status: "等待买家付款" }),
  row("5118609024991031611", "茶客二号", "50.00", { back: "20.00" }),
  row("5118609024991031612", "茶**号", "50.00"),
  row("5.11861E+18", "茶客二号", "50.00"),
  row("5118609024991031613", "茶客二号", "五十"),
  row("5118609024991031614", "茶客二号", "50.00", { status: "定金已付" }),
  row("5118609024991031615", "茶客二号", "50.00", { at: "上周" }),
].join("\r\n");
const items = [
  "订单编号,标题,价格,购买数量,外部系统编号,商品属性,套餐信息,备注,订单状态,商家编码",
  '="5118609024991031608",绿茶,30.00,2,,,,,交易成功,TEA-1',
  '="5118609024991031608",茶杯,39.00,1,,,,,交易成功,CUP-1',
  '="9999999999999999999",茶杯,39.00,1,,,,,交易成功,CUP-1',
].join("\r\n");

describe("a Taobao order report in GB18030", () => {
  it("becomes orders that the known import takes, with what was paid and not given back", async () => {
    const moved = await moveIn("taobao", { "orders.csv": iconv.encode(taobao, "gb18030") });
    const events = await imported(moved);

    expect(moved.code).toBe(0);
    expect(events).toMatchObject([
      {
        kind: "order-placed",
        customerId: "茶客一号",
        orderId: "5118609024991031607",
        amount: 68,
        occurredAt: Date.parse("2026-05-31T14:16:18+08:00"),
        lines: [{ productId: "绿茶", quantity: 2, unitPrice: 34 }],
      },
      { orderId: "5118609024991031608", amount: 99, lines: [] },
      { orderId: "5118609024991031611", amount: 30 },
    ]);
  });

  it("with its second file has the products of each order", async () => {
    const moved = await moveIn(
      "taobao",
      { "orders.csv": iconv.encode(taobao, "gb18030"), "items.csv": iconv.encode(items, "gb18030") },
      ["--items", "FROM/items.csv"],
    );
    const [, second] = await imported(moved);

    expect(second).toMatchObject({
      amount: 99,
      lines: [
        { productId: "TEA-1", name: "绿茶", quantity: 2, unitPrice: 30 },
        { productId: "CUP-1", name: "茶杯", quantity: 1, unitPrice: 39 },
      ],
    });
    expect(moved.figures.problems.map(({ first }) => [first.file, first.line, first.problem])).toContainEqual([
      "items.csv",
      4,
      "belongs to no order that was taken",
    ]);
  });

  it("tells each row that was not taken with line and field", async () => {
    const moved = await moveIn("taobao", { "orders.csv": taobao });

    expect(moved.figures.problems.map(({ first }) => [first.line, first.field, first.problem])).toEqual([
      [7, "买家会员名", "is masked, so that nobody knows who it is"],
      [8, "订单编号", "was rounded by a spreadsheet"],
      [9, "买家实际支付金额", "is no amount"],
      [10, "订单状态", "is no status that is known"],
      [11, "订单付款时间", "is no date"],
    ]);
    expect(moved.figures.counts).toMatchObject({
      "order rows that do not count (交易关闭)": 1,
      "order rows that do not count (等待买家付款)": 1,
      orders: 3,
    });
  });

  it("of today's columns, which name no buyer, is refused with what there is and what is allowed", async () => {
    const moved = await moveIn("taobao", {
      "o.csv": "订单编号,买家实付金额,订单状态,订单创建时间,商品标题\n1,34.00,交易成功,2026-05-31 14:16:18,绿茶\n",
    });

    expect(moved.code).toBe(2);
    expect(moved.err).toContain(
      "no column for customerId (received 订单编号, 买家实付金额, 订单状态, 订单创建时间, 商品标题; allowed: 买家会员名",
    );
  });
});

describe("a Youzan order report", () => {
  const youzan = [
    "订单号,订单状态,全部商品名称,商品种类数,订单实付金额,买家付款时间,收货人/提货人,买家手机号,买家昵称,优惠券码名称,新的一列",
    "E20260525220543065306159,已发货,益生元饮 7天计划(2件),1,198.00,2026-05-25 22:05:57,李,13800138000,小李,新客券,x",
    "E20260525220543065306160,交易关闭,益生元饮(1件),1,99.00,2026-05-25 22:05:57,李,13800138000,小李,,x",
    "E20260525220543065306161,交易完成,益生元饮(1件),1,99.00,2026-05-26 22:05:57,王,139****0000,小王,,x",
  ].join("\n");

  it("knows the buyer by a hash of the phone, which becomes a trait and no consent", async () => {
    const moved = await moveIn("youzan", { "o.csv": youzan });
    const [order] = await imported(moved);

    expect(order).toMatchObject({
      amount: 198,
      coupons: ["新客券"],
      lines: [{ productId: "益生元饮 7天计划", quantity: 2, unitPrice: 99 }],
    });
    expect(order?.customerId).toMatch(/^phone-[0-9a-f]{32}$/);
    expect(moved.events).toMatchObject([
      { kind: "identified", customerId: order?.customerId, traits: { phone: "+8613800138000" } },
    ]);
    expect(moved.figures.problems.map(({ first }) => [first.line, first.field])).toEqual([[4, "买家手机号"]]);
  });

  it("makes the same orders and customers of the same file again", async () => {
    const [once, again] = [await moveIn("youzan", { "o.csv": youzan }), await moveIn("youzan", { "o.csv": youzan })];

    expect([...again.files]).toEqual([...once.files]);
  });
});
