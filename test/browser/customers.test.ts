import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createEventStore } from "../../lambdas/store/event-store.ts";
import { advanceClock } from "../../lib/local/advance-clock.ts";
import { type OpenShop, openShop } from "../support/browser.ts";
import { customerWith } from "../support/customer-with.ts";

const hourMs = 3_600_000;

describe("the page of a customer", () => {
  let shop: OpenShop;

  /** Ann ordered half a year ago and is written to; Bea never agreed to anything. */
  beforeAll(async () => {
    shop = await openShop();
    const { local } = shop;
    const now = local.clock.now();
    const ann = customerWith({ customerId: "ann/1", now, daysSinceOrder: 200, phone: "+447700900123" });
    const bea = customerWith({ customerId: "bea", now, daysSinceOrder: 20 }).filter(
      ({ kind }) => kind !== "consent-given",
    );
    await createEventStore(local.runtime).append([...ann, ...bea]);
    await local.drain();
    await advanceClock(local, now + 30 * hourMs);
  });
  afterAll(() => shop.close());

  const find = async (page: Page, text: string): Promise<void> => {
    await page.goto("/customers");
    await page.getByLabel("Customer id, email address or phone number").fill(text);
    await page.keyboard.press("Enter");
  };
  const openAnn = async (page: Page): Promise<void> => {
    await page.goto("/customers/ann%2F1");
    await page.getByRole("heading", { level: 1, name: "Ada" }).waitFor();
    await page.getByRole("region", { name: "Why something, why nothing" }).getByRole("listitem").first().waitFor();
  };

  it("is found by address, number or id, in full, and says when nobody is", async () => {
    const { page, complaints } = await shop.visitor();
    for (const text of ["ANN/1@example.com", "+44 7700 900123", "ann/1"]) {
      await find(page, text);
      await page.getByRole("table").getByRole("link", { name: "Ada" }).waitFor();
    }
    await find(page, "nobody@nowhere.example");
    await page.getByRole("heading", { name: "Nobody was found" }).waitFor();

    await find(page, "+44 7700 900123");
    await page.getByRole("link", { name: "Ada" }).click();
    await page.getByRole("heading", { level: 1, name: "Ada" }).waitFor();
    expect(new URL(page.url()).pathname).toBe("/customers/ann%2F1");
    expect(complaints).toEqual([]);
  });

  it("shows loyalty with its parts, the level, and when something is bought again and why", async () => {
    const { page } = await shop.visitor();
    await openAnn(page);

    const loyalty = page.getByRole("region", { name: "Loyalty and membership" });
    await loyalty.getByText("of 100").waitFor();
    await loyalty.getByRole("row", { name: "Orders 1 6" }).waitFor();
    await loyalty.getByText("none yet").waitFor();
    const purchases = page.getByRole("region", { name: "Next purchase of each product" });
    await purchases.getByText(/^The customer ordered once, silent for 201 days/).waitFor();

    const chinese = await shop.visitor({ language: "zh" });
    await chinese.page.goto("/customers/ann%2F1");
    await chinese.page.getByRole("region", { name: "忠诚度与会员" }).getByRole("row", { name: "订单数 1 6" }).waitFor();
    await chinese.page
      .getByRole("region", { name: "各商品的下次购买" })
      .getByText(/^该客户只下过一单/)
      .waitFor();
  });

  it("tells what happened, what was sent, and why something or nothing", async () => {
    const { page } = await shop.visitor();
    await openAnn(page);

    const timeline = page.getByRole("table", { name: "Timeline" });
    await timeline.getByRole("cell", { name: "Message" }).first().waitFor();
    await timeline.getByRole("cell", { name: "Ordered", exact: true }).waitFor();
    const why = page.getByRole("region", { name: "Why something, why nothing" });
    expect(await why.getByRole("listitem").count()).toBeGreaterThanOrEqual(2);

    const expected = page.getByRole("region", { name: "What to expect" });
    await expected.getByText("Still a customer, probably").waitFor();
    await expected.getByText(/of your customers, as of .* and what other shops are like/).waitFor();

    await page.goto("/customers/bea");
    await page.getByText("nothing, which means no").first().waitFor();
  });

  it("shows at once that a customer opted out by the link in a message", async () => {
    const { page } = await shop.visitor();
    const mail = shop.local.standIns
      .inbox()
      .find((one) => one.channel === "email" && one.to.includes("ann/1@example.com"));
    const link = mail?.channel === "email" ? (/<(.+)>/.exec(mail.headers["List-Unsubscribe"] ?? "")?.[1] ?? "") : "";

    await page.goto(link);
    await page.getByRole("button", { name: "Unsubscribe" }).click();
    await page.getByRole("heading", { level: 1, name: "You are unsubscribed" }).waitFor();
    await shop.local.drain();

    await openAnn(page);
    const ways = page.getByRole("table", { name: "How they may be written to" });
    await ways
      .getByText(/^no to .*on the opt-out page/)
      .first()
      .waitFor();
    await page.getByRole("table", { name: "Timeline" }).getByRole("cell", { name: "Opted out" }).first().waitFor();
  });

  it("records an opt-out that a customer told the shop, with how they said it", async () => {
    const { page } = await shop.visitor();
    await openAnn(page);

    await page.getByRole("button", { name: "Opt out" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("How they told you").fill("by phone");
    await dialog.getByRole("button", { name: "Opt out" }).click();
    await dialog.waitFor({ state: "hidden" });
    await shop.local.drain();

    await openAnn(page);
    expect(
      await page
        .getByRole("table", { name: "How they may be written to" })
        .getByText(/told somebody of the shop/)
        .count(),
    ).toBe(3);
    await page.getByText("evidence: by phone").first().waitFor();
  });

  it("hands out everything stored, as a file", async () => {
    const { page } = await shop.visitor();
    await openAnn(page);

    await page.getByRole("button", { name: "Export" }).click();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("menuitem", { name: "As JSON, whole" }).click(),
    ]);

    expect(download.suggestedFilename()).toBe("customer-ann_1.json");
  });

  it("erases a customer only when the id was typed once more", async () => {
    const { page } = await shop.visitor();
    await page.goto("/customers/bea");
    await page.getByRole("button", { name: "Erase" }).click();
    const dialog = page.getByRole("dialog");
    const confirm = dialog.getByRole("button", { name: "Erase for good" });

    await dialog.getByLabel("Type bea to confirm").fill("be");
    expect(await confirm.isDisabled()).toBe(true);
    await dialog.getByLabel("Type bea to confirm").fill("bea");
    await confirm.click();

    await page.getByRole("heading", { level: 1, name: "Customers" }).waitFor();
    await find(page, "bea");
    await page.getByRole("heading", { name: "Nobody was found" }).waitFor();
  });
});
