import { rmSync } from "node:fs";
import { join } from "node:path";
import iconv from "iconv-lite";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { ImportTools } from "../../lambdas/handlers/import/run-import.ts";
import { createImportStore } from "../../lambdas/store/import-store.ts";
import { badRows, brokenFile, firstBadLine, goodRows, header } from "../support/broken-orders.ts";
import { type ImportShop, startImportShop } from "../support/import-shop.ts";

let shop: ImportShop;
beforeAll(async () => {
  shop = await startImportShop();
});
afterAll(() => shop.stop());
afterEach(() => shop.tables.clear());

const start = (importId: string, understanding = {}) =>
  shop.ask("POST", `/api/imports/${importId}/start`, understanding);
const get = async (importId: string) => (await shop.ask("GET", `/api/imports/${importId}`)).body.import;
/** Its clock is past the end of a run's time whenever it is looked at again: each run stores one segment. */
const hasty = (): Partial<ImportTools> => {
  let now = shop.tables.clock.now();
  const clock = {
    now: () => {
      now += 60_000;
      return now;
    },
  };
  return { segment: 2_000, runtime: { ...shop.runtime, clock } };
};

describe("an import of orders", () => {
  it("keeps the good rows of a broken file and reports each bad one with line and reason", async () => {
    const importId = await shop.upload("orders", brokenFile);
    expect((await start(importId)).status).toBe(200);

    await shop.runToEnd(importId);

    const done = await get(importId);
    expect(done).toMatchObject({ status: "done", bytesDone: done.size, problems: [] });
    expect(done.figures).toMatchObject({ rowsRead: 304, accepted: 300, orders: 300, customers: 7 });
    const { body } = await shop.ask("GET", `/api/imports/${importId}/rejected`);
    expect(body.rows.map(({ line, reason, column }: Record<string, unknown>) => [line, reason, column])).toEqual([
      [firstBadLine, "bad-date", "order_date"],
      [firstBadLine + 1, "no-customer", "customer_id"],
      [firstBadLine + 2, "bad-number", "quantity"],
      [firstBadLine + 3, "broken-quote", undefined],
    ]);
    expect(body.cursor).toBeUndefined();
    const ofOne = await shop.eventsOf("c1");
    expect(ofOne.filter(({ kind }) => kind === "order-placed")).toHaveLength(43);
  });

  it("goes on where its time ran out, and comes to the same as in one run", async () => {
    const inOne = await shop.upload("orders", brokenFile);
    await start(inOne);
    await shop.runToEnd(inOne);
    const expected = await get(inOne);
    const events = await shop.eventsOf("c3");
    const list = await shop.ask("GET", `/api/imports/${inOne}/rejected`);
    await shop.tables.clear();

    const importId = await shop.upload("orders", brokenFile);
    await start(importId);
    let runs = 0;
    for (; (await get(importId)).status === "running"; runs += 1) {
      await shop.run(importId, hasty());
    }

    expect(runs).toBeGreaterThan(4);
    const done = await get(importId);
    expect(done.figures).toEqual(expected.figures);
    expect((await shop.ask("GET", `/api/imports/${importId}/rejected`)).body.rows).toEqual(list.body.rows);
    expect(await shop.eventsOf("c3")).toEqual(events);
  });

  it("reads a part again after a run that broke off, and takes nothing twice", async () => {
    const importId = await shop.upload("orders", brokenFile);
    await start(importId);
    const tools = hasty();
    await shop.run(importId, tools);
    const imports = createImportStore(shop.runtime);

    const broken = { ...imports, save: () => Promise.reject(new Error("the function was stopped")) };
    const ended = await shop.run(importId, { ...tools, imports: broken });
    await shop.runToEnd(importId, tools);

    expect(ended).toBe(false);
    expect((await get(importId)).figures).toMatchObject({ rowsRead: 304, accepted: 300, orders: 300 });
  });

  it("does nothing for a record of an older state", async () => {
    const importId = await shop.upload("orders", brokenFile);
    await start(importId);
    const imports = createImportStore(shop.runtime);
    const before = await imports.load(importId);
    if (before === undefined) throw new Error("There is no import.");
    const newer = await imports.save(before);

    const late = { ...imports, load: async () => newer && { ...newer, version: newer.version + 1 } };
    await shop.run(importId, { imports: late });

    expect(await shop.eventsOf("c1")).toEqual([]);
  });

  it("understands GB18030, semicolons and Chinese headers", async () => {
    const text =
      "客户编号;订单号;下单时间;商品编码;数量;单价\n会员一;甲1;2026-01-05;茶;2;9.90\n会员一;甲2;2026年1月6日;茶;1;9.90\n";
    const importId = await shop.upload("orders", new Uint8Array(iconv.encode(text, "gb18030")));
    await start(importId);

    await shop.runToEnd(importId);

    expect(await get(importId)).toMatchObject({
      status: "done",
      figures: { accepted: 2, orders: 2 },
      format: { encoding: "gb18030", delimiter: ";", columns: { customerId: "客户编号" } },
    });
    expect(await shop.eventsOf("会员一")).toHaveLength(2);
  });

  it("stops when it is cancelled; what was stored stays", async () => {
    const rows = Array.from({ length: 300 }, (_, at) => `c${at},Customer ${at}`);
    const importId = await shop.upload("customers", ["customer_id,name", ...rows].join("\n"));
    await start(importId);
    await shop.run(importId, hasty());

    const answer = await shop.ask("POST", `/api/imports/${importId}/cancel`);
    await shop.run(importId);

    expect(answer.body.import.status).toBe("cancelled");
    expect(await shop.eventsOf("c0")).toHaveLength(1);
    expect(await shop.eventsOf("c299")).toEqual([]);
    expect((await shop.ask("POST", `/api/imports/${importId}/cancel`)).status).toBe(409);
  });

  it("fails with the reason when the file is gone or another one", async () => {
    const importId = await shop.upload("orders", brokenFile);
    await start(importId);
    rmSync(join(shop.directory, "ImportsBucket", "imports", importId, "upload"));

    await shop.runToEnd(importId);

    const failed = await get(importId);
    expect(failed.status).toBe("failed");
    expect(failed.problems).toEqual([
      expect.objectContaining({ where: "file", problem: "is gone, or was put there anew while it was read" }),
    ]);
  });

  it("fails on a file without a line's end instead of reading for ever", async () => {
    const importId = await shop.upload("orders", "x".repeat(9 * 1024 * 1024));
    await start(importId);

    const runs = await shop.runToEnd(importId);

    expect(runs).toBe(1);
    expect((await get(importId)).problems[0].problem).toMatch(/^has no line end/);
  });
});

