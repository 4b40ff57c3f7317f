import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createAuditStore } from "../../../lambdas/store/audit-store.ts";
import { createCampaignStore } from "../../../lambdas/store/campaign-store.ts";
import { definitionOf, peopleOf, wordsFor } from "../../support/campaign-api.ts";
import { dormantCampaign } from "../../support/campaigns.ts";
import { customerWith } from "../../support/customer-with.ts";
import { startShop, type TestShop } from "../../support/shop.ts";

const start = Date.parse("2026-03-02T10:00:00Z");
const settings = { importing: { settleMinutes: 0 } };

let shop: TestShop;
const people = peopleOf(() => shop.runtime());
const path = "/campaigns/dormant";
const act = (person: string, action: string, revision: number, more: object = {}) =>
  people.post(person, `${path}/${action}`, { revision, ...more });
const draft = (person: string, revision: number, change: Parameters<typeof definitionOf>[0] = {}) =>
  act(person, "versions", revision, { definition: definitionOf(change), words: wordsFor("gift") });
const snapshot = () => createCampaignStore(shop.runtime()).snapshot({ consistent: true });

beforeAll(async () => {
  shop = await startShop(start);
});
afterAll(() => shop.stop());
beforeEach(async () => {
  shop.tables.clock.set(start);
  await shop.open({ campaigns: [], settings });
  await shop.drain();
});
afterEach(async () => {
  await shop.drain();
  await shop.tables.clear();
});

describe("the life of a campaign", () => {
  it("goes from a draft through approval to live, paused, live again, archived and back to a draft", async () => {
    const states = [
      await draft("ada", 0),
      await act("ada", "request-approval", 1, { note: "For spring" }),
      await act("bob", "approve", 2),
      await act("ada", "activate", 3),
      await act("ada", "pause", 4),
      await act("ada", "resume", 5),
      await act("ada", "archive", 6),
      await act("ada", "restore", 7),
    ].map(({ status, body }) => [status, body.campaign?.state, body.campaign?.revision]);

    expect(states).toEqual([
      [200, "draft", 1],
      [200, "draft", 2],
      [200, "approved", 3],
      [200, "live", 4],
      [200, "paused", 5],
      [200, "live", 6],
      [200, "archived", 7],
      [200, "draft", 8],
    ]);
  });

  it("shows in what the engine runs by", async () => {
    await draft("ada", 0);
    const before = (await snapshot())?.campaigns;
    const activated = await act("ada", "activate", 1);
    const live = await snapshot();
    await act("ada", "pause", 2);
    const paused = await snapshot();
    await act("ada", "resume", 3);
    const resumed = await snapshot();
    await act("ada", "archive", 4);

    expect(before).toEqual([]);
    expect(live?.campaigns).toEqual([dormantCampaign()]);
    expect(activated.body.published).toEqual({ revision: live?.revision });
    expect([paused?.campaigns, resumed?.campaigns]).toEqual([[], [dormantCampaign()]]);
    expect((await snapshot())?.campaigns).toEqual([]);
  });

  it("is shown with what this person may do next", async () => {
    await draft("ada", 0);
    await act("ada", "activate", 1);
    await draft("ada", 2, { policy: { priority: 1 } });

    const { body } = await people.get("bob", path);
    const list = await people.get("bob", "/campaigns");

    expect(body).toMatchObject({
      campaign: {
        id: "dormant",
        state: "live",
        liveVersion: 1,
        newest: { version: 2, author: { by: people.emailOf("ada"), at: "2026-03-02T10:00:00.000Z" } },
        open: ["save", "request-approval", "approve", "activate", "pause", "archive"],
      },
      versions: [{ version: 2 }, { version: 1 }],
      definition: { version: 2, policy: { priority: 1 } },
      words: { en: { steps: { gift: {} } }, zh: { steps: { gift: {} } } },
      missing: [],
    });
    expect(list.body).toMatchObject({ approval: "none", campaigns: [{ id: "dormant", state: "live" }] });
  });

  it("is known of campaigns that were installed without a record", async () => {
    await shop.open({ campaigns: [dormantCampaign()], settings });
    await createCampaignStore(shop.runtime()).saveDefinition(dormantCampaign());

    const list = await people.get("ada", "/campaigns");
    const paused = await act("ada", "pause", 0);

    expect(list.body.campaigns).toMatchObject([{ id: "dormant", revision: 0, state: "live", liveVersion: 1 }]);
    expect(paused.body.campaign).toMatchObject({ revision: 1, state: "paused" });
    expect((await act("ada", "resume", 1)).body.campaign.state).toBe("live");
  });
});

