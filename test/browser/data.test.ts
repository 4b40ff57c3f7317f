import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type OpenShop, openShop } from "../support/browser.ts";

const brokenFile = [
  "customer_id,order_id,when,product_id,quantity,unit_price",
  "c1,o1,2026-01-05,tea,2,9.90",
  "c1,o2,2026-02-31,tea,1,9.90",
  ",o3,2026-01-07,tea,1,9.90",
  "c2,o4,2026-01-08,coffee,many,12.00",
  "c2,o5,2026-01-09,coffee,1,12.00",
].join("\n");

const file = (name: string, text: string) => ({ name, mimeType: "text/csv", buffer: Buffer.from(text) });

const languages = {
  en: {
    choose: "Choose a CSV file",
    when: "Date of the order",
    missing: /Say which column holds: Date of the order/,
    start: "Start the import",
    kept: "Rows kept",
    reasons: ["This is no date", "No customer number", "This is no number"],
    rowByRow: "Row by row",
  },
  zh: {
    choose: "选择 CSV 文件",
    when: "下单时间",
    missing: /请指定哪一列是：下单时间/,
    start: "开始导入",
    kept: "保存的行",
    reasons: ["不是有效日期", "没有客户编号", "不是数字"],
    rowByRow: "逐行明细",
  },
} as const;

describe("a shop owner brings in a file of orders that is partly broken", () => {
  let shop: OpenShop;
  beforeAll(async () => {
    shop = await openShop();
  });
  afterAll(() => shop.close());

  it.each(["en", "zh"] as const)(
    "and keeps the good rows, and reads line and reason of the others (%s)",
    async (language) => {
      const words = languages[language];
      const { page, complaints } = await shop.visitor({ language });
      await page.goto("/data");
      await page.locator('input[type="file"]').setInputFiles(file(`orders-${language}.csv`, brokenFile));

      // The column "when" is known by no name: it has to be said what it is.
      await page.getByText(words.missing).waitFor();
      expect(await page.getByRole("button", { name: words.start }).isDisabled()).toBe(true);
      await page.getByLabel("when").selectOption({ label: words.when });
      await page.getByText(words.reasons[0]).first().waitFor();
      await page.reload();
      await page.getByText(words.reasons[0]).first().waitFor();
      await page.getByRole("button", { name: words.start }).click();
      await page.getByRole("progressbar").waitFor({ state: "attached" });
      await shop.local.drain();

      const figures = page.getByRole("definition");
      await page.getByRole("term").filter({ hasText: words.kept }).waitFor();
      await expect.poll(() => figures.nth(1).textContent()).toBe("2");
      const table = page.getByRole("table", { name: words.rowByRow });
      await table.getByText(words.reasons[0]).waitFor();
      const rows = await table.getByRole("row").allInnerTexts();
      expect(rows.slice(1).map((row) => row.split("\t").slice(0, 2))).toEqual([
        ["3", words.reasons[0]],
        ["4", words.reasons[1]],
        ["5", words.reasons[2]],
      ]);
      expect(complaints).toEqual([]);
    },
  );

  it("fetches the rejected rows as a file", async () => {
    const { page } = await shop.visitor();
    await page.goto("/data");
    await page.getByRole("link", { name: "orders-en.csv" }).click();

    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Download as CSV" }).click();

    expect((await download).suggestedFilename()).toMatch(/^rejected-.*\.csv$/);
  });

  it("makes a write key that is shown once, sends an event with it, and takes it away", async () => {
    const { page } = await shop.visitor();
    await page.goto("/data/events");
    await page.getByRole("button", { name: "Make a write key" }).click();
    await page.getByLabel("Who will use it").fill("web shop");
    await page.getByRole("dialog").getByRole("button", { name: "Make a write key" }).click();
    const key = (await page.getByRole("dialog").locator("code").textContent()) ?? "";
    await page.getByRole("button", { name: "I have copied it" }).click();

    const answer = await fetch(`${shop.url}/v1/track`, {
      method: "POST",
      headers: { authorization: `Basic ${btoa(`${key}:`)}`, "content-type": "application/json" },
      body: JSON.stringify({ userId: "c1", event: "Logged In", messageId: "m1" }),
    });
    expect(answer.status).toBe(200);
    await page
      .getByRole("row", { name: /web shop/ })
      .getByRole("button", { name: "Take away" })
      .click();
    await page.getByRole("dialog").getByRole("button", { name: "Take away" }).click();

    await page.getByRole("row", { name: /web shop.*Taken away/ }).waitFor();
    expect(await page.content()).not.toContain(key);
  });

  it("reads what to enter at Shopify", async () => {
    const { page } = await shop.visitor();
    await page.goto("/data/webhooks");

    await page.getByText(`${shop.url}/webhooks/shopify`).waitFor();
    await page.getByText("Missing: whatever Shopify sends is refused").waitFor();
  });
});
