import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createSampleSource, sampleAgeMsMax } from "../../../lambdas/store/customer-sample.ts";
import { definitionOf, peopleOf, wordsFor } from "../../support/campaign-api.ts";
import { dormantCampaign, sendStep } from "../../support/campaigns.ts";
import { customerWith } from "../../support/customer-with.ts";
import { startShop, type TestShop } from "../../support/shop.ts";

const start = Date.parse("2026-03-02T10:00:00Z");
const hourMs = 3_600_000;

let shop: TestShop;
const people = peopleOf(() => shop.runtime());

beforeAll(async () => {
  shop = await startShop(start);
});
afterAll(() => shop.stop());
beforeEach(async () => {
  shop.tables.clock.set(start);
  await shop.open({ campaigns: [], settings: { senders: { emailFrom: "shop@tea.example" } } });
});
afterEach(async () => {
  await shop.drain();
  await shop.tables.clear();
});

const silent = (customerId: string, daysSinceOrder: number) =>
  customerWith({ customerId, now: start, daysSinceOrder, timeZone: "Europe/London" });
const without = (kind: string, events: ReturnType<typeof silent>) => events.filter((event) => event.kind !== kind);

/** Five customers: two dormant, one who will be tomorrow, one who agreed to nothing, one who ordered last week. */
const arrive = async (): Promise<void> => {
  await shop.tell([
    ...silent("ann", 200),
    ...silent("ben", 190),
    ...silent("cem", 179.5),
    ...without("consent-given", silent("dot", 200)),
    ...silent("eve", 7),
  ]);
  // What is imported settles before anything is decided.
  shop.tables.clock.set(start + 2 * hourMs);
};

const save = (change: Parameters<typeof definitionOf>[0] = {}) =>
  people.post("ada", "/campaigns/dormant/versions", {
    ...{ revision: 0, definition: definitionOf(change), words: wordsFor("gift") },
  });

describe("POST /api/audience", () => {
  it("tells how many it holds, whom a message reaches, and who they are and why", async () => {
    await arrive();

    const { status, body } = await people.post("ada", "/audience", {
      audience: { figure: "orders.daysSinceLast", atLeast: 100 },
      channels: ["email", "sms"],
    });

    expect(status).toBe(200);
    expect(body).toMatchObject({ about: 4, plusMinus: 0, of: 5, sampleSize: 5, exact: true });
    expect(body.reachable).toMatchObject({ email: { about: 3 }, sms: { about: 0 }, any: { about: 3 } });
    expect(body.sentence.en).toBe("the last order was at least 100 days ago");
    expect(body.examples.map(({ customerId }: { customerId: string }) => customerId).toSorted()).toEqual([
      "ann",
      "ben",
      "cem",
      "dot",
    ]);
    expect(body.examples[0].reasons[0]).toMatchObject({ sentence: body.sentence, value: expect.any(Number) });
  });

  it("reads the sample once in a few minutes, however often somebody asks", async () => {
    await arrive();
    const sample = createSampleSource(shop.runtime());
    const before = await sample();
    await shop.tell(silent("fay", 3));

    expect((await sample()).profiles).toBe(before.profiles);
    shop.tables.clock.advance(sampleAgeMsMax + 1);
    expect((await sample()).of).toBe(before.of + 1);
  });

  it("refuses what cannot be asked, with the place and what is allowed", async () => {
    const unknown = await people.post("ada", "/audience", { audience: { segment: "vip" } });
    const wrong = await people.post("ada", "/audience", { audience: { figure: "orders.count" } });

    expect([unknown.status, unknown.body.problems[0]]).toMatchObject([400, { where: "audience.segment" }]);
    expect(wrong.status).toBe(400);
  });
});

