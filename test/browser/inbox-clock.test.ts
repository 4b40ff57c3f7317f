import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CustomerEvent } from "../../lambdas/domain/event.ts";
import { createEventStore } from "../../lambdas/store/event-store.ts";
import { type OpenShop, openShop } from "../support/browser.ts";

const dayMs = 86_400_000;
const address = "ann@example.com";

/** Somebody who bought half a year ago less two days, and may be written to. */
const almostDormant = (now: number): readonly CustomerEvent[] => {
  const at = now - 178 * dayMs;
  const envelope = { customerId: "ann", occurredAt: at, receivedAt: at };
  return [
    { ...envelope, eventId: "who", kind: "identified", traits: { email: address, firstName: "Ann", language: "en" } },
    { ...envelope, eventId: "may", kind: "consent-given", channel: "email", topic: "all", source: "checkout" },
    { ...envelope, eventId: "order-1", kind: "order-placed", orderId: "1", amount: 30, lines: [] },
  ];
};

describe("a shop owner tries the shop on their own machine", () => {
  let shop: OpenShop;
  beforeAll(async () => {
    shop = await openShop();
    await createEventStore(shop.local.runtime).append(almostDormant(shop.local.clock.now()));
    await shop.local.drain();
  });
  afterAll(() => shop.close());

  it("moves the clock and watches the first message go out", async () => {
    const { page, complaints } = await shop.visitor();
    await page.goto("/clock");
    const sent = page.getByRole("region", { name: "Received by customers so far" }).getByRole("definition").first();
    await expect.poll(() => sent.textContent()).toBe("0");

    await page.getByRole("button", { name: "A week" }).click();

    await expect.poll(() => sent.textContent(), { timeout: 30_000 }).toBe("1");
    await page.getByText("Mar 9, 2026, 10:00 AM").first().waitFor();
    expect(complaints).toEqual([]);
  });

  it("finds what one address received, and reads it as it is on a desk, on a phone and without pictures", async () => {
    const { page, complaints } = await shop.visitor();
    await page.goto("/inbox");
    await page.getByRole("searchbox").fill(address);
    await page.getByRole("table").getByRole("link").click();

    const frame = page.locator("iframe");
    await frame.waitFor();
    expect(await frame.getAttribute("sandbox")).toBe("");
    const desk = (await frame.boundingBox())?.width ?? 0;
    await page.getByText("On a phone").click();
    await expect.poll(async () => (await frame.boundingBox())?.width).toBeLessThan(desk);
    await page.getByText("Plain text", { exact: true }).click();
    await page.locator("pre").getByText(/Ann/).waitFor();
    expect(complaints).toEqual([]);
  });

  it("says when nothing was found, in Chinese", async () => {
    const { page } = await shop.visitor({ language: "zh" });
    await page.goto("/inbox");
    await page.getByRole("table").waitFor();

    await page.getByRole("searchbox", { name: "按地址或主题搜索" }).fill("nobody@example.com");

    await page.getByText("没有找到").waitFor();
  });
});
