import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createAuditStore } from "../../../lambdas/store/audit-store.ts";
import { createCampaignStore } from "../../../lambdas/store/campaign-store.ts";
import { definitionOf, peopleOf, wordsFor } from "../../support/campaign-api.ts";
import { dormantCampaign, sendStep } from "../../support/campaigns.ts";
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
        newest: { version: 2, author: { by: people.arnOf("ada"), at: "2026-03-02T10:00:00.000Z" } },
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
          received: people.arnOf("ada"),
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

describe("two editors", () => {
  it("of one draft: the second is told, with what stands, and nothing is overwritten", async () => {
    await draft("ada", 0);

    const first = await draft("ada", 1, { policy: { priority: 1 } });
    const second = await draft("bob", 1, { policy: { priority: 9 } });

    expect(first.status).toBe(200);
    expect([second.status, second.body]).toMatchObject([
      409,
      {
        reason: "changed-meanwhile",
        problems: [{ where: "revision", received: "1", allowed: "2" }],
        campaign: { revision: 2, newest: { version: 2, author: { by: people.arnOf("ada") } } },
      },
    ]);
    expect((await people.get("bob", path)).body.definition).toMatchObject({ version: 2, policy: { priority: 1 } });
  });

  it("at the very same moment: one is first, and the others are told", async () => {
    await draft("ada", 0);

    const answers = await Promise.all(
      [1, 2, 3, 4].map((priority) => draft(`p${priority}`, 1, { policy: { priority } })),
    );

    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409, 409]);
    const won = answers.findIndex(({ status }) => status === 200) + 1;
    const { body } = await people.get("ada", path);
    expect(body).toMatchObject({ campaign: { revision: 2 }, definition: { version: 2, policy: { priority: won } } });
    expect(
      await createCampaignStore(shop.runtime()).loadDefinition({ campaignId: "dormant", version: 3 }),
    ).toBeUndefined();
  });

  it("of two campaigns do not stand in each other's way", async () => {
    const ids = ["one", "two", "three"];
    for (const id of ids)
      await people.post("ada", `/campaigns/${id}/versions`, {
        ...{ revision: 0, definition: definitionOf(), words: wordsFor("gift") },
      });

    const answers = await Promise.all(
      ids.map((id) => people.post("ada", `/campaigns/${id}/activate`, { revision: 1 })),
    );

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect((await snapshot())?.campaigns.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
  });
});

