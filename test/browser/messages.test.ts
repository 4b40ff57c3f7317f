import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { settingsSchema } from "../../lambdas/domain/settings.ts";
import { createCampaignStore } from "../../lambdas/store/campaign-store.ts";
import { createEventStore } from "../../lambdas/store/event-store.ts";
import { type OpenShop, openShop } from "../support/browser.ts";
import { dormantCampaign, sendStep } from "../support/campaigns.ts";
import { customerWith } from "../support/customer-with.ts";
import { wordsWith } from "../support/message-samples.ts";

const email = {
  subject: "We kept something for you, {{ customer.firstName }}",
  preheader: "A word from us",
  html: '<h1>Hello {{ customer.firstName }}</h1><script>document.title = "broken into"</script><a href="{{ unsubscribeUrl }}">Stop</a>',
  text: "Hello {{ customer.firstName }}\n{{ unsubscribeUrl }}",
};

/** A live campaign by email, and customers who are due for it. */
const startCampaign = async ({ local }: OpenShop): Promise<void> => {
  const campaigns = createCampaignStore(local.runtime);
  const campaign = dormantCampaign({ id: "dormant-tea", steps: [sendStep({ channels: ["email"] })] });
  const words = wordsWith({ email });
  await campaigns.saveWords({ campaignId: campaign.id, version: 1, words: { ...words, steps: { gift: { email } } } });
  const settings = settingsSchema.parse({
    shop: { name: "Tea & Co", timeZone: "Europe/London", currency: "GBP" },
    quietHours: { default: "none" },
    importing: { settleMinutes: 0 },
  });
  await campaigns.publish(() => ({ paused: false, settings, campaigns: [campaign] }));
};

const letIn = async ({ local }: OpenShop, customerIds: readonly string[]): Promise<void> => {
  const now = local.clock.now();
  const events = customerIds.flatMap((customerId) => customerWith({ customerId, now, daysSinceOrder: 180 }));
  await createEventStore(local.runtime).append(events);
  await local.drain();
  await local.tick();
  await local.drain();
};

describe("messages", () => {
  let shop: OpenShop;
  beforeAll(async () => {
    shop = await openShop();
    await startCampaign(shop);
    await letIn(shop, ["ada/1", "bo-2"]);
    // The provider takes this one's call and says nothing.
    shop.local.standIns.scriptEmail(["drop"]);
    await letIn(shop, ["cleo-3"]);
    shop.local.standIns.scriptEmail([]);
  });
  afterAll(() => shop.close());

  it("are listed with where each stands, and can be filtered", async () => {
    const { page, complaints } = await shop.visitor();
    await page.goto("/messages");
    const table = page.getByRole("table", { name: "Messages" });
    await table.getByText("ada/1").waitFor();
    expect(await table.getByRole("row").count()).toBe(4);

    await page.getByRole("combobox", { name: "Status" }).click();
    await page.getByRole("option", { name: "Unclear whether sent" }).click();

    await table.getByText("ada/1").waitFor({ state: "detached" });
    await table.getByText("cleo-3").waitFor();
    expect(page.url()).toContain("status=in-doubt");
    await page.reload();
    await table.getByText("cleo-3").waitFor();
    expect(await table.getByRole("row").count()).toBe(2);
    expect(complaints).toEqual([]);
  });

  it("of another day are none, and the page says what to do", async () => {
    const { page } = await shop.visitor();
    await page.goto("/messages");
    await page.getByRole("button", { name: "Day before" }).click();

    await page.getByRole("heading", { name: "No messages here" }).waitFor();

    await page.getByRole("button", { name: "Clear filters" }).last().click();
    await page.getByText("ada/1").waitFor();
  });

  it("show what they said and what happened to them, in a frame that runs nothing", async () => {
    const { page, complaints } = await shop.visitor();
    await page.goto("/messages");
    await page.getByRole("link", { name: /^Open the message to ada\/1/ }).click();

    await page.getByRole("heading", { level: 1, name: "Message to ada/1" }).waitFor();
    await page.frameLocator("iframe").getByRole("heading", { name: "Hello Ada" }).waitFor();
    await page.getByText("We kept something for you, Ada").waitFor();
    await page.getByText("Handed to the provider").waitFor();
    await page.getByText("Filled in again from version 1").waitFor();
    expect(await page.title()).not.toContain("broken into");
    await page.getByText("Plain text").click();
    await page.getByText("https://shop.example/unsubscribe/").waitFor();
    // The browser says that it kept the script of the email from running; nothing else went wrong.
    expect(complaints.filter((one) => !one.startsWith("Blocked script execution in 'about:srcdoc'"))).toEqual([]);
  });

  it("in doubt wait for a person, whose word settles them", async () => {
    const { page } = await shop.visitor();
    await page.goto("/messages");
    await page.getByRole("tab", { name: "In doubt" }).click();
    await page.getByRole("link", { name: "Message to cleo-3", exact: true }).click();
    // The list it comes from has the same words and the same button.
    await page.getByRole("heading", { level: 1, name: "Message to cleo-3" }).waitFor();

    await page.getByRole("button", { name: "It arrived" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Note (who told you, where it stands)").fill("The provider's log has it");
    await dialog.getByRole("button", { name: "It arrived" }).click();

    await dialog.waitFor({ state: "detached" });
    await page
      .getByText("local decided")
      .or(page.getByText(/decided$/))
      .first()
      .waitFor();
    await page.getByText("What do you know?").waitFor({ state: "detached" });
    await page.goto("/messages/in-doubt");
    await page.getByRole("heading", { name: "Nothing is in doubt" }).waitFor();
  });
});
