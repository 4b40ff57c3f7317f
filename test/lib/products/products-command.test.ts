import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createPicksLoader } from "../../../lambdas/store/picks-loader.ts";
import { createProductStore } from "../../../lambdas/store/product-store.ts";
import { runProducts } from "../../../lib/products/products-command.ts";
import { startTables, type Tables } from "../../support/tables.ts";

const folder = mkdtempSync(join(tmpdir(), "products-"));
const fileOf = (name: string, content: string | Buffer): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

let tables: Tables;
beforeAll(async () => {
  tables = await startTables();
});
beforeEach(() => tables.clear());
afterAll(async () => {
  await tables.stop();
  rmSync(folder, { recursive: true });
});

const run = async (...words: readonly string[]) => {
  const [out, err]: [string[], string[]] = [[], []];
  const around = {
    variables: tables.variables,
    out: (line: string) => out.push(line),
    err: (line: string) => err.push(line),
  };
  const code = await runProducts(words, around);
  return { code, out: out.join("\n"), err: err.join("\n") };
};

const listed = async () => JSON.parse((await run("list", "--json")).out);
/** A loader without a memory of earlier tests. */
const picked = async (category?: string) =>
  (await createPicksLoader(tables.runtime())(category)).map(({ productId }) => productId);

const english = fileOf(
  "products.csv",
  [
    "SKU,Title,Category,Price,Link,Stock,Excluded,Colour",
    'GREEN,Green tea,tea,"1,019.90",https://shop.example/green,12,,green',
    "BLACK,Black tea,tea,9,https://shop.example/black,0,,black",
    "POT,Tea pot,pots,25,https://shop.example/pot,,no,",
    "CUP,Cup,pots,4,https://shop.example/cup,3,yes,",
  ].join("\n"),
);
const yesterday = new Date(Date.now() - 86_400_000).toISOString();
const orders = fileOf(
  "orders.csv.gz",
  gzipSync(
    [
      "customer_id,order_id,ordered_at,product_id,quantity,price",
      `c1,1,${yesterday},GREEN,2,10`,
      `c1,1,${yesterday},CUP,9,4`,
      `c2,2,${yesterday},POT,5,25`,
      "c2,3,2001-01-01T00:00:00Z,GREEN,90,10",
      `c3,4,${yesterday},GREEN,many,10`,
    ].join("\n"),
  ),
);

describe("the products command", () => {
  it("imports a catalogue, and writes nothing when the file comes again", async () => {
    const first = await run("import", english);
    const again = await run("import", english);

    expect(first.code).toBe(0);
    expect(first.out).toMatch(/4 rows read, 4 accepted: 4 new or changed, 0 known\./);
    expect(first.out).toContain("Columns that nobody knows: Colour.");
    expect(again.out).toMatch(/4 accepted: 0 new or changed, 4 known\..*0 lists written/s);
    expect(await listed()).toContainEqual({
      ...{ productId: "GREEN", name: "Green tea", category: "tea", price: 1019.9, stock: 12 },
      url: "https://shop.example/green",
    });
  });

  it("reads the headers and words of a Chinese export, its sales included, and picks from it at once", async () => {
    const header = "商品编码,商品名称,商品类目,价格,商品链接,商品图片,库存,不推荐,销量";
    const rows = [
      "A1,龙井,茶叶,￥128.00,https://shop.example/a1,https://shop.example/a1.jpg,8,否,30",
      "A2,普洱,茶叶,99,https://shop.example/a2,,8,,50",
    ];

    const made = await run("import", fileOf("zh.csv", [header, ...rows].join("\n")));

    expect(made.out).toContain("2 new or changed");
    expect(await picked("茶叶")).toEqual(["A2", "A1"]);
    expect(await listed()).toContainEqual(
      expect.objectContaining({ name: "龙井", price: 128, image: "https://shop.example/a1.jpg", excluded: false }),
    );
  });

  it("accounts for every row, with the line and the reason of each that was not taken", async () => {
    const file = fileOf(
      "odd.csv",
      [
        "id,name,price,stock,url",
        "1,Tea,10,1,https://shop.example/1",
        "1,Tea again,10,1,",
        ",No id,10,1,",
        "2,Dear,ask us,1,",
        "3,Many,10,some,",
        "id,name,price,stock,url",
        "4,Cells,10",
        "5,Plain address,10,1,http://shop.example/5",
      ].join("\n"),
    );

    const { out } = await run("import", file, "--json");

    expect(JSON.parse(out)).toMatchObject({
      ...{ rowsRead: 8, accepted: 2, written: 2, valuesLeftOut: 1 },
      rejected: {
        duplicate: { count: 1, lines: [3] },
        "bad-id": { count: 1, lines: [4] },
        "bad-number": { count: 2, lines: [5, 6] },
        "repeated-header": { count: 1, lines: [7] },
        "wrong-cell-count": { count: 1, lines: [8] },
      },
    });
  });

  it("counts lately sold pieces, and picks neither what is sold out or excluded nor what nobody bought", async () => {
    await run("import", english);

    const counted = await run("count", orders);
    const again = await run("count", orders);

    expect(counted).toMatchObject({ code: 0 });
    expect(counted.out).toMatch(/5 rows read, 4 accepted; 2 orders of the last 90 days\.\n3 products changed/);
    expect(counted.out).toContain("1 rejected as bad-number: line 6.");
    expect(again.out).toMatch(/0 products changed their count\..*0 lists written/s);
    expect(await picked()).toEqual(["POT", "GREEN"]);
    expect([await picked("tea"), await picked("pots")]).toEqual([["GREEN"], ["POT"]]);
  });

  it("keeps a product out of messages and lets it in again, whatever the file says later", async () => {
    await run("import", english);
    await run("count", orders);

    expect(await run("exclude", "GREEN", "--by", "Ada")).toMatchObject({ code: 0 });
    expect(await picked()).toEqual(["POT"]);
    await run("import", english);
    expect(await picked()).toEqual(["POT"]);
    expect(await run("include", "GREEN")).toMatchObject({ code: 0 });
    expect(await picked()).toEqual(["POT", "GREEN"]);
  });

  it("leaves what the shop said while the file was on its way", async () => {
    await createProductStore(tables.runtime()).tell({ productId: "GREEN", stock: 0 }, Date.now() + 60_000);

    const made = await run("import", english);

    expect(made.out).toContain("1 were left: the shop said something newer.");
    expect(await listed()).toContainEqual({ productId: "GREEN", stock: 0 });
  });

  it.each([
    [["fill"], "there is no such command"],
    [["import"], "import needs FILE"],
    [["exclude"], "exclude needs ID"],
    [["list", "more"], "too many words"],
    [["count", "x.csv", "--days", "0"], "--days is out of range"],
    [["count", "x.csv", "--zone", "Nowhere/Land"], "--zone is not known"],
    [["import", "x.csv", "--map", "x"], "field=HEADER"],
    [["import", "x.csv", "--delimiter", "x"], "--delimiter is not known"],
    [["import", join(folder, "missing.csv")], "cannot be read"],
    [["exclude", "NOBODY"], "there is no such product"],
    [["import", fileOf("bare.csv", "colour\nred\n")], "no column for productId"],
  ])("refuses %j with what is wrong", async (words, wrong) => {
    expect(await run(...words)).toMatchObject({ code: 2, err: expect.stringContaining(wrong) });
  });
});
