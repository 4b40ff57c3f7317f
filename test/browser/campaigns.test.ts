// A shop owner and a colleague set up a campaign, put it live, watch it run, stop it, and take a change back.
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createCampaignStore } from "../../lambdas/store/campaign-store.ts";
import { changeCampaign } from "../../lambdas/store/change-campaign.ts";
import { draftOfVersion, loadVersion } from "../../lambdas/store/draft-campaign.ts";
import { expectNoBarriers, type OpenShop, openShop, type Visitor } from "../support/browser.ts";

const dayMs = 86_400_000;

let shop: OpenShop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(async () => {
  expect(shop.errors).toEqual([]);
  await shop.close();
});

/** The shop's own system tells Rekindle what happened. */
const tell = async (type: "identify" | "track", body: object): Promise<void> => {
  const timestamp = new Date(shop.local.clock.now()).toISOString();
  const answer = await fetch(`${shop.url}/v1/${type}`, {
    method: "POST",
    headers: { authorization: `Basic ${btoa(`${shop.record.writeKey}:`)}`, "content-type": "application/json" },
    body: JSON.stringify({ messageId: `${type}-${timestamp}-${JSON.stringify(body).length}`, timestamp, ...body }),
  });
  expect(answer.status).toBe(200);
  await shop.local.drain();
};

const annOrdersOnce = async (): Promise<void> => {
  const traits = { firstName: "Ann", email: "ann@example.com", consents: { email: true } };
  await tell("identify", { userId: "ann", traits });
  const products = [{ product_id: "tea", quantity: 1, price: 12 }];
  await tell("track", { userId: "ann", event: "Order Completed", properties: { order_id: "1", total: 12, products } });
};

/** Everything that is due in these days happens. */
const daysPass = async (days: number): Promise<void> => {
  await shop.local.advanceTo(shop.local.clock.now() + days * dayMs);
  await shop.local.drain();
};

const subjectsOf = (to: string): readonly string[] =>
  shop.local.standIns.inbox().flatMap((one) => (one.channel === "email" && one.to.includes(to) ? [one.subject] : []));

/** What a colleague does from another computer. */
const approvalIs = async (approval: "none" | "second-person"): Promise<void> => {
  await createCampaignStore(shop.local.runtime).publish((current) => {
    if (current === undefined) throw new Error("Nothing is published");
    return { ...current, settings: { ...current.settings, approval } };
  });
};

const colleague = "bea@example.com";
const colleagueDoes = async (campaignId: string, action: "approve" | "request-approval"): Promise<void> => {
  const changed = await changeCampaign(shop.local.runtime, {
    ...{ campaignId, action, by: colleague, now: shop.local.clock.now() },
  });
  expect(changed.ok, JSON.stringify(changed)).toBe(true);
};

/** The colleague saves another priority, based on what stands. */
const colleagueSaves = async (campaignId: string, priority: number): Promise<void> => {
  const said = await loadVersion(createCampaignStore(shop.local.runtime), { campaignId, version: 1 });
  if (said === undefined) throw new Error(`There is no ${campaignId}`);
  const { copyOf: _, ...draft } = draftOfVersion(said);
  const campaign = { ...draft.campaign, policy: { ...draft.campaign.policy, priority } };
  const changed = await changeCampaign(shop.local.runtime, {
    ...{ campaignId, action: "save", by: colleague, now: shop.local.clock.now(), draft: { ...draft, campaign } },
  });
  expect(changed.ok, JSON.stringify(changed)).toBe(true);
};

const stateIs = (page: Page, said: string): Promise<void> => page.getByText(said, { exact: true }).first().waitFor();

const openPart = async (page: Page, name: string): Promise<void> => {
  await page.getByRole("tab", { name }).click();
};

