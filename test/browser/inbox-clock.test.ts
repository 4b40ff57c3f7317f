import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createCustomerStore } from "../../lambdas/store/customer-store.ts";
import { expectNoBarriers, type OpenShop, openShop } from "../support/browser.ts";

describe("a shop owner tries the sample shop on their own machine", () => {
  let shop: OpenShop;
  beforeAll(async () => {
    shop = await openShop({ shop: "sample" });
  });
  afterAll(() => shop.close());

  const emails = () => shop.local.standIns.inbox().filter(({ channel }) => channel === "email");

  it("moves the clock by a day and watches messages go out", async () => {
    const { page, complaints } = await shop.visitor();
    await page.goto("/clock");
    const sent = page.getByRole("region", { name: "Received by customers so far" }).getByRole("definition").first();
    await expect.poll(() => sent.textContent()).toBe("0");
    const before = await page.getByRole("time").textContent();

    await page.getByRole("button", { name: "A day" }).click();

    await expect.poll(async () => Number(await sent.textContent()), { timeout: 60_000 }).toBeGreaterThan(0);
    await page.getByRole("button", { name: "A day" }).waitFor({ timeout: 60_000 });
    expect(await page.getByRole("time").textContent()).not.toBe(before);
    expect(complaints).toEqual([]);
  });

  it("reads an email in a shut frame, as it is on a desk, on a phone and without pictures", async () => {
    const { page, complaints } = await shop.visitor();
    await page.goto("/inbox");
    await page.getByText("Email", { exact: false }).first().click();
    await page.getByRole("table").getByRole("link").first().click();

    const frame = page.locator("iframe");
    await frame.waitFor();
    expect(await frame.getAttribute("sandbox")).toBe("");
    const desk = (await frame.boundingBox())?.width ?? 0;
    await page.getByText("On a phone").click();
    await expect.poll(async () => (await frame.boundingBox())?.width).toBeLessThan(desk);
    await page.getByText("Plain text").click();
    await page
      .getByText(/unsubscribe|退订|https?:/i)
      .first()
      .waitFor();
    expect(complaints).toEqual([]);
  });

  it("opts out as a customer would, by the link in a message", async () => {
    const { page, context } = await shop.visitor();
    const [entry] = emails();
    await page.goto(`/inbox/${encodeURIComponent(entry?.providerId ?? "")}`);

    const opened = context.waitForEvent("page");
    await page
      .getByRole("link", { name: /^Unsubscribe/ })
      .first()
      .click();
    const tab = await opened;
    await tab.getByRole("button").first().click();
    await tab.waitForLoadState();
    await shop.local.drain();

    const customers = createCustomerStore(shop.local.runtime);
    const ids = await customers.findByEmail(entry?.to[0] ?? "");
    const profiles = await customers.load(ids);
    expect(profiles.size).toBeGreaterThan(0);
    for (const profile of profiles.values()) expect(JSON.stringify(profile)).toMatch(/unsubscribe|opted-out|opt-out/);
  });

  it("finds what one address received, also in Chinese", async () => {
    const { page } = await shop.visitor({ language: "zh" });
    const address = emails()[0]?.to[0] ?? "";
    await page.goto("/inbox");

    await page.getByRole("searchbox", { name: "按地址或主题搜索" }).fill(address);

    await expect
      .poll(async () => new Set(await page.getByRole("table").locator("tbody td:last-child").allInnerTexts()))
      .toEqual(new Set([address]));
  });

  it.each(["light", "dark"] as const)("meets no barrier in %s colours", async (scheme) => {
    for (const width of [390, 1200]) {
      const { page, complaints, context } = await shop.visitor({ scheme, width });
      for (const path of ["/inbox", "/clock"]) {
        await page.goto(path);
        await page.getByRole("link", { name: /./ }).last().waitFor();
        await page.getByRole(path === "/inbox" ? "table" : "time").waitFor();
        await expectNoBarriers(page);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      }
      await page.goto("/inbox");
      await page.getByRole("table").getByRole("link").first().click();
      await page.getByRole("complementary", { name: "Links in it" }).waitFor();
      await expectNoBarriers(page);
      expect(complaints).toEqual([]);
      await context.close();
    }
  });
});
