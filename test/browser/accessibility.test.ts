// Every page and main state of the console without barriers: in both colour schemes and both languages, on a phone, by keyboard.
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { consolePages } from "../../lib/look/console-pages.ts";
import { fillPages, type PagesShown } from "../../lib/look/fill-pages.ts";
import { tooWide } from "../../lib/look/findings.ts";
import { settled } from "../../lib/look/settled.ts";
import { expectNoBarriers, expectReadableColours, type OpenShop, openShop, type Visitor } from "../support/browser.ts";

let shop: OpenShop;
let shown: PagesShown;
let visitors: Readonly<Record<"en" | "zh", Visitor>>;
beforeAll(async () => {
  shop = await openShop({ shop: "sample", customers: 60 });
  shown = await fillPages(shop);
  visitors = { en: await shop.visitor({ language: "en" }), zh: await shop.visitor({ language: "zh" }) };
});
afterAll(async () => {
  await shop.close();
  expect(shop.errors).toEqual([]);
});

/** As each page is loaded once, its language takes turns; what the words are changes little of what axe looks at. */
const table = consolePages.map((page, index) => ({ ...page, language: index % 2 === 0 ? "en" : "zh" }) as const);

describe("every page", () => {
  it.each(table)("$name, in $language, has no barrier by day and by night, and fits a phone", async (one) => {
    const { page, complaints } = visitors[one.language];
    await page.setViewportSize({ width: 1200, height: 900 });
    await page.emulateMedia({ colorScheme: "light" });
    await page.goto(one.pathOf(shown));
    await settled(page);
    await expectNoBarriers(page);
    await page.emulateMedia({ colorScheme: "dark" });
    await page.locator("html[data-mantine-color-scheme=dark]").waitFor();
    await settled(page);
    await expectReadableColours(page);
    await page.setViewportSize({ width: 390, height: 900 });
    expect(await tooWide(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });
});

/** Whether a ring shows where the keyboard is: around the element, or around what stands for it, as a switch's own box does. */
const focusIsSeen = (page: Page): Promise<boolean> =>
  page.evaluate(() => {
    const focused = document.activeElement;
    if (focused === null || focused === document.body) return false;
    return [focused, focused.nextElementSibling, focused.parentElement].some((element) => {
      if (element === null) return false;
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      return outlineStyle !== "none" && outlineWidth !== "0px";
    });
  });

describe("by keyboard", () => {
  it.each(["/", "/customers", "/settings"])("one sees on %s where one is, stop by stop", async (path) => {
    const { page, context } = await shop.visitor();
    await page.goto(path);
    await settled(page);
    // From the beginning of the page, as somebody who has just come.
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    for (let stop = 1; stop <= 30; stop += 1) {
      await page.keyboard.press("Tab");
      // After the last stop the keyboard leaves the page.
      if (await page.evaluate(() => document.activeElement === document.body)) break;
      const where = await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 200));
      expect(await focusIsSeen(page), `stop ${stop}: ${where}`).toBe(true);
    }
    await context.close();
  });

  it("a question is left by Escape, and the keyboard is where it was", async () => {
    const { page, context } = await shop.visitor();
    await page.goto("/campaigns/dormant-wake-up");
    const archive = page.getByRole("button", { name: "Archive" });
    await archive.focus();
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").getByRole("button", { name: "Archive" }).waitFor();

    await page.keyboard.press("Escape");

    await page.getByRole("dialog").waitFor({ state: "detached" });
    await expect.poll(() => archive.evaluate((button) => button === document.activeElement)).toBe(true);
    await context.close();
  });
});