describe("POST /api/campaigns/:id/outlook", () => {
  it("says what the engine then does, customer for customer", async () => {
    await arrive();
    await save();

    const { body } = await people.post("ada", "/campaigns/dormant/outlook", { days: 1 });

    expect(body.lookedAt.about).toBe(4);
    expect(body.outcomes).toMatchObject({ reserved: { about: 3 }, "no-consent": { about: 1 } });
    const foreseen = body.examples
      .filter(({ outcome }: { outcome: string }) => outcome === "reserved")
      .map(({ customerId }: { customerId: string }) => customerId)
      .toSorted();

    await shop.open({ campaigns: [dormantCampaign()], settings: { senders: { emailFrom: "shop@tea.example" } } });
    await shop.drain();
    for (let hour = 0; hour <= 24; hour += 1) {
      shop.tables.clock.set(start + (2 + hour) * hourMs);
      await shop.tick();
      await shop.drain();
    }
    const got = await Promise.all(
      ["ann", "ben", "cem", "dot", "eve"].map(async (id) => ((await shop.messagesOf(id)).length > 0 ? [id] : [])),
    );
    expect(got.flat()).toEqual(foreseen);
    expect(foreseen).toEqual(["ann", "ben", "cem"]);
  });

  it("takes a definition that is not saved, and a campaign that is new", async () => {
    await arrive();
    const definition = definitionOf({ trigger: { kind: "since-last-order", days: 5 } });

    const { status, body } = await people.post("ada", "/campaigns/brand-new/outlook", {
      definition,
      words: wordsFor("gift"),
    });

    expect([status, body.lookedAt.about]).toEqual([200, 5]);
    expect((await people.get("ada", "/campaigns/brand-new")).status).toBe(404);
  });

  it("prices texts as they would be written, and says which it cannot price", async () => {
    await shop.tell([
      ...customerWith({ customerId: "gil", now: start, daysSinceOrder: 200, phone: "+447700900123" }),
      ...customerWith({ customerId: "hal", now: start, daysSinceOrder: 200, phone: "+33612345678" }),
    ]);
    const settings = { senders: { smsPricesUsd: { GB: 0.04 } } };
    await shop.open({ campaigns: [], settings });
    shop.tables.clock.set(start + 2 * hourMs);
    await save({ steps: [sendStep({ channels: ["sms"] })] });

    const { body } = await people.post("ada", "/campaigns/dormant/outlook", {});

    expect(body.messages).toMatchObject([{ stepId: "gift", channel: "sms", count: { about: 2 } }]);
    expect(body.cost).toEqual({ usd: 0.04, monthUsd: 1.2, unpriced: { FR: 1 } });
  });

  it("answers 404 for a campaign nobody wrote", async () => {
    expect((await people.post("ada", "/campaigns/nobody/outlook", {})).status).toBe(404);
  });
});

describe("POST /api/campaigns/:id/checks", () => {
  it("lists what stops it and what to think of, in plain words", async () => {
    await arrive();
    await shop.open({ campaigns: [] });
    await save({ steps: [sendStep({ channels: ["sms"] })], audience: { segment: "vip" } });

    const { body } = await people.post("ada", "/campaigns/dormant/checks", {});

    expect(body.ready).toBe(false);
    expect(body.checks.map(({ level, code }: { level: string; code: string }) => `${level} ${code}`)).toEqual([
      "stop missing-reference",
      "warn audience-empty",
      "note hold-out-none",
      "note no-goal",
      "note cost",
    ]);
    expect(body.checks[0].sentence.zh).toContain("vip");
  });

  it("finds nobody to reach before anybody is written to", async () => {
    await arrive();
    await save({ steps: [sendStep({ channels: ["sms"] })] });

    const { body } = await people.post("ada", "/campaigns/dormant/checks", {});

    expect(body.checks[0]).toMatchObject({ level: "stop", code: "nobody-reachable" });
  });

  it("lets a campaign that is ready go", async () => {
    await arrive();
    await save({ steps: [sendStep({ channels: ["email"] })] });

    const { body } = await people.post("ada", "/campaigns/dormant/checks", {});

    expect(body.ready).toBe(true);
  });
});