describe("an edit of a live campaign", () => {
  it.each(["finish", "move"] as const)("keeps the old version for those inside, who %s", async (inside) => {
    await draft("ada", 0);
    await act("ada", "activate", 1);
    await draft("ada", 2, { policy: { priority: 1 } });

    await act("ada", "activate", 3, { inside });

    const live = await snapshot();
    expect(live?.campaigns).toMatchObject([{ id: "dormant", version: 2 }]);
    expect(live?.earlier).toEqual([{ campaign: dormantCampaign(), inside }]);
  });

  it("takes words alone and keeps the rest of the version", async () => {
    await draft("ada", 0);
    const [en] = wordsFor("gift");
    const steps = { gift: { ...en?.steps.gift, sms: { text: "Come back, {{ customer.firstName }}" } } };

    await act("ada", "versions", 1, { words: [{ ...en, steps }] });
    const { body } = await people.get("ada", `${path}/diff?from=1&to=2`);

    expect(body.differences).toEqual([
      {
        path: "words.en.steps.gift.sms.text",
        label: {
          en: "words › English › steps › gift › text message › text",
          zh: "文案 › 英文 › 步骤 › gift › 短信 › 文字",
        },
        kind: "changed",
        before: "Hello {{ customer.firstName }}",
        after: "Come back, {{ customer.firstName }}",
      },
    ]);
  });

  it("is undone by rolling back: the old version again, as a new one", async () => {
    await draft("ada", 0);
    await act("ada", "activate", 1);
    await draft("ada", 2, { policy: { priority: 1 } });
    await act("ada", "activate", 3);

    const rolled = await act("bob", "roll-back", 4, { version: 1, note: "Too early" });
    await act("bob", "activate", 5);

    expect(rolled.body.campaign.newest).toMatchObject({ version: 3, copyOf: 1, note: "Too early" });
    expect((await people.get("ada", `${path}/diff?from=1&to=3`)).body.differences).toEqual([]);
    expect((await snapshot())?.campaigns).toEqual([dormantCampaign({ version: 3 })]);
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

  const [ada, bob, cat] = ["ada", "bob", "cat"].map(people.arnOf);
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

describe("hostile or mistaken input", () => {
  it.each<readonly [string, string, object, number, RegExp]>([
    ["no revision", "pause", {}, 400, /revision.*is missing/],
    ["a revision that is none", "pause", { revision: "1" }, 400, /revision.*wrong type/],
    ["an unknown key", "pause", { revision: 1, force: true }, 400, /force.*unknown key/],
    ["another choice for those inside", "activate", { revision: 1, inside: "leave" }, 400, /inside.*finish/],
    [
      "a definition with a number of its own",
      "versions",
      { revision: 0, definition: { ...definitionOf(), version: 7 } },
      400,
      /version.*unknown key/,
    ],
    ["a campaign that nobody knows", "pause", { revision: 0 }, 404, /no such campaign/],
    [
      "a new campaign without a definition",
      "versions",
      { revision: 0, words: wordsFor("gift") },
      400,
      /definition.*new/,
    ],
    [
      "steps in a circle",
      "versions",
      {
        revision: 0,
        definition: definitionOf({ steps: [sendStep(), { kind: "coupon", id: "c", coupon: "x", next: "gift" }] }),
      },
      400,
      /leads forward only/,
    ],
    [
      "words of a step that is not there",
      "versions",
      { revision: 0, definition: definitionOf(), words: wordsFor("other") },
      400,
      /no such send step/,
    ],
    [
      "a template that does not parse",
      "versions",
      {
        revision: 0,
        definition: definitionOf(),
        words: [{ ...wordsFor("gift")[0], steps: { gift: { sms: { text: "{% if %}" } } } }],
      },
      400,
      /words\.en\.steps\.gift\.sms\.text, line 1/,
    ],
    [
      "a variable that nobody fills in",
      "versions",
      {
        revision: 0,
        definition: definitionOf(),
        words: [{ ...wordsFor("gift")[0], steps: { gift: { sms: { text: "{{ customer.email }}" } } } }],
      },
      400,
      /no such variable/,
    ],
    [
      "an email without a way out",
      "versions",
      {
        revision: 0,
        definition: definitionOf(),
        words: [
          {
            ...wordsFor("gift")[0],
            steps: { gift: { email: { subject: "a", preheader: "b", html: "<p></p>", text: "c" } } },
          },
        ],
      },
      400,
      /no unsubscribe link/,
    ],
  ])("%s is refused with its place, and nothing is stored", async (_, action, body, status, said) => {
    const answer = await people.post("ada", `${path}/${action}`, body);

    expect(answer.status).toBe(status);
    expect(JSON.stringify(answer.body.problems)).toMatch(said);
    expect((await people.get("ada", "/campaigns")).body.campaigns).toEqual([]);
    expect(await createAuditStore(shop.runtime()).ofDay(start)).toEqual([]);
  });

  it("a draft may be unfinished, and does not go live before it is whole", async () => {
    const steps = [{ kind: "coupon" as const, id: "code", coupon: "spring" }, sendStep()];
    await act("ada", "versions", 0, {
      definition: definitionOf({ steps, audience: { segment: "loyal" } }),
      words: wordsFor("gift").slice(0, 1),
    });

    const started = await act("ada", "activate", 1);

    expect([started.status, started.body.reason]).toEqual([409, "not-ready"]);
    expect(started.body.problems.map(({ where }: { where: string }) => where)).toEqual([
      "audience",
      "steps.code.coupon",
      "words.zh.steps.gift.email",
      "words.zh.steps.gift.sms",
    ]);
    expect((await people.get("ada", path)).body.missing).toHaveLength(2);
  });

  it("a version that says what the newest one says is none", async () => {
    await draft("ada", 0);

    const again = await draft("ada", 1);

    expect([again.status, again.body.reason]).toEqual([409, "nothing-new"]);
  });
});
