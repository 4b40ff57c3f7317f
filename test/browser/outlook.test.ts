import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createEventStore } from "../../lambdas/store/event-store.ts";
import { advanceClock } from "../../lib/local/advance-clock.ts";
import { type OpenShop, openShop } from "../support/browser.ts";
import { customerWith } from "../support/customer-with.ts";

const hourMs = 3_600_000;
const checksPath = "/campaigns/dormant-wake-up/edit/checks";
const audiencePath = "/campaigns/dormant-wake-up/edit/audience";

describe("the outlook of a campaign", () => {
  let shop: OpenShop;

  /** Six customers: three who go dormant tomorrow, one of them without consent; and three who ordered last week. */
  beforeAll(async () => {
    shop = await openShop();
    const { local } = shop;
    const now = local.clock.now();
    const customer = (customerId: string, daysSinceOrder: number) => customerWith({ customerId, now, daysSinceOrder });
    const silent = ["a", "b", "c"].map((id) => customer(`silent-${id}`, 179.5));
    const busy = ["a", "b", "c"].map((id) => customer(`busy-${id}`, 7));
    const events = [...silent, ...busy].flat();
    await createEventStore(local.runtime).append(
      events.filter(({ kind, customerId }) => kind !== "consent-given" || customerId !== "silent-c"),
    );
    await local.drain();
    await advanceClock(local, now + 2 * hourMs);
  });
  afterAll(() => shop.close());

  it("says what to mend before it goes live, who would get it, and who would not", async () => {
    const { page, complaints } = await shop.visitor();
    await page.goto(checksPath);

    const checks = page.getByRole("region", { name: "Before it goes live" });
    await checks.getByText("Emails would come from shop@example.com").waitFor();
    const outlook = page.getByRole("region", { name: "Who would get it, and why" });
    await outlook.getByText(/The campaign would look at \d customers/).waitFor();
    await outlook.getByRole("cell", { name: "did not agree to the channel" }).first().waitFor();
    await outlook.getByRole("table", { name: "Ten people" }).getByRole("link").first().waitFor();
    await outlook.getByText("Everybody was looked at.").waitFor();
    expect(complaints).toEqual([]);
  });

  it("counts an audience while it is put together, and names who is in it", async () => {
    const { page, complaints } = await shop.visitor();
    await page.goto(audiencePath);
    const estimate = page.getByRole("region", { name: "How many customers that is" });
    await estimate.getByText("6 of 6 customers").waitFor();

    await page.getByRole("button", { name: "Add a condition" }).click();
    await page.getByRole("combobox", { name: "What is asked" }).click();
    await page.getByRole("option", { name: "Days since the last order" }).click();
    await page.getByText("Something is not filled in yet.").waitFor();
    await page.getByLabel("At least").fill("100");

    await estimate.getByText("3 of 6 customers").waitFor();
    await estimate.getByText("A message reaches 2 of them").waitFor();
    expect(await estimate.getByRole("link").count()).toBe(3);
    expect(await estimate.getByText(/the last order was at least 100 days ago \(179/).count()).toBe(3);
    expect(complaints).toEqual([]);
  });

  it("refuses a test to a stranger, and says who may get one", async () => {
    const { page } = await shop.visitor();
    await page.goto(checksPath);
    const trial = page.getByRole("region", { name: "Send it to yourself" });

    await trial.getByLabel("To", { exact: true }).fill("stranger@elsewhere.example");
    await trial.getByRole("button", { name: "Send a test" }).click();

    await trial.getByRole("alert").getByText("testRecipients.emails").waitFor();
    expect(shop.local.standIns.inbox().some(({ to }) => to.includes("stranger@elsewhere.example"))).toBe(false);
  });

  it("sends one to a colleague on the list, marked, and says that it went", async () => {
    const { createCampaignStore } = await import("../../lambdas/store/campaign-store.ts");
    await createCampaignStore(shop.local.runtime).publish((live) => {
      if (live === undefined) throw new Error("The shop has no settings.");
      const testRecipients = { emails: ["ada@shop.example"], phones: [] };
      return { ...live, settings: { ...live.settings, testRecipients } };
    });
    const { page } = await shop.visitor();
    await page.goto(checksPath);
    const trial = page.getByRole("region", { name: "Send it to yourself" });

    await trial.getByLabel("To", { exact: true }).fill("ada@shop.example");
    await trial.getByRole("button", { name: "Send a test" }).click();
    await trial.getByRole("status").waitFor();
    await shop.local.drain();

    await trial.getByText("Sent. Look into the mailbox or at the phone.").waitFor();
    const mail = shop.local.standIns.inbox().find(({ to }) => to.includes("ada@shop.example"));
    expect(mail).toMatchObject({ subject: expect.stringMatching(/^\[Test\] /) });
  });
});
