// Every page and main state of the console, looked at by axe: in both colour schemes, in both languages, and on a phone.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { consolePages } from "../../lib/look/console-pages.ts";
import { fillPages } from "../../lib/look/fill-pages.ts";
import { tooWide } from "../../lib/look/findings.ts";
import { settled } from "../../lib/look/settled.ts";
import { expectNoBarriers, type OpenShop, openShop, type Visitor } from "../support/browser.ts";

describe("every page", () => {
  let shop: OpenShop;
  let visitors: Readonly<Record<"en" | "zh", Visitor>>;
  let pages: ReturnType<typeof consolePages> = [];
  beforeAll(async () => {
    const t0 = Date.now();
    shop = await openShop({ shop: "sample", customers: 80 });
    console.log("open", Date.now() - t0);
    pages = consolePages(await fillPages(shop));
    console.log("fill", Date.now() - t0);
    visitors = { en: await shop.visitor({ language: "en" }), zh: await shop.visitor({ language: "zh" }) };
  });
  afterAll(async () => {
    await shop.close();
    expect(shop.errors).toEqual([]);
  });

  it("x", async () => {
    const bad: string[] = [];
    for (const [i, { name, path }] of pages.entries()) {
      const language = i % 2 ? "zh" : "en";
      const { page } = visitors[language];
      const t = Date.now();
      try {
        await page.setViewportSize({ width: 1200, height: 900 });
        await page.emulateMedia({ colorScheme: "light" });
        await page.goto(path);
        await settled(page);
        const t1 = Date.now();
        await expectNoBarriers(page);
        const t2 = Date.now();
        await page.emulateMedia({ colorScheme: "dark" });
        await expectNoBarriers(page);
        const t3 = Date.now();
        await page.setViewportSize({ width: 390, height: 900 });
        const wide = await tooWide(page);
        if (wide.length) bad.push(name + " WIDE " + wide.join(" | "));
        console.log(name, t1 - t, t2 - t1, t3 - t2, Date.now() - t3);
      } catch (error) {
        bad.push(`${name} ${language}: ${String(error).slice(0, 1500)}`);
      }
    }
    console.log(bad.join("\n\n"));
    console.log(visitors.en.complaints, visitors.zh.complaints);
  }, 400_000);
});
