import type { DynamoDBRecord } from "aws-lambda";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { SettingsInput } from "../../../lambdas/domain/settings.ts";
import { trialsPerHour } from "../../../lambdas/domain/trial.ts";
import { createKeyedHash } from "../../../lambdas/shared/keyed-hash.ts";
import { createAuditStore } from "../../../lambdas/store/audit-store.ts";
import { createCampaignStore } from "../../../lambdas/store/campaign-store.ts";
import { createSuppressionStore } from "../../../lambdas/store/suppression-store.ts";
import { definitionOf, peopleOf, wordsFor } from "../../support/campaign-api.ts";
import { customerWith } from "../../support/customer-with.ts";
import { everythingStored } from "../../support/everything-stored.ts";
import { startShop, type TestShop } from "../../support/shop.ts";

const start = Date.parse("2026-03-02T10:00:00Z");
const minuteMs = 60_000;
const settings: SettingsInput = {
  shop: { name: "Harbour" },
  senders: { emailFrom: "hello@harbour.example" },
  testRecipients: { emails: ["bob@harbour.example"], phones: ["+447700900999"] },
};

let shop: TestShop;
/** What came before this test. */
let before = 0;
const arrived = () => shop.standIns.inbox().slice(before);
const people = peopleOf(() => shop.runtime());

beforeAll(async () => {
  shop = await startShop(start);
});
afterAll(() => shop.stop());
beforeEach(async () => {
  shop.tables.clock.set(start);
  await shop.open({ campaigns: [], settings });
  await people.post("ada", "/campaigns/dormant/versions", {
    ...{ revision: 0, definition: definitionOf(), words: wordsFor("gift") },
  });
  await shop.drain();
  before = shop.standIns.inbox().length;
});
afterEach(async () => {
  await shop.drain();
  await shop.tables.clear();
});

const isRequested = ({ dynamodb }: DynamoDBRecord) => dynamodb?.NewImage?.trial?.S === "requested";
const wish = { step: "gift", channel: "email", language: "en", to: "bob@harbour.example" };
const ask = (change: object = {}, person = "ada") =>
  people.post(person, "/campaigns/dormant/trials", { ...wish, ...change });
const stateOf = async (trialId: string, person = "ada") =>
  (await people.get(person, `/campaigns/dormant/trials/${trialId}`)).body.trial;

