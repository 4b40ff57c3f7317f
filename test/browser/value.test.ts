import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createEventStore } from "../../lambdas/store/event-store.ts";
import { tooWide } from "../../lib/look/findings.ts";
import { settled } from "../../lib/look/settled.ts";
import { sampleShop } from "../../lib/sample/sample-shop.ts";
import { expectNoBarriers, expectReadableColours, type OpenShop, openShop } from "../support/browser.ts";

const hourMs = 3_600_000;
const customers = 120;

const heading = (page: Page, name: string) => page.getByRole("heading", { level: 1, name, exact: true });
const region = (page: Page, name: string | RegExp) => page.getByRole("region", { name });
describe("what a shop owner sees of what customers are worth", () => {
  let shop: OpenShop;
  beforeAll(async () => {
    shop = await openShop();
  });
  afterAll(() => shop.close());

  it("says what the page is for while nobody has ordered", async () => {
    const { page, complaints } = await shop.visitor();
    await page.goto("/value");
    await heading(page, "Value").waitFor();
    await page.getByRole("heading", { name: "Nobody has ordered yet" }).waitFor();
    await page.getByRole("link", { name: "Bring in customers and orders" }).waitFor();
    expect(complaints).toEqual([]);
  });

  describe("once orders have come in", () => {
    beforeAll(async () => {
      const { clock, runtime } = shop.local;
      await createEventStore(runtime).append(sampleShop({ seed: 1, endAt: clock.now(), customers }).events);
      await shop.local.drain();
      await shop.local.advanceTo(clock.now() + hourMs);
    });

    it("shows what is learned when somebody asks for it", async () => {
      const { page, complaints } = await shop.visitor();
      await page.goto("/value");
      await page.getByRole("button", { name: "Learn now" }).click();
      await page.getByRole("button", { name: "Learning…" }).waitFor();
      await shop.local.invoke("learn", {});

      await page.getByText(`From all ${customers} customers, ${customers} of whom have ordered`).waitFor();
      await page.getByText(/^The best 20% of customers bring \d+% \(\d+% to \d+%\) of revenue\.$/).waitFor();
      await page.getByRole("button", { name: "Learn now" }).waitFor();
      expect(complaints).toEqual([]);
    });

    it("tells who moved between the tiers, and that too few came back to learn bands from", async () => {
      const { page, complaints } = await shop.visitor();
      await page.goto("/value");
      await page.getByRole("tab", { name: "Tiers" }).click();
      await page.waitForURL("**/value/tiers");

      const movement = region(page, "Who moved within 30 days");
      const core = movement.getByRole("row", { name: /^Core/ }).first();
      await core.waitFor();
      const shares = (await core.getByRole("cell").allTextContents()).map((text) => Number.parseFloat(text) || 0);
      expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(100, 0);
      await region(page, "What divides the tiers").getByText("400 are needed").waitFor();
      expect(complaints).toEqual([]);
    });

    it("forecasts thirteen weeks, each between two numbers, and holds itself against what came", async () => {
      const { page, complaints } = await shop.visitor();
      await page.goto("/value/forecast");

      const weeks = region(page, "Orders to expect, week by week");
      await weeks.getByRole("button", { name: "Show as a table" }).click();
      const rows = await weeks.locator("tbody tr").all();
      expect(rows).toHaveLength(13);
      for (const row of rows) {
        const [, expected = 0, low = 0, high = 0] = (await row.getByRole("cell").allTextContents()).map(Number);
        expect(low).toBeLessThanOrEqual(expected);
        expect(high).toBeGreaterThan(expected);
      }
      await region(page, "Would it have been right?")
        .getByText(/^30 days ago: \d+ orders were to be expected/)
        .waitFor();
      await page.getByRole("button", { name: /^Its numbers/ }).press("Enter");
      await page.getByRole("cell", { name: "alpha", exact: true }).waitFor();
      expect(complaints).toEqual([]);
    });

    it("finds a product with the reasons for its class, and what its buyers bought besides", async () => {
      const { page, complaints } = await shop.visitor();
      await page.goto("/value/products");
      const list = region(page, "The products, those that brought most money first");
      await list.getByRole("textbox", { name: "Find a product" }).fill("kettle");
      await list.getByRole("row", { name: /Gooseneck Kettle/ }).waitFor();
      expect(await list.locator("tbody tr").count()).toBe(1);
      await region(page, "How soon a product is bought again")
        .getByText(/^about \d+ days/)
        .first()
        .waitFor();

      await page.getByRole("tab", { name: "Bought together" }).click();
      const companions = region(page, "What else the buyers of a product bought");
      await companions.getByRole("combobox", { name: "Product" }).fill("Paper");
      await companions.getByRole("combobox", { name: "Product" }).press("ArrowDown");
      await companions.getByRole("combobox", { name: "Product" }).press("Enter");
      await companions
        .getByRole("row", { name: /Ethiopia Guji|Gooseneck Kettle|House Espresso/ })
        .first()
        .waitFor();
      expect(complaints).toEqual([]);
    });

    it("shows in Chinese who the customers are", async () => {
      const { page, complaints } = await shop.visitor({ language: "zh" });
      await page.goto("/value/customers");
      await heading(page, "客户价值").waitFor();

      const reach = region(page, "可接收优惠信息的渠道");
      await reach.getByRole("button", { name: "以表格显示" }).click();
      await reach.getByRole("cell", { name: "邮件 + 短信" }).waitFor();
      await region(page, "国家和地区").waitFor();
      expect(complaints).toEqual([]);
    });

    it("has no barriers in either scheme, and fits a phone", async () => {
      const { page } = await shop.visitor({ language: "zh" });
      // The fullest ones; the test of accessibility looks at all of them.
      for (const tab of ["", "/tiers", "/products"]) {
        await page.setViewportSize({ width: 1200, height: 900 });
        await page.emulateMedia({ colorScheme: "light" });
        await page.goto(`/value${tab}`);
        await settled(page);
        await expectNoBarriers(page);
        await page.emulateMedia({ colorScheme: "dark" });
        await expectReadableColours(page);
        await page.setViewportSize({ width: 390, height: 900 });
        expect(await tooWide(page), tab).toEqual([]);
      }
    });
  });
});
