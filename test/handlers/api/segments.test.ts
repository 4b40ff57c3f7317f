import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createAuditStore } from "../../../lambdas/store/audit-store.ts";
import { createCampaignStore } from "../../../lambdas/store/campaign-store.ts";
import { definitionOf, peopleOf, wordsFor } from "../../support/campaign-api.ts";
import { startTables, type Tables } from "../../support/tables.ts";

let tables: Tables;
const people = peopleOf(() => tables.runtime());

beforeAll(async () => {
  tables = await startTables();
});
afterAll(() => tables.stop());
afterEach(() => tables.clear());

const named = (en: string) => ({ en, zh: "人群" });
const often = { name: named("Often"), predicate: { figure: "orders.count", atLeast: 3 } };
const within = (segment: string) => ({ name: named("Within"), predicate: { not: { segment } } });
const put = (id: string, body: unknown, person = "ada") => people.put(person, `/segments/${id}`, body);
const markOf = async (id: string): Promise<string> => (await people.get("ada", `/segments/${id}`)).body.segment.mark;
const stored = async () => (await createCampaignStore(tables.runtime()).snapshot({ consistent: true }))?.segments;

describe("segments", () => {
  it("are created, changed, read and deleted, each with its entry in the audit log", async () => {
    const created = await put("often", often);
    const changed = await put("often", { ...often, predicate: { tier: ["core"] }, basedOn: created.body.segment.mark });
    const list = await people.get("bob", "/segments");
    const removed = await people.remove("bob", `/segments/often?basedOn=${changed.body.segment.mark}`);

    expect([created.status, changed.status, removed.status]).toEqual([200, 200, 200]);
    const sentence = { en: "is in the tier core", zh: "属于“核心”层级" };
    expect(list.body.segments).toEqual([
      { id: "often", ...often, predicate: { tier: ["core"] }, mark: changed.body.segment.mark, sentence },
    ]);
    expect(await stored()).toBeUndefined();
    const trail = await createAuditStore(tables.runtime()).ofDay(tables.clock.now());
    expect(trail.map(({ by, action, subject }) => `${by} ${action} ${subject}`)).toEqual([
      `${people.emailOf("bob")} delete-segment often`,
      `${people.emailOf("ada")} save-segment often`,
    ]);
  });

  it("of two editors tell the second, and overwrite nothing", async () => {
    await put("often", often);
    const mark = await markOf("often");

    await put("often", { ...often, name: named("First"), basedOn: mark }, "ada");
    const late = await put("often", { ...often, name: named("Second"), basedOn: mark }, "bob");
    const blind = await put("often", often, "bob");

    expect([late.status, late.body.reason, blind.body.reason]).toEqual([409, "changed-meanwhile", "changed-meanwhile"]);
    expect(await stored()).toMatchObject([{ name: { en: "First" } }]);
  });

  it("of many editors at one moment are all kept when they are about different segments", async () => {
    const ids = ["a", "b", "c", "d"];

    const answers = await Promise.all(ids.map((id) => put(id, often)));

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect((await stored())?.map(({ id }) => id)).toEqual(ids);
  });

  it("that ask for each other in a circle are refused, however long the circle", async () => {
    await put("one", often);
    await put("two", within("one"));
    await put("three", within("two"));

    const circle = await put("one", { ...within("three"), basedOn: await markOf("one") });
    const itself = await put("self", within("self"));

    expect([circle.status, circle.body.problems]).toEqual([
      400,
      [
        expect.objectContaining({
          where: "predicate.not.segment",
          problem: "leads back to itself",
          received: "three → two → one → three",
        }),
      ],
    ]);
    expect(itself.body.problems).toMatchObject([{ received: "self → self" }]);
    expect(await stored()).toHaveLength(3);
  });

  it("that somebody uses are not deleted: not by a segment, a draft or a paused campaign", async () => {
    await put("often", often);
    await put("other", within("often"));
    const campaign = {
      revision: 0,
      definition: definitionOf({ audience: { segment: "often" } }),
      words: wordsFor("gift"),
    };
    await people.post("ada", "/campaigns/loyal/versions", campaign);
    const remove = async () => people.remove("ada", `/segments/often?basedOn=${await markOf("often")}`);

    const used = await remove();
    await people.remove("ada", `/segments/other?basedOn=${await markOf("other")}`);
    await people.post("ada", "/campaigns/loyal/activate", { revision: 1 });
    await people.post("ada", "/campaigns/loyal/pause", { revision: 2 });
    const paused = await remove();
    await people.post("ada", "/campaigns/loyal/archive", { revision: 3 });
    const free = await remove();

    expect([used.status, used.body.problems[0].received]).toEqual([409, "campaign loyal, segment other"]);
    expect([paused.status, paused.body.problems[0].received]).toEqual([409, "campaign loyal"]);
    expect(free.status).toBe(200);
  });

  it.each<readonly [string, string, object, number, RegExp]>([
    ["a name that nobody knows", "often", within("unknown"), 400, /is no segment that is known.*unknown/],
    [
      "a figure that there is not",
      "often",
      { ...often, predicate: { figure: "orders.sum", atLeast: 1 } },
      400,
      /predicate/,
    ],
    ["an id with capitals", "Often", often, 400, /no usable id/],
    ["a mark that is none", "often", { ...often, basedOn: "yes" }, 400, /basedOn.*mark/],
    ["a change of what is not there", "often", { ...often, basedOn: "0".repeat(32) }, 404, /no such segment/],
    ["a name in one language", "often", { ...often, name: { en: "Often" } }, 400, /name\.zh.*missing/],
  ])("%s is refused and nothing is published", async (_, id, body, status, said) => {
    const answer = await put(id, body);

    expect(answer.status).toBe(status);
    expect(JSON.stringify(answer.body.problems)).toMatch(said);
    expect(await stored()).toBeUndefined();
  });
});