describe("a message on trial", () => {
  it("arrives once, marked, as the preview shows it", async () => {
    const { status, body } = await ask();
    await shop.drain();

    const mails = arrived();
    expect([status, body.trial.state]).toEqual([200, "requested"]);
    expect(mails).toHaveLength(1);
    expect(mails[0]).toMatchObject({ to: ["bob@harbour.example"], subject: "[Test] Hello" });
    expect(await stateOf(body.trial.trialId)).toMatchObject({ state: "accepted", stepId: "gift" });
  });

  it("leads to the shop's own pages, which know nobody of that name", async () => {
    await ask();
    const records = (await shop.take("MESSAGES_TABLE")).filter(isRequested);
    const environment = { ...shop.runtime().environment, PUBLIC_URL: "https://go.harbour.example" };

    await shop.send(records, { environment });

    expect(arrived()[0]).toMatchObject({
      html: expect.stringContaining("https://go.harbour.example/unsubscribe/"),
      headers: { "List-Unsubscribe": expect.stringContaining("https://go.harbour.example/unsubscribe/") },
    });
  });

  it("goes by text to a number on the list", async () => {
    await ask({ channel: "sms", to: "+447700900999", language: "zh" });
    await shop.drain();

    expect(arrived()[0]).toMatchObject({ to: ["+447700900999"], text: expect.stringMatching(/^\[测试\] /) });
  });

  it("shows words that are not saved", async () => {
    const [en] = wordsFor("gift");
    const words = [
      { ...en, steps: { gift: { ...en?.steps.gift, email: { ...en?.steps.gift?.email, subject: "Brand new" } } } },
    ];

    await ask({ words });
    await shop.drain();

    expect(arrived()[0]).toMatchObject({ subject: "[Test] Brand new" });
  });

  it("is no customer's message: nothing is counted, stored of a customer, or told of it", async () => {
    await ask();
    await shop.drain();

    const stored = await everythingStored(shop.tables);
    expect(stored).not.toMatch(/^(CUSTOMERS|EVENTS|REPORTS|TASKS)_TABLE/m);
    // Nothing but the trial itself.
    expect(stored.match(/^MESSAGES_TABLE .*$/gm)).toEqual([expect.stringContaining('"trial":"accepted"')]);
    expect(stored).not.toContain("Hello Emily");
    expect(arrived()[0]).toMatchObject({ tags: {} });
  });

  it("goes to nobody else: not to a customer, and not to a number that is not on the list", async () => {
    await shop.tell(customerWith({ customerId: "cem", now: start, daysSinceOrder: 3 }));

    const customer = await ask({ to: "cem@example.com" });
    const stranger = await ask({ channel: "sms", to: "+447700900111" });
    await shop.drain();

    expect([customer.status, stranger.status]).toEqual([403, 403]);
    expect(customer.body.problems[0]).toMatchObject({ where: "to", problem: "may not get messages on trial" });
    expect(arrived()).toEqual([]);
  });

  it("leaves a colleague alone who is suppressed", async () => {
    const hash = (await createKeyedHash(shop.runtime())())("sms", "+447700900999");
    await createSuppressionStore(shop.runtime()).add({ hash, cause: "stop", at: start });

    const { status, body } = await ask({ channel: "sms", to: "+447700900999" });

    expect([status, body.problems[0].where]).toEqual([403, "to"]);
  });

  it("is sent once, however often its record comes", async () => {
    await ask();
    const records = (await shop.take("MESSAGES_TABLE")).filter(isRequested);

    await Promise.all([shop.send(records), shop.send(records)]);
    await shop.send(records);

    expect(arrived()).toHaveLength(1);
  });

  it("is not sent any more when its record comes late", async () => {
    const { body } = await ask();
    shop.tables.clock.set(start + 6 * minuteMs);
    await shop.drain();

    expect(arrived()).toEqual([]);
    expect(await stateOf(body.trial.trialId)).toMatchObject({ state: "expired" });
  });

  it("waits for nothing while everything is paused: a pause is a pause", async () => {
    const { body } = await ask();
    await createCampaignStore(shop.runtime()).publish((live) => ({ ...live, paused: true }) as never);
    await shop.drain();

    expect(arrived()).toEqual([]);
    expect(await stateOf(body.trial.trialId)).toMatchObject({ state: "withdrawn", reason: "account-paused" });
  });

  it("may be asked for so often in an hour, and again after it", async () => {
    const answers = [];
    for (let turn = 0; turn <= trialsPerHour; turn += 1) {
      shop.tables.clock.set(start + turn);
      answers.push((await ask()).status);
    }
    const other = await ask({}, "bob");
    shop.tables.clock.set(start + 61 * minuteMs);
    const later = await ask();

    expect(answers.slice(0, -1).every((status) => status === 200)).toBe(true);
    expect([answers.at(-1), other.status, later.status]).toEqual([409, 200, 200]);
  });

  it("stands in the audit log without an address, and is told to nobody but who asked", async () => {
    const { body } = await ask();

    const trail = await createAuditStore(shop.runtime()).ofDay(start);
    const entry = trail.find(({ action }) => action === "send-trial");
    expect(entry).toMatchObject({
      by: people.emailOf("ada"),
      subject: "dormant",
      details: { stepId: "gift", channel: "email" },
    });
    expect(JSON.stringify(entry)).not.toContain("harbour.example");
    expect((await people.get("bob", `/campaigns/dormant/trials/${body.trial.trialId}`)).status).toBe(404);
  });

  it("is refused where there is nothing to send", async () => {
    const noStep = await ask({ step: "nothing" });
    const noCampaign = await people.post("ada", "/campaigns/none/trials", wish);

    expect([noStep.status, noStep.body.problems[0].allowed]).toEqual([400, "gift"]);
    expect(noCampaign.status).toBe(404);
  });
});
