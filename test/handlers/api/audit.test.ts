import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createAuditStore } from "../../../lambdas/store/audit-store.ts";
import { definitionOf, peopleOf, wordsFor } from "../../support/campaign-api.ts";
import { startTables, type Tables } from "../../support/tables.ts";

const start = Date.parse("2026-03-02T10:00:00Z");

let tables: Tables;
const people = peopleOf(() => tables.runtime());

beforeAll(async () => {
  tables = await startTables({ now: start });
  const act = (person: string, action: string, body: object) => {
    tables.clock.advance(1_000);
    return people.post(person, `/campaigns/dormant/${action}`, body);
  };
  await act("ada", "versions", { revision: 0, definition: definitionOf(), words: wordsFor("gift") });
  await act("ada", "activate", { revision: 1, note: "For spring" });
  await act("bob", "pause", { revision: 2 });
  const yesterday = { at: start - 86_400_000, by: "Cat", action: "redrive", subject: "queue", details: {} };
  await createAuditStore(tables.runtime()).add(yesterday);
});
afterAll(() => tables.stop());

describe("the audit log", () => {
  it("tells who did what today, the latest first, as data and as a sentence in both languages", async () => {
    const { body } = await people.get("cat", "/audit");

    expect(body.day).toBe("2026-03-02");
    expect(body.entries.map(({ sentence }: { sentence: object }) => sentence)).toEqual([
      { en: `${people.emailOf("bob")} paused dormant`, zh: `${people.emailOf("bob")} 暂停了 dormant` },
      {
        en: `${people.emailOf("ada")} put version 1 of dormant live: For spring`,
        zh: `${people.emailOf("ada")} 上线了 dormant 的版本 1：For spring`,
      },
      {
        en: `${people.emailOf("ada")} saved version 1 of dormant`,
        zh: `${people.emailOf("ada")} 保存了 dormant 的版本 1`,
      },
    ]);
    expect(body.entries[0]).toMatchObject({
      at: "2026-03-02T10:00:03.000Z",
      action: "pause-campaign",
      subject: "dormant",
    });
  });

  it("is read a page at a time, without a gap and without an entry twice", async () => {
    const actions: string[] = [];
    let cursor = "";
    for (let pages = 0; pages < 5; pages += 1) {
      const { body } = await people.get("cat", `/audit?limit=1${cursor}`);
      actions.push(...body.entries.map(({ action }: { action: string }) => action));
      if (body.cursor === undefined) break;
      cursor = `&cursor=${body.cursor}`;
    }

    expect(actions).toEqual(["pause-campaign", "activate-campaign", "save-version"]);
  });

  it("tells of another day, also of deeds without a sentence of their own", async () => {
    const { body } = await people.get("cat", "/audit?day=2026-03-01");

    expect(body.entries).toMatchObject([{ by: "Cat", sentence: { en: "Cat redrive queue" } }]);
  });

  it.each([
    ["day=2026-02-30", "day"],
    ["day=today", "day"],
    ["limit=0", "limit"],
    ["limit=1000", "limit"],
    ["cursor=%21%21", "cursor"],
    [`cursor=${Buffer.from("suppressed#x").toString("base64url")}`, "cursor"],
    ["from=1", "from"],
  ])("refuses %s", async (query, where) => {
    const { status, body } = await people.get("cat", `/audit?${query}`);

    expect([status, body.problems[0].where]).toEqual([400, where]);
  });
});