interface Looked {
  readonly rejected?: { readonly reason: string };
}

describe("a first look", () => {
  const look = async (importId: string, understanding = {}) =>
    (await shop.ask("POST", `/api/imports/${importId}/look`, understanding)).body;

  it("shows the first rows, what each column was taken for, and what is wrong with which row", async () => {
    const importId = await shop.upload("orders", [header, ...badRows, ...goodRows].join("\n"));

    const seen = await look(importId);

    expect(seen.rows).toHaveLength(20);
    expect(seen.format.columns).toMatchObject({ customerId: "customer_id", orderedAt: "order_date" });
    expect(seen.rows.map((row: Looked) => row.rejected?.reason).slice(0, 5)).toEqual([
      ...["bad-date", "no-customer", "bad-number", "broken-quote"],
      undefined,
    ]);
    expect(await shop.eventsOf("c1")).toEqual([]);
  });

  it("says which column is missing, and takes a person's word for it", async () => {
    const importId = await shop.upload("orders", "who,order_id,when,total\nc1,o1,2026-01-05,12\n");

    const guessed = await look(importId);
    const corrected = await look(importId, { map: { customerId: "who", orderedAt: "when" } });

    expect(guessed).toMatchObject({
      missing: ["customerId", "orderedAt"],
      header: ["who", "order_id", "when", "total"],
    });
    expect(corrected).toMatchObject({ missing: [], problems: [], format: { columns: { customerId: "who" } } });
    await start(importId, { map: { customerId: "who", orderedAt: "when" } });
    await shop.runToEnd(importId);
    expect((await get(importId)).figures).toMatchObject({ accepted: 1 });
  });

  it("leaves out a column whose name misleads", async () => {
    const importId = await shop.upload("customers", "customer_id,phone,email\nc1,extension 12,ann@example.com\n");

    const seen = await look(importId, { leaveOut: ["phone"] });

    expect(seen.format).toMatchObject({
      columns: { customerId: "customer_id", email: "email" },
      ignoredColumns: ["phone"],
    });
    expect(seen.format.columns.phone).toBeUndefined();
  });

  it.each([
    ["a gzip archive", Buffer.from([0x1f, 0x8b, 8, 0, 0])],
    ["an Excel file or a zip archive", Buffer.from([0x50, 0x4b, 3, 4, 0])],
  ])("tells %s from a table", async (what, bytes) => {
    const importId = await shop.upload("orders", bytes);

    expect((await look(importId)).problems).toEqual([
      expect.objectContaining({ where: "file", problem: "is no CSV file", received: what }),
    ]);
  });
});

describe("customers and products", () => {
  it("come in with consent and attributes", async () => {
    const file = "customer_id\temail\tnewsletter\tshoe size\nc1\tann@example.com\tyes\t38\nc2\tno address\t?\t\n";
    const importId = await shop.upload("customers", file);
    await start(importId, { attributes: ["shoe size"] });

    await shop.runToEnd(importId);

    const kinds = (await shop.eventsOf("c1")).map(({ kind }) => kind).toSorted();
    expect(kinds).toEqual(["consent-given", "identified"]);
    expect((await get(importId)).figures).toMatchObject({ rowsRead: 2, accepted: 1, customers: 1 });
  });

  it("become the catalogue, a segment at a time, each product once", async () => {
    const rows = Array.from({ length: 200 }, (_, at) => `p${at % 150},Tea ${at},${at}`);
    const importId = await shop.upload("products", ["sku,name,price", ...rows].join("\n"));
    await start(importId);

    await shop.runToEnd(importId, { segment: 1_000 });

    expect((await get(importId)).figures).toMatchObject({ rowsRead: 200, accepted: 150, products: 150 });
  });
});
