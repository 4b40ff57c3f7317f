import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import type { CustomerEvent } from "../../../lambdas/domain/event.ts";
import { settingsSchema } from "../../../lambdas/domain/settings.ts";
import { type CustomerOptions, importCustomers, importOrders } from "../../../lib/import/import-file.ts";

const folder = mkdtempSync(join(tmpdir(), "rekindle-attributes-"));
afterAll(() => rmSync(folder, { recursive: true }));

const now = Date.parse("2026-03-02T10:00:00Z");

const run = async (
  kind: "customers" | "orders",
  lines: readonly string[],
  more: Partial<CustomerOptions> & { readonly zone?: string } = {},
) => {
  const { zone = "UTC", ...options } = more;
  const path = join(folder, "file.csv");
  writeFileSync(path, lines.join("\n"));
  const events: CustomerEvent[] = [];
  const sink = async (batch: readonly CustomerEvent[]) => void events.push(...batch);
  const settings = settingsSchema.parse({ shop: { timeZone: zone } });
  const q = { path, now, sink, settings, ...options };
  const result = kind === "customers" ? await importCustomers(q) : await importOrders(q);
  return { result, events, report: result.ok ? result.report : undefined };
};
const attributesOf = ([event]: readonly CustomerEvent[]) =>
  event?.kind === "identified" ? event.attributes : undefined;

describe("what a customer file says besides the address", () => {
  test("becomes attributes, by the names that triggers ask for", async () => {
    const { events, report } = await run("customers", [
      "customer_id,email,Birthday,Gender,Province,City,Interests,Children's birthdays,Member level,Points,Following,Shoe size",
      'c1,ann@example.com,1990-05-17,F,Avon,Bristol,"tea, pots",2024-02-29;2025/7/1,Gold,"1,200",yes,39',
    ]);

    expect(attributesOf(events)).toEqual({
      ...{ birthday: "1990-05-17", gender: "female", region: "Avon", city: "Bristol", interests: ["tea", "pots"] },
      ...{ childBirthdays: ["2024-02-29", "2025-07-01"], level: "Gold", points: 1200, following: true },
    });
    expect(report).toMatchObject({ accepted: 1, valuesLeftOut: 0, ignoredColumns: ["Shoe size"] });
  });

  test("is read from a Chinese export as well", async () => {
    const { events } = await run("customers", [
      "会员编号,手机,生日,性别,省份,城市,兴趣爱好,宝宝生日,会员等级,积分",
      "h1,,1990年5月7日,女,浙江省,杭州,茶、瑜伽,2025年1月31日,金卡,30",
    ]);

    expect(attributesOf(events)).toEqual({
      ...{ birthday: "1990-05-07", gender: "female", region: "浙江省", city: "杭州", interests: ["茶", "瑜伽"] },
      ...{ childBirthdays: ["2025-01-31"], level: "金卡", points: 30 },
    });
  });

  test.each(["Pacific/Kiritimati", "Asia/Shanghai", "UTC", "Pacific/Pago_Pago"])(
    "has its dates on the day they are written, also where the shop is in %s",
    async (zone) => {
      const { events } = await run("customers", ["id,birthday", "c1,25/12/1990", "c2,1990-12-25 00:00:00"], { zone });

      expect(events.map((event) => attributesOf([event])?.birthday)).toEqual(["1990-12-25", "1990-12-25"]);
    },
  );

  test("is left out and counted where it cannot be read, and the row goes on", async () => {
    const { events, report } = await run("customers", [
      "id,birthday,childBirthdays,city",
      "c1,1990-02-30,2024-13-01;2024-02-29,Bristol",
      "c2,someday,,",
    ]);

    expect(events.map((event) => attributesOf([event]))).toEqual([{ city: "Bristol", childBirthdays: ["2024-02-29"] }]);
    expect(report).toMatchObject({ accepted: 1, rejected: { "nothing-known": { lines: [3] } }, valuesLeftOut: 2 });
  });

  test("is kept of further columns when a person asks for them, numbers as numbers and codes as text", async () => {
    const lines = ["id,Shoe size,Branch,Colour", "c1,39.5,007,red"];

    const { events, report } = await run("customers", lines, { attributes: ["Shoe size", "Branch"] });
    const wrong = await run("customers", lines, { attributes: ["Hat size"] });

    expect(attributesOf(events)).toEqual({ "Shoe size": 39.5, Branch: "007" });
    expect(report?.ignoredColumns).toEqual(["Colour"]);
    expect(wrong.result).toEqual({
      ok: false,
      problems: [
        {
          ...{ where: "attributes", problem: "names no further column of the file", received: "Hat size" },
          allowed: "Shoe size, Branch, Colour",
        },
      ],
    });
  });
});

describe("what a customer saved on an order", () => {
  test("is kept with the codes, once for the order however many rows say it", async () => {
    const { events } = await run("orders", [
      "customer_id,order_id,date,sku,quantity,unit_price,coupon,discount",
      "c1,1,2026-01-01,tea,2,3.50,SPRING5,-5.00",
      "c1,1,2026-01-01,cup,1,4,SPRING5; CLUB,-5.00",
      "c1,2,2026-01-02,tea,1,3.50,,",
    ]);

    expect(events).toMatchObject([
      { orderId: "1", amount: 11, coupons: ["SPRING5", "CLUB"], discount: 5 },
      { orderId: "2", amount: 3.5 },
    ]);
    expect(events[1]).not.toHaveProperty("coupons");
    expect(events[1]).not.toHaveProperty("discount");
  });

  test("is read from a Chinese export as well", async () => {
    const { events } = await run("orders", [
      "买家会员名,订单编号,订单创建时间,实付金额,优惠码,优惠金额",
      "h1,1,2026-01-01 08:00:00,88,迎新20,￥20.00",
    ]);

    expect(events).toMatchObject([{ amount: 88, coupons: ["迎新20"], discount: 20 }]);
  });
});
