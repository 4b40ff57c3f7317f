// People's own work: a complaint comes in, somebody answers it, a task is taken on and done, and the answers of customers show
// where the service is weak.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseSettings } from "../../lambdas/domain/parse-settings.ts";
import { createCampaignStore } from "../../lambdas/store/campaign-store.ts";
import { installPlaybooks } from "../../lib/playbooks/install.ts";
import { type OpenShop, openShop, type Visitor } from "../support/browser.ts";

const hourMs = 3_600_000;
let shop: OpenShop;
let calls = 0;

/** What the shop's own system tells, through its door. */
const tell = async (type: "identify" | "track", body: object): Promise<void> => {
  calls += 1;
  const answer = await shop.local.dispatch(
    new Request(`${shop.url}/v1/${type}`, {
      method: "POST",
      headers: { authorization: `Basic ${btoa(`${shop.record.writeKey}:`)}`, "content-type": "application/json" },
      body: JSON.stringify({
        messageId: `m-${calls}`,
        timestamp: new Date(shop.local.clock.now()).toISOString(),
        ...body,
      }),
    }),
  );
  if (answer?.status !== 200) throw new Error(`${type}: ${answer?.status} ${await answer?.text()}`);
};

const customer = (userId: string): Promise<void> =>
  tell("identify", { userId, traits: { email: `${userId}@example.com`, firstName: "Ada" } });

const answers = async (userId: string, score: number, measure = "csat"): Promise<void> => {
  await customer(userId);
  await tell("track", {
    userId,
    event: "Survey Answered",
    properties: { survey_id: "satisfaction-survey", measure, score },
  });
};

/** The campaign that asks is live, so that its survey is known. */
const askCustomers = async (): Promise<void> => {
  const store = createCampaignStore(shop.local.runtime);
  const parsed = parseSettings({ campaigns: { "satisfaction-survey": { enabled: true } } });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const { problems } = await installPlaybooks({
    store,
    settings: parsed.settings,
    only: ["satisfaction-survey"],
    revive: true,
  });
  expect(problems).toEqual([]);
};

beforeAll(async () => {
  shop = await openShop();
  await askCustomers();
  await customer("c-17");
  await shop.local.drain();
});
afterAll(async () => {
  expect(shop.errors).toEqual([]);
  await shop.close();
});

const open = async (
  path: string,
  heading: string,
  options: Parameters<OpenShop["visitor"]>[0] = {},
): Promise<Visitor> => {
  const visitor = await shop.visitor(options);
  await visitor.page.goto(path);
  await visitor.page.getByRole("heading", { level: 1, name: heading }).waitFor();
  return visitor;
};

describe("cases", () => {
  it("begin with a complaint that somebody writes down, whose unsaved words survive a reload", async () => {
    const { page } = await open("/cases", "Cases");
    await page.getByRole("heading", { name: "No case is open" }).waitFor();

    await page.getByRole("button", { name: "Open a case…" }).click();
    await page.getByLabel("Customer", { exact: false }).first().fill("c-17");
    await page.getByLabel("Number of the case").fill("K-1");
    await page.getByLabel("Note").fill("The lid does not close.");
    await page.reload();
    await page.getByRole("button", { name: "Open a case…" }).click();
    expect(await page.getByLabel("Note").inputValue()).toBe("The lid does not close.");
    await page.getByRole("button", { name: "Open the case" }).click();

    const card = page.getByRole("listitem").filter({ hasText: "Customer c-17" });
    await card.getByText("The lid does not close.").waitFor();
    await card.getByText("In time").waitFor();
  });

  it("say so when the customer waits too long, and go on to somebody else as a task", async () => {
    await shop.local.advanceTo(shop.local.clock.now() + 30 * hourMs);

    const { page } = await open("/cases?show=overdue", "Cases");
    await page
      .getByText(/overdue since .* ago\)/)
      .first()
      .waitFor();
    await page.getByText(/^Passed on/).waitFor();
    await page.getByRole("button", { name: "Customer was answered" }).click();
    await page.getByText("Noted: the customer was answered.").waitFor();
    await page.getByText(/Answer: done/).waitFor();

    await page.getByRole("button", { name: "Result was told" }).click();
    // Both were late, and now neither waits for anybody.
    await page.getByRole("heading", { name: "Nothing is overdue" }).waitFor();
    await page.getByRole("button", { name: "Show all open cases" }).click();
    await page.getByText(/Say what came of it: done/).waitFor();
  });
});

describe("tasks", () => {
  it("are taken on by one press, and closed with what came of them", async () => {
    const { page } = await open("/tasks", "Tasks");
    const card = page.getByRole("listitem").filter({ hasText: "c-17" }).first();
    await card.waitFor();
    const before = await page.getByRole("listitem").filter({ hasText: "c-17" }).count();

    await card.getByRole("button", { name: "Take on" }).click();
    await card.getByText("You are at it").waitFor();
    await card.getByRole("button", { name: "Done…" }).click();
    const closing = page.getByRole("dialog");
    expect(await closing.getByRole("button", { name: "Close the task" }).isDisabled()).toBe(true);
    await closing.getByRole("radio", { name: "Solved" }).check();
    await closing.getByLabel("Note").fill("Sent a new lid.");
    await closing.getByRole("button", { name: "Close the task" }).click();

    await page.getByText("The task is closed.").waitFor();
    await expect.poll(() => page.getByRole("listitem").filter({ hasText: "c-17" }).count()).toBe(before - 1);
  });
});

describe("surveys", () => {
  it("show where the service is weak, and lead to the answers over time and by score", async () => {
    for (const [index, score] of [5, 4, 2, 1, 1, 3].entries()) await answers(`s-${index}`, score);
    await answers("s-9", 10, "nps");
    await shop.local.drain();

    const { page } = await open("/surveys", "Surveys");
    await page.getByText("3 of 6 answers were low (50%)").waitFor();
    await page.getByRole("link", { name: /open cases?: low answer to a survey/ }).waitFor();
    await page.getByRole("table").getByRole("link", { name: "Satisfaction survey" }).first().click();

    await page.getByRole("heading", { level: 1, name: "Satisfaction survey" }).waitFor();
    const scores = page.getByRole("region", { name: "Answers by score: Satisfaction (1–5)" });
    await scores.getByRole("button", { name: "Show as a table" }).click();
    expect(await scores.getByRole("row").allInnerTexts()).toEqual(
      ["Score\tAnswers", "1\t2", "2\t1", "3\t1", "4\t1", "5\t1"].map((row) =>
        expect.stringMatching(row.replace("\t", "\\s+")),
      ),
    );
  });
});
