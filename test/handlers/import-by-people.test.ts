import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { brokenFile, header } from "../support/broken-orders.ts";
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

describe("people", () => {
  it("cannot start what was not uploaded, upload another size, or start it twice", async () => {
    const { body } = await shop.ask("POST", "/api/imports", { fileName: "a.csv", size: 10, holds: "orders" });
    const { importId } = body.import;

    const early = await start(importId);
    const tooLong = await fetch(body.uploadUrl, { method: "PUT", body: Buffer.from("far more than ten bytes") });
    await fetch(body.uploadUrl, { method: "PUT", body: Buffer.from("0123456789") });
    const first = await start(importId);
    const second = await start(importId);

    expect(early.status).toBe(409);
    expect(early.body.reason).toBe("not-uploaded");
    expect(tooLong.status).toBe(403);
    expect([first.status, second.status]).toEqual([200, 409]);
  });

  it("have a stalled import go on, and see that it stands still", async () => {
    const importId = await shop.upload("orders", brokenFile);
    await start(importId);
    shop.tables.clock.advance(11 * 60_000);

    const stalled = await get(importId);
    const again = await start(importId);

    expect(stalled).toMatchObject({ status: "running", stalled: true });
    expect(again.status).toBe(200);
    await shop.runToEnd(importId);
    expect((await get(importId)).status).toBe("done");
  });

  it("see the newest import first, a page at a time", async () => {
    const ids: string[] = [];
    for (let at = 0; at < 3; at += 1) {
      shop.tables.clock.advance(1_000);
      ids.unshift(await shop.upload("orders", header));
    }

    const first = await shop.ask("GET", "/api/imports?limit=2");
    const second = await shop.ask("GET", `/api/imports?limit=2&cursor=${first.body.cursor}`);

    const seen = [...first.body.imports, ...second.body.imports].map(
      ({ importId }: { readonly importId: string }) => importId,
    );
    expect(seen).toEqual(ids);
    expect(second.body.cursor).toBeUndefined();
  });

  it("fetch the rejected rows as a file that spreadsheets read", async () => {
    const importId = await shop.upload("orders", [header, "c1,o1,=1+1,tea,1,5"].join("\n"));
    await start(importId);
    await shop.runToEnd(importId);

    const { body } = await shop.ask("GET", `/api/imports/${importId}/rejected-file`);
    const file = await fetch(body.url);

    expect(file.headers.get("content-disposition")).toBe(`attachment; filename="rejected-${importId}.csv"`);
    const text = Buffer.from(await file.arrayBuffer()).toString("utf8");
    expect(text).toContain(
      '\ufeff"line","reason","column","problem","received","allowed"\r\n2,"bad-date","order_date"',
    );
    expect(text).toContain(`"'=1+1"`);
    const { body: shown } = await shop.ask("GET", `/api/imports/${importId}/rejected`);
    expect(shown.rows[0].received).toBe("=1+1");
  });

  it("leave nothing of an import but its files and its record", async () => {
    const importId = await shop.upload("orders", brokenFile);
    await start(importId);
    await shop.runToEnd(importId);

    const folder = join(shop.directory, "ImportsBucket", "imports", importId);
    expect(existsSync(folder)).toBe(true);
    expect(readdirSync(folder).toSorted()).toEqual([`rejected-${brokenFile.length}.csv`, "upload"]);
  });
});
