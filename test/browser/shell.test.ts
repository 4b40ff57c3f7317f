import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type OpenShop, openShop } from "../support/browser.ts";

describe("the frame around every page", () => {
  let shop: OpenShop;
  beforeAll(async () => {
    shop = await openShop();
  });
  afterAll(() => shop.close());

  it("speaks English and Chinese, and remembers which", async () => {
    const { page } = await shop.visitor({ language: "en" });
    await page.goto("/");
    await page.getByRole("heading", { level: 1, name: "Overview" }).waitFor();

    await page.getByRole("button", { name: "中文" }).click();

    await page.getByRole("heading", { level: 1, name: "概览" }).waitFor();
    expect(await page.getAttribute("html", "lang")).toBe("zh-CN");
    await page.reload();
    await page.getByRole("heading", { level: 1, name: "概览" }).waitFor();
  });

  it("leads by keyboard past the navigation, and says where one is", async () => {
    const { page } = await shop.visitor();
    await page.goto("/customers");
    await page.getByRole("heading", { level: 1, name: "Customers" }).waitFor();

    // A new page begins at its heading; the way past the navigation is the first stop of all.
    await page.getByRole("link", { name: "Skip to content" }).focus();
    await page.keyboard.press("Enter");

    expect(await page.evaluate(() => document.activeElement?.id)).toBe("content");
    expect(await page.getByRole("link", { name: "Customers" }).getAttribute("aria-current")).toBe("page");
  });

  it("answers nobody from another site", async () => {
    const answer = await fetch(`${shop.url}/`, { headers: { origin: "https://elsewhere.example" } });
    expect(answer.status).toBe(403);
    const hidden = { method: "POST", headers: { origin: "null", "content-type": "application/json" }, body: "{}" };
    expect((await fetch(`${shop.url}/api/sending/resume`, hidden)).status).toBe(403);
  });
});
