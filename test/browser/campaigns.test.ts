// A shop owner and a colleague set up a campaign, put it live, watch it run, stop it, and take a change back.
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createCampaignStore } from "../../lambdas/store/campaign-store.ts";
import { expectNoBarriers, type OpenShop, openShop } from "../support/browser.ts";

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

/** Whether the shop wants a second person to agree. */
const approvalIs = async (approval: "none" | "second-person"): Promise<void> => {
  await createCampaignStore(shop.local.runtime).publish((current) => {
    if (current === undefined) throw new Error("Nothing is published");
    return { ...current, settings: { ...current.settings, approval } };
  });
};

const colleague = "bea@example.com";

/** The owner puts a colleague on the shop's list, with these roles. */
const colleagueIs = async (roles: readonly string[]): Promise<void> => {
  const known = (await (await fetch(`${shop.url}/api/people`)).json()) as { readonly revision: number };
  const answer = await fetch(`${shop.url}/api/people`, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ revision: known.revision, people: [{ email: colleague, roles }] }),
  });
  expect(answer.status, await answer.text()).toBe(200);
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
    await expectNoBarriers(page);
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

    // The colleague reads it and agrees, and may do no more than that.
    await colleagueIs(["approver"]);
    const bea = await shop.visitor({ person: colleague });
    await bea.page.goto("/campaigns/one-time-buyer");
    await bea.page.getByRole("button", { name: "Approve" }).click();
    await bea.page.getByRole("dialog").getByRole("button", { name: "Approve" }).click();
    await stateIs(bea.page, "Approved");
    expect(await bea.page.getByRole("button", { name: "Put live" }).count()).toBe(0);
    await page.reload();
    await page.getByText(/^Version 2 was written.*bea@example.com approved it/).waitFor();

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

    await colleagueIs(["editor"]);
    const bea = await shop.visitor({ person: colleague });
    await bea.page.goto("/campaigns/post-delivery-care/edit/policy");
    await bea.page.getByLabel("Priority (1 goes first, 9 last)").fill("2");
    await bea.page.getByRole("button", { name: "Save", exact: true }).click();
    await bea.page.getByText("Everything is saved. This is version 2.").waitFor();

    // Whether the owner noticed by then or saves first, the same is told.
    await page.bringToFront();
    const save = page.getByRole("button", { name: "Save", exact: true });
    if (await save.isEnabled()) await save.click();
    await page.getByText("Somebody else saved meanwhile").waitFor();
    await page.getByText(/^bea@example.com saved version 2/).waitFor();
    await page.getByRole("table", { name: "What they changed" }).waitFor();
    await expectNoBarriers(page);

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
    await expectNoBarriers(page);
    await page.getByRole("button", { name: "Move step 2 up" }).click();
    await page.getByRole("heading", { name: "Step 1: Wait" }).waitFor();
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText("Everything is saved. This is version 2.").waitFor();
  });
});