describe("a campaign from a playbook", () => {
  it("is set up, worded, approved by a second person, put live, and writes to who it is for", async () => {
    await approvalIs("second-person");
    await annOrdersOnce();
    const { page, complaints } = await shop.visitor();
    await page.goto("/campaigns");

    // From the gallery: a sentence tells what it is, and its numbers are filled in.
    await page.getByRole("link", { name: "Set up One-time buyer" }).click();
    await page.getByRole("heading", { level: 1, name: "Set up: One-time buyer" }).waitFor();
    await page.getByLabel(/^Days since the first and only order/).fill("30");
    await page.getByText("When somebody has not ordered for 30 days.").waitFor();
    await page.getByRole("button", { name: "Create the draft" }).click();

    // The draft tells what it does. What it needs came along, so nothing is missing.
    await page.getByRole("heading", { level: 1, name: "One-time buyer" }).waitFor();
    await stateIs(page, "Draft");
    await page.getByText(/the messages carry the coupon/).waitFor();
    expect(await page.getByText("Before it can go live").count()).toBe(0);

    // Its words become the shop's own, and the preview follows.
    await page.getByRole("link", { name: "Edit" }).click();
    await openPart(page, "Words");
    await page.getByLabel("Subject", { exact: true }).fill("How is your tea, {{ customer.firstName }}?");
    await page.getByText("How is your tea, Emily?").waitFor();
    await page.getByText("Not saved yet").waitFor();
    await page.getByLabel("What did you change? (optional)").fill("Our own subject");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText("Everything is saved. This is version 2.").waitFor();

    // The owner wrote it, so somebody else must agree.
    await page.getByRole("link", { name: "To the summary" }).click();
    await page.getByRole("button", { name: "Ask for approval" }).click();
    await stateIs(page, "Waits for approval");
    await page.getByText("You wrote this version, so somebody else must approve it.").waitFor();
    expect(await page.getByRole("button", { name: "Approve" }).count()).toBe(0);
    await colleagueDoes("one-time-buyer", "approve");
    await page.reload();
    await stateIs(page, "Approved");

    await page.getByRole("button", { name: "Put live" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Put live" }).click();
    await stateIs(page, "Live");
    await shop.local.drain();

    await daysPass(31);
    expect(subjectsOf("ann@example.com")).toContain("How is your tea, Ann?");
    expect(complaints).toEqual([]);
  });

  it("stops at once, and goes back to what it said before", async () => {
    const { page } = await shop.visitor();
    await page.goto("/campaigns/one-time-buyer");

    await page.getByRole("button", { name: "Pause at once" }).click();
    await stateIs(page, "Paused");
    await page.getByText("Nothing is sent, also not what was reserved. Everybody keeps their place.").waitFor();

    await page.getByRole("button", { name: "Compare version 1 with version 2" }).click();
    const differences = page.getByRole("table", { name: "What differs between version 1 and version 2" });
    await differences.getByText("How is your tea, {{ customer.firstName }}?").waitFor();
    await page.getByRole("button", { name: "Roll back to version 1" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Roll back to version 1" }).click();
    await page.getByText("Version 1 is the newest again, as version 3").waitFor();
    await page.getByText("copy of version 1").waitFor();

    await page.getByRole("button", { name: "Resume" }).click();
    await stateIs(page, "Live");
  });
});

describe("work that is not saved yet", () => {
  it("survives a reload and can be discarded", async () => {
    const { page } = await shop.visitor();
    await page.goto("/campaigns/dormant-wake-up/edit/trigger");
    await page.getByLabel("Days", { exact: true }).fill("120");
    await page.getByText("When somebody has not ordered for 120 days.").waitFor();

    await page.reload();
    await page.getByText("Not saved yet").waitFor();
    expect(await page.getByLabel("Days", { exact: true }).inputValue()).toBe("120");

    await page.getByRole("button", { name: "Discard changes" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Discard changes" }).click();
    await page.getByText("Everything is saved. This is version 1.").waitFor();
    expect(await page.getByLabel("Days", { exact: true }).inputValue()).toBe("180");
  });

  it("is not overwritten and overwrites nothing when a colleague saved meanwhile", async () => {
    const { page } = await shop.visitor();
    await page.goto("/campaigns/post-delivery-care/edit/trigger");
    await page.getByLabel("Days", { exact: true }).fill("4");
    await page.getByText("Not saved yet").waitFor();
    await colleagueSaves("post-delivery-care", 2);

    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText("Somebody else saved meanwhile").waitFor();
    await page.getByText(/^bea@example.com saved version 2/).waitFor();

    await page.getByRole("button", { name: "Carry my changes over to version 2" }).click();
    await page.getByText("Your changes now stand on version 2. Look them over, then save.").waitFor();
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText("Everything is saved. This is version 3.").waitFor();
    expect(await page.getByLabel("Days", { exact: true }).inputValue()).toBe("4");
    await openPart(page, "Rules");
    expect(await page.getByLabel("Priority (1 goes first, 9 last)").inputValue()).toBe("2");
  });
});

describe("the journey", () => {
  it("is a picture whose steps are chosen by keyboard, and a list that can be changed", async () => {
    const { page } = await shop.visitor();
    await page.goto("/campaigns/repurchase-reminder/edit/steps");
    await page.getByRole("group", { name: /^Step 1: Message/ }).focus();
    await page.keyboard.press("Enter");
    await page.getByLabel("Hours it may wait before it is left out").waitFor();

    await page.getByText("List", { exact: true }).click();
    await page.getByRole("button", { name: "Add a step after step 1" }).click();
    await page.getByRole("menuitem", { name: "Wait" }).click();
    await page.getByRole("heading", { name: "Step 2: Wait" }).waitFor();
    await page.getByText("Wait 7 days.").waitFor();
    await page.getByRole("button", { name: "Move step 2 up" }).click();
    await page.getByRole("heading", { name: "Step 1: Wait" }).waitFor();
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText("Everything is saved. This is version 2.").waitFor();
  });
});

describe("in Chinese", () => {
  it("a campaign is set up the same way", async () => {
    const { page } = await shop.visitor({ language: "zh" });
    await page.goto("/campaigns");
    await page.getByRole("link", { name: "设置生日祝福" }).click();
    await page.getByRole("heading", { level: 1, name: "设置：生日祝福" }).waitFor();
    await page.getByRole("button", { name: "创建草稿" }).click();
    await page.getByRole("heading", { level: 1, name: "生日祝福" }).waitFor();
    await stateIs(page, "草稿");
    await page.getByText("请求审批", { exact: true }).waitFor();
  });
});

describe("every page of campaigns", () => {
  const paths = [
    "/campaigns",
    "/campaigns/start/new-arrival",
    "/campaigns/dormant-wake-up",
    ...["trigger", "audience", "steps", "words", "policy", "goal", "checks", "json"].map(
      (part) => `/campaigns/dormant-wake-up/edit/${part}`,
    ),
  ];

  let visitor: Visitor;
  beforeAll(async () => {
    visitor = await shop.visitor();
  });

  it.each(paths)("%s has no barrier in light and in dark colours, and fits a phone", async (path) => {
    const { page, complaints } = visitor;
    await page.setViewportSize({ width: 1200, height: 900 });
    await page.emulateMedia({ colorScheme: "light" });
    await page.goto(path);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.getByRole("status", { name: "Loading" }).waitFor({ state: "detached" });
    await expectNoBarriers(page);
    await page.emulateMedia({ colorScheme: "dark" });
    await expectNoBarriers(page);
    await page.setViewportSize({ width: 390, height: 900 });
    await page.waitForFunction(() => document.documentElement.scrollWidth <= window.innerWidth);
    expect(complaints).toEqual([]);
  });
});
