// A shop owner's first hours: from an empty shop to a campaign that writes to customers, its effect, and somebody who wants no more.
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createCampaignStore } from "../../lambdas/store/campaign-store.ts";
import { type Heartbeat, startHeartbeat } from "../../lib/local/heartbeat.ts";
import { type OpenShop, openShop, type Visitor } from "../support/browser.ts";
import { type StoryWords, storyWords } from "../support/whole-story-words.ts";

/** Half a minute on a machine at rest; a story of this length must not fail because the machine has other work. */
const patienceMs = 180_000;

const mei = "mei@shop.example";
const tom = "tom@shop.example";

/** Ann and Bo bought once, 150 days ago; Cleo too, and agreed to nothing; Dan bought twice; Eve bought last week. */
const customers = (names: readonly [string, string], language: string): string => `
customer_id,email,first_name,language,email_consent,created_at
ann,ann@example.com,${names[0]},${language},yes,2025-10-03
bo,bo@example.com,${names[1]},${language},yes,2025-10-03
cleo,cleo@example.com,Cleo,${language},,2025-10-03
dan,dan@example.com,Dan,${language},yes,2025-10-03
eve,eve@example.com,Eve,${language},yes,2026-02-23`;
const orders = `
customer_id,order_id,order_date,product_id,quantity,unit_price
ann,o-1,2025-10-03T14:00:00Z,tea,1,12
bo,o-2,2025-10-03T15:00:00Z,tea,2,12
cleo,o-3,2025-10-03T16:00:00Z,tea,1,12
dan,o-4,2025-09-01T12:00:00Z,tea,1,12
dan,o-5,2025-10-03T17:00:00Z,tea,1,12
eve,o-6,2026-02-23T12:00:00Z,tea,1,12`;

/** The shop has an address to write from and wants a second person to agree; Mei writes and sends, Tom approves. */
const openForBusiness = async (shop: OpenShop): Promise<void> => {
  await createCampaignStore(shop.local.runtime).publish((current) => {
    if (current === undefined) throw new Error("Nothing is published");
    const { settings } = current;
    const senders = { ...settings.senders, emailFrom: "hello@shop.example" };
    return { ...current, settings: { ...settings, senders, approval: "second-person" } };
  });
  const people = [
    { email: mei, roles: ["editor", "sender"] },
    { email: tom, roles: ["approver"] },
  ];
  const body = JSON.stringify({ revision: 0, people });
  const headers = { "content-type": "application/json" };
  const answer = await fetch(`${shop.url}/api/people`, { method: "PUT", headers, body });
  expect(answer.status, await answer.text()).toBe(200);
};

const go = async (page: Page, place: string): Promise<void> => {
  await page.getByRole("navigation").getByRole("link", { name: place, exact: true }).click();
  await page.getByRole("heading", { level: 1, name: place, exact: true }).waitFor();
};

const bringIn = async (page: Page, t: StoryWords, what: "customers" | "orders", text: string): Promise<void> => {
  await go(page, t.places.data);
  await page.getByRole("radio", { name: t.holds[what] }).check();
  const file = { name: `${what}.csv`, mimeType: "text/csv", buffer: Buffer.from(text.trim()) };
  await page.locator('input[type="file"]').setInputFiles(file);
  await page.getByRole("button", { name: t.startImport }).click();
  await page.getByRole("region", { name: t.outcome }).waitFor();
};

const chooseThePlaybook = async (page: Page, t: StoryWords): Promise<void> => {
  await go(page, t.places.campaigns);
  await page.getByRole("link", { name: t.setUp }).click();
  await page.getByLabel(t.days).fill("150");
  await page.getByRole("button", { name: t.createDraft }).click();
  await page.getByRole("heading", { level: 1, name: t.campaign, exact: true }).waitFor();
};

/** Whom it reaches, what it says, and what speaks against it; the tabs by keyboard. */
const setItUp = async (page: Page, t: StoryWords): Promise<void> => {
  await page.getByRole("link", { name: t.edit, exact: true }).click();
  await page.getByRole("tab", { name: t.parts.audience }).click();
  const estimate = page.getByRole("region", { name: t.estimate.title });
  await estimate.getByText(t.estimate.about).waitFor();
  await estimate.getByText(t.estimate.reached).waitFor();

  await page.getByRole("tab", { name: t.parts.audience }).focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await page.getByLabel(t.subject.field, { exact: true }).fill(t.subject.own);
  await page.getByText(t.subject.example).waitFor();
  await page.getByRole("button", { name: t.save, exact: true }).click();
  await page.getByText(t.saved).waitFor();

  await page.getByRole("tab", { name: t.parts.checks }).click();
  await page.getByText(t.ready).waitFor();
  await page.getByRole("region", { name: t.outlook }).getByRole("table").first().waitFor();
};

/** The subjects that an address received, the latest first, as the inbox lists them. */
const mailTo = async (page: Page, t: StoryWords, address: string): Promise<readonly string[]> => {
  await go(page, t.places.inbox);
  await page.getByRole("searchbox", { name: t.searchInbox }).fill(address);
  const rows = page.getByRole("table").getByRole("row").filter({ hasText: "@" });
  await expect.poll(async () => (await rows.allTextContents()).every((row) => row.includes(address))).toBe(true);
  return page.getByRole("table").getByRole("link").allTextContents();
};

