import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { daysUpTo } from "../../lambdas/domain/campaign-figures.ts";
import { defaultSettings } from "../../lambdas/domain/parse-settings.ts";
import { drawingOf, shopWindowCounters } from "../../lambdas/domain/shop-window.ts";
import { createCampaignStore } from "../../lambdas/store/campaign-store.ts";
import { createEventStore } from "../../lambdas/store/event-store.ts";
import { createReportStore } from "../../lambdas/store/report-store.ts";
import { expectNoBarriers, type OpenShop, openShop } from "../support/browser.ts";
import { customerWith } from "../support/customer-with.ts";
import { anOrder } from "../support/factories.ts";

const dayMs = 86_400_000;
/** Thirty who were last seen half a year ago; nine of them come back. */
const names = Array.from({ length: 30 }, (_, index) => `owner-${index}`);

/** Two months with a lift of five points, up to a day, as the counters would stand. */
const tellEarlierDays = async ({ local }: OpenShop, campaignId: string, lastDay: string): Promise<void> => {
  const reports = createReportStore(local.runtime);
  const arm = (name: string, customers: number, converted: number) => ({
    ...{ [`${name}:customers`]: customers, [`${name}:converted`]: converted, [`${name}:orders`]: converted },
    ...{ [`${name}:revenue`]: converted * 2000, [`${name}:revenueSquares`]: converted * 2000 ** 2 },
  });
  for (const day of daysUpTo(lastDay, 60))
    await reports.add({
      ...{ campaignId, day, stream: "customers", shardId: "earlier" },
      records: [{ sequence: "1", counts: { ...arm("treated", 100, 15), ...arm("heldOut", 100, 10) } }],
    });
};

const heading = (page: Page, name: string) => page.getByRole("heading", { level: 1, name, exact: true });

describe("what a shop owner sees of the results", () => {
  let shop: OpenShop;

  beforeAll(async () => {
    shop = await openShop();
    const { clock, runtime } = shop.local;
    const now = clock.now();
    const events = createEventStore(runtime);
    await events.append(names.flatMap((customerId) => customerWith({ customerId, now, daysSinceOrder: 179.9 })));
    await shop.local.drain();
    await shop.local.advanceTo(now + 2 * dayMs);
    await tellEarlierDays(shop, "repurchase-reminder", "2026-01-15");
    const occurredAt = clock.now();
    await events.append(names.slice(0, 9).map((customerId) => anOrder({ customerId, occurredAt, amount: 20 })));
    await shop.local.drain();
  });
  afterAll(() => shop.close());

  it("begins with what needs them, then the last thirty days, with the figures behind the picture", async () => {
    const { page, complaints } = await shop.visitor();
    await page.goto("/");
    await heading(page, "Overview").waitFor();

    await page.getByRole("region", { name: "Needs a person" }).waitFor();
    const messages = page.getByRole("region", { name: "Today and the last 30 days" }).getByRole("listitem").first();
    expect(await messages.textContent()).toContain(String(shop.local.standIns.inbox().length));
    const days = page.getByRole("region", { name: "Messages day by day" });
    await days.getByRole("button", { name: "Show as a table" }).click();
    expect(await days.getByRole("row").count()).toBe(31);
    expect(complaints).toEqual([]);
  });

  it("says what a month costs: the fees for messages beside what it takes to run the engine", async () => {
    const { page, complaints } = await shop.visitor();
    await page.goto("/");

    const cost = page.getByRole("region", { name: "What a month costs" });
    await cost.getByRole("row", { name: /^Alarms, logs and figures/ }).waitFor();
    const sent = shop.local.standIns.inbox().length;
    const fees = cost.getByRole("listitem").filter({ hasText: "Fees for messages" });
    expect(await fees.textContent()).toContain(`${sent} messages`);
    expect(await cost.getByRole("listitem").first().textContent()).toMatch(/Together\$\d\d\.\d\d$/);
    expect(complaints).toEqual([]);
  });

  it("leads from all campaigns to one, whose funnel adds up", async () => {
    const { page, complaints } = await shop.visitor();
    await page.goto("/effect");
    await heading(page, "Effect").waitFor();
    await page.getByRole("table").getByRole("link").first().click();

    const funnel = page.getByRole("region", { name: "From looks to messages" });
    await funnel.getByRole("button", { name: "Show as a table" }).click();
    const looks = await funnel.locator("tbody tr td:nth-child(2)").allTextContents();
    const sum = looks.reduce((all, one) => all + Number(one.replaceAll(",", "")), 0);

    expect(await funnel.textContent()).toContain(`${sum.toLocaleString("en")} looks = `);
    await page
      .getByRole("region", { name: "Did it work?" })
      .getByRole("row", { name: /^Treated/ })
      .waitFor();
    expect(complaints).toEqual([]);
  });

  it("says what would not have happened anyway, in a range, and how it became clear", async () => {
    const { page, complaints } = await shop.visitor();
    await page.goto("/effect/repurchase-reminder?from=2025-11-01&to=2026-01-31");

    const comparison = page.getByRole("region", { name: "Did it work?" });
    await comparison.getByText("+5 points").waitFor();
    expect(await comparison.textContent()).toContain("More than chance.");
    const clear = page.getByRole("region", { name: "The difference as it became clear" });
    await clear.getByRole("button", { name: "Show as a table" }).click();
    expect(await clear.getByRole("row").count()).toBeGreaterThan(30);
    expect(complaints).toEqual([]);
  });

  it("tells what everything together brought, once somebody is held out of everything and their days are over", async () => {
    const { page, complaints } = await shop.visitor();
    await page.goto("/effect");
    const everything = page.getByRole("region", { name: "Everything together" });
    await everything.getByText("Nobody is kept out of every campaign").waitFor();
    await everything.getByRole("link", { name: "Open the setting" }).click();
    await page.getByRole("textbox", { name: "Share kept out of every campaign" }).fill("5");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("The settings are saved and in force.").waitFor();
    const { holdOut } = (await createCampaignStore(shop.local.runtime).snapshot())?.settings ?? defaultSettings;
    await tellEarlierDays(shop, shopWindowCounters(drawingOf(holdOut) ?? "none"), "2025-12-15");

    await page.goto("/effect");

    await everything.getByText("+5 points").waitFor();
    await everything.getByRole("row", { name: /^Held out 6,000 600 10/ }).waitFor();
    const clear = page.getByRole("region", { name: "The difference as it became clear" });
    await clear.getByRole("button", { name: "Show as a table" }).click();
    expect(await clear.getByRole("row").count()).toBeGreaterThan(30);
    await expectNoBarriers(page);
    expect(complaints).toEqual([]);
  });

  it("keeps the chosen days in the address, so that a link shows the same", async () => {
    const { page } = await shop.visitor();
    await page.goto("/effect");
    await page.getByRole("button", { name: "90 days" }).click();
    await page.waitForURL(/from=\d{4}-\d\d-\d\d&to=/);

    await page.reload();

    await page.getByRole("button", { name: "90 days", pressed: true }).waitFor();
  });

  it("shows in Chinese how often people are written to, and which caps decide", async () => {
    const { page, complaints } = await shop.visitor({ language: "zh" });
    await page.goto("/pressure");
    await heading(page, "触达压力").waitFor();

    await page.getByRole("region", { name: "最近七天每位客户收到的消息数" }).waitFor();
    expect(await page.getByRole("region", { name: "频次上限的作用" }).getByRole("row").count()).toBeGreaterThan(1);
    expect(complaints).toEqual([]);
  });
});