describe("where the shop demands a second person", () => {
  beforeEach(() => shop.open({ campaigns: [], settings: { ...settings, approval: "second-person" } }));

  it("refuses the approval of the author, and a start without any", async () => {
    await draft("ada", 0);

    const own = await act("ada", "approve", 1);
    const started = await act("bob", "activate", 1);

    expect([own.status, own.body.reason, own.body.problems]).toEqual([
      409,
      "own-version",
      [
        {
          where: "campaign",
          problem: "must be approved by somebody else than its author",
          received: people.emailOf("ada"),
          allowed: "anybody else",
        },
      ],
    ]);
    expect([started.status, started.body.reason]).toEqual([409, "not-approved"]);
    expect(started.body.campaign.open).not.toContain("activate");
    expect((await snapshot())?.campaigns).toEqual([]);
  });

  it("lets an edit of a live campaign wait for approval while the old version stays live", async () => {
    await draft("ada", 0);
    await act("bob", "approve", 1);
    await act("ada", "activate", 2);
    await draft("bob", 3, { policy: { priority: 1 } });

    const early = await act("bob", "activate", 4);
    const approved = await act("ada", "approve", 4);
    const liveBefore = (await snapshot())?.campaigns[0]?.version;
    await act("bob", "activate", 5);

    expect([early.body.reason, approved.body.campaign.state, liveBefore]).toEqual(["not-approved", "live", 1]);
    expect((await snapshot())?.campaigns).toMatchObject([{ version: 2, policy: { priority: 1 } }]);
  });
});

it("says who did what: each deed once, none of what was refused", async () => {
  await draft("ada", 0);
  await act("ada", "request-approval", 1, { note: "Please look" });
  await act("bob", "approve", 2);
  await act("bob", "activate", 3);
  await act("bob", "activate", 4);
  await act("cat", "pause", 1);
  await act("cat", "pause", 4);

  const trail = await createAuditStore(shop.runtime()).ofDay(start);

  const [ada, bob, cat] = ["ada", "bob", "cat"].map(people.emailOf);
  expect(new Set(trail.map(({ by, action, subject }) => [by, action, subject].join(" ")))).toEqual(
    new Set([
      `${ada} save-version dormant`,
      `${ada} request-approval dormant`,
      `${bob} approve-version dormant`,
      `${bob} activate-campaign dormant`,
      `${cat} pause-campaign dormant`,
    ]),
  );
  expect(trail).toHaveLength(5);
  expect(trail.find(({ action }) => action === "request-approval")?.details).toMatchObject({ note: "Please look" });
});

describe("the back-fill that an activation starts", () => {
  const sleepers = async (count: number) => {
    const names = Array.from({ length: count }, (_, index) => `sleeper-${index}`);
    await shop.tell(names.flatMap((customerId) => customerWith({ customerId, now: start, daysSinceOrder: 100 })));
  };

  it("is told from nothing to complete", async () => {
    await sleepers(12);
    await draft("ada", 0);
    const activated = await act("ada", "activate", 1);
    const before = (await people.get("ada", "/progress")).body;

    await shop.drain();

    const after = (await people.get("ada", "/progress")).body;
    expect(before).toMatchObject({ status: "waiting", percent: 0, lookedAt: 0, total: 12 });
    expect(after).toMatchObject({ status: "done", percent: 100, lookedAt: 12, replanned: 12, total: 12 });
    expect(after.revision).toBe(activated.body.published.revision);
    expect(after.segments).toHaveLength(4);
    expect(after.segments[0]).toMatchObject({ status: "done", startedAt: "2026-03-02T10:00:00.000Z" });
  });
});