const testItOnHerself = async (page: Page, t: StoryWords): Promise<void> => {
  const trial = page.getByRole("region", { name: t.trial.title });
  await trial.getByRole("button", { name: t.trial.send }).click();
  await trial.getByText(t.trial.sent).waitFor();
  const editor = page.url();
  expect(await mailTo(page, t, mei)).toEqual([t.testOf]);
  await page.goto(editor);
};

const getItApproved = async (page: Page, colleague: Page, t: StoryWords): Promise<void> => {
  await page.getByRole("link", { name: t.summary }).click();
  await page.getByRole("button", { name: t.ask }).click();
  await page.getByText(t.ownVersion).waitFor();

  await colleague.goto("/");
  await go(colleague, t.places.campaigns);
  await colleague.getByRole("link", { name: t.campaign, exact: true }).first().click();
  await colleague.getByRole("button", { name: t.approve, exact: true }).click();
  await colleague.getByRole("dialog").getByRole("button", { name: t.approve, exact: true }).click();
  await colleague.getByText(t.approved, { exact: true }).first().waitFor();
};

const putItLive = async (page: Page, t: StoryWords): Promise<void> => {
  await page.reload();
  await page.getByRole("button", { name: t.activate, exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: t.activate, exact: true }).click();
  await page.getByText(t.live, { exact: true }).first().waitFor();
  await page.getByText(t.backFilled).waitFor();
};

const moveTheClock = async (page: Page, t: StoryWords, by: "day" | "month"): Promise<void> => {
  await go(page, t.places.clock);
  const time = page.getByRole("main").getByRole("time");
  const before = await time.getAttribute("datetime");
  await page.getByRole("button", { name: t.moveOn[by], exact: true }).click();
  // The buttons come back when everything that was due has happened.
  await expect.poll(() => time.getAttribute("datetime"), { timeout: 30_000 }).not.toBe(before);
  await page.getByRole("button", { name: t.moveOn[by], exact: true }).waitFor();
};

const readTheEffect = async (page: Page, t: StoryWords): Promise<void> => {
  await go(page, t.places.effect);
  await page.getByRole("table").getByRole("link", { name: t.campaign }).click();
  const funnel = page.getByRole("region", { name: t.funnel });
  await funnel.getByText(t.sum).waitFor();
  await funnel.getByRole("button", { name: t.asTable }).click();
  await funnel.getByRole("row", { name: t.noConsent }).waitFor();
};

const annOptsOut = async ({ page, context }: Visitor, t: StoryWords): Promise<void> => {
  await mailTo(page, t, "ann@example.com");
  await page.getByRole("table").getByRole("link", { name: t.received }).click();
  const opened = context.waitForEvent("page");
  await page.getByRole("link", { name: t.optOut.link }).first().click();
  const tab = await opened;
  await tab.getByRole("button", { name: t.optOut.button }).click();
  await tab.getByRole("heading", { level: 1, name: t.optOut.done }).waitFor();
  await tab.close();
};

describe.each([
  { language: "en", names: ["Ann", "Bo"] },
  { language: "zh", names: ["小安", "小博"] },
] as const)("from an empty shop, in $language", ({ language, names }) => {
  const t = storyWords[language];
  let shop: OpenShop;
  let heartbeat: Heartbeat;
  const failures: unknown[] = [];

  beforeAll(async () => {
    shop = await openShop();
    heartbeat = startHeartbeat(shop.local, (error) => failures.push(error));
    await openForBusiness(shop);
  });
  afterAll(async () => {
    await heartbeat.stop();
    await shop.close();
    expect([...shop.errors, ...failures]).toEqual([]);
  });

  it(
    "a playbook becomes a live campaign, writes, shows its effect, and leaves alone who opts out",
    async () => {
      const visitor = await shop.visitor({ language, person: mei });
      const colleague = await shop.visitor({ language, person: tom });
      const { page } = visitor;
      await page.goto("/");
      await bringIn(page, t, "customers", customers(names, language));
      await bringIn(page, t, "orders", orders);

      await chooseThePlaybook(page, t);
      await setItUp(page, t);
      await testItOnHerself(page, t);
      await getItApproved(page, colleague.page, t);
      await putItLive(page, t);

      await moveTheClock(page, t, "day");
      expect(await mailTo(page, t, "ann@example.com")).toEqual([t.received]);
      await readTheEffect(page, t);

      await annOptsOut(visitor, t);
      await moveTheClock(page, t, "month");
      // Half a year after their orders the shop's win-back writes to Bo, and not to Ann.
      expect(await mailTo(page, t, "bo@example.com")).toHaveLength(2);
      expect(await mailTo(page, t, "ann@example.com")).toEqual([t.received]);
      expect([...visitor.complaints, ...colleague.complaints]).toEqual([]);
    },
    patienceMs,
  );
});
