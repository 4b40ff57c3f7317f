import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createAuditStore } from "../../../lambdas/store/audit-store.ts";
import { definitionOf, peopleOf, wordsFor } from "../../support/campaign-api.ts";
import { sendStep } from "../../support/campaigns.ts";
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
      "audience.segment",
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
