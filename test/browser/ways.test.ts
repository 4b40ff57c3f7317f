// A marketer lets a split adapt, and months later sees which of its ways works better.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Campaign } from "../../lambdas/domain/campaign.ts";
import { daysUpTo } from "../../lambdas/domain/campaign-figures.ts";
import { createCampaignStore } from "../../lambdas/store/campaign-store.ts";
import { createReportStore } from "../../lambdas/store/report-store.ts";
import { expectNoBarriers, type OpenShop, openShop } from "../support/browser.ts";
import { definitionOf, wordsFor } from "../support/campaign-api.ts";
import { dormantCampaign, sendStep } from "../support/campaigns.ts";

let shop: OpenShop;

const campaign = (id: string, adapts: boolean): Campaign =>
  dormantCampaign({
    id,
    trigger: { kind: "since-last-order", days: 900 },
    goal: { on: { event: "order-placed" }, windowDays: 14 },
    steps: [
      {
        ...{ kind: "split", id: "which-words", ...(adapts && { adapts }) },
        ways: [
          { name: "story", share: 50, to: "tell" },
          { name: "offer", share: 50, to: "sell" },
        ],
      },
      { ...sendStep({ id: "tell", channels: ["email"] }), next: "end" },
      sendStep({ id: "sell", channels: ["email"] }),
      { kind: "exit", id: "end" },
    ],
  });

/** Ten weeks in which the offer brings back four in a hundred more than the story, and more and more are sent it. */
const tellEarlierWeeks = async (): Promise<void> => {
  const reports = createReportStore(shop.local.runtime);
  const arm = (name: string, customers: number, share: number) => {
    const converted = Math.round(customers * share);
    return {
      ...{ [`${name}:customers`]: customers, [`${name}:converted`]: converted, [`${name}:orders`]: converted },
      ...{ [`${name}:revenue`]: converted * 2000, [`${name}:revenueSquares`]: converted * 2000 ** 2 },
    };
  };
  for (const [index, day] of daysUpTo("2026-01-25", 70).entries()) {
    const story = Math.max(20, 100 - 2 * index);
    const counts = {
      ...{ ...arm("treated/story", story, 0.12), ...arm("treated/offer", 200 - story, 0.16) },
      ...{ ...arm("heldOut/story", 10, 0.1), ...arm("heldOut/offer", 10, 0.1) },
    };
    await reports.add({
      ...{ campaignId: "two-words", day, stream: "customers", shardId: "earlier" },
      records: [{ sequence: "1", counts }],
    });
  }
};

beforeAll(async () => {
  shop = await openShop();
  await createCampaignStore(shop.local.runtime).publish((current) => {
    if (current === undefined) throw new Error("Nothing is published");
    return { ...current, campaigns: [...current.campaigns, campaign("two-words", true)] };
  });
  const definition = definitionOf(campaign("first-words", false));
  const answer = await fetch(`${shop.url}/api/campaigns/first-words/versions`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ revision: 0, definition, words: wordsFor("tell", "sell") }),
  });
  expect(answer.status, await answer.text()).toBeLessThan(300);
  await tellEarlierWeeks();
});
afterAll(async () => {
  expect(shop.errors).toEqual([]);
  await shop.close();
});

const path = "/effect/two-words?from=2025-11-10&to=2026-02-10";

describe("a split whose shares adapt", () => {
  it("is a choice beside its ways, told in the summary", async () => {
    const { page, complaints } = await shop.visitor();
    await page.goto("/campaigns/first-words/edit");
    await page.getByRole("tab", { name: "Steps" }).click();
    await page.getByText("List", { exact: true }).click();
    await page.getByText(/^By chance: 50 % story/).waitFor();
    await page.getByRole("button", { name: "Change step 1" }).click();
    await page.getByRole("radio", { name: /^Adapting/ }).check();
    await expectNoBarriers(page);
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText("Everything is saved. This is version 2.").waitFor();

    await page.goto("/campaigns/first-words");

    await page
      .getByText(/^By chance, at first 50 % story/)
      .first()
      .waitFor();
    expect(complaints).toEqual([]);
  });

  it("shows which way is better, how sure that is, and how customers were divided meanwhile", async () => {
    const { page, complaints } = await shop.visitor();
    await page.goto(path);

    const ways = page.getByRole("region", { name: "Which way works better?" });
    await ways.getByText("“offer” is better, and that is more than chance").waitFor();
    const against = ways.getByRole("table", { name: "Each way against customers held out" });
    expect(await against.getByRole("row", { name: /^offer/ }).textContent()).toContain("+6.1 points (");
    expect(await ways.textContent()).toContain("From next Monday on, by what is known today: 10% story, 90% offer.");
    const divided = page.getByRole("region", { name: "How customers were divided" });
    await divided.getByRole("button", { name: "Show as a table" }).click();
    expect(await divided.getByRole("row").count()).toBe(11);
    expect(complaints).toEqual([]);
  });

  it("says the same in Chinese", async () => {
    const { page } = await shop.visitor({ language: "zh" });
    await page.goto(path);

    await page.getByRole("region", { name: "哪条路径效果更好？" }).getByText("“offer”更好，且不是偶然").waitFor();
  });

  it.each([
    { scheme: "light", width: 1200 },
    { scheme: "dark", width: 390 },
  ] as const)("has no barriers in $scheme colours, and fits $width pixels", async ({ scheme, width }) => {
    const { page } = await shop.visitor({ scheme, width });
    await page.goto(path);
    await page.getByRole("region", { name: "How customers were divided" }).waitFor();
    await expectNoBarriers(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  });
});
