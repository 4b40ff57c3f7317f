import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { systemClock } from "../../../lambdas/shared/clock.ts";
import { createAuditStore } from "../../../lambdas/store/audit-store.ts";
import { createBreakerStore } from "../../../lambdas/store/breaker-store.ts";
import { createCampaignStore } from "../../../lambdas/store/campaign-store.ts";
import { changeCampaign } from "../../../lambdas/store/change-campaign.ts";
import { draftOfVersion, loadVersion } from "../../../lambdas/store/draft-campaign.ts";
import { auditDay } from "../../../lambdas/store/keys.ts";
import { runCampaigns } from "../../../lib/playbooks/campaigns-command.ts";
import { playbookIds } from "../../../lib/playbooks/load.ts";
import { startTables, type Tables } from "../../support/tables.ts";

interface Answer {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

const run = async (words: readonly string[], variables: Readonly<Record<string, string>> = {}): Promise<Answer> => {
  const [out, err]: [string[], string[]] = [[], []];
  const around = { variables, out: (line: string) => out.push(line), err: (line: string) => err.push(line) };
  const code = await runCampaigns(words, around);
  return { code, out: out.join("\n"), err: err.join("\n") };
};

let tables: Tables;
beforeAll(async () => {
  tables = await startTables();
});
afterAll(() => tables.stop());
beforeEach(() => tables.clear());

/** An edit from elsewhere, such as the console. */
const changeByHand = async (): Promise<void> => {
  const runtime = tables.runtime();
  const said = await loadVersion(createCampaignStore(runtime), { campaignId: "dormant-wake-up", version: 1 });
  if (said === undefined) throw new Error("Nothing was activated.");
  const { copyOf: _, ...draft } = draftOfVersion(said);
  const policy = { ...draft.campaign.policy, priority: 1 };
  const by = { by: "Cat", now: tables.clock.now() };
  const edited = { ...draft, campaign: { ...draft.campaign, policy } };
  await changeCampaign(runtime, { campaignId: "dormant-wake-up", action: "save", draft: edited, ...by });
};

describe("the campaigns command", () => {
  it("activates, lists, pauses and resumes on the tables it is pointed at", async () => {
    const before = await run(["list"], tables.variables);
    const activated = await run(["activate", "dormant-wake-up"], tables.variables);
    const paused = await run(["pause", "dormant-wake-up"], tables.variables);
    const listed = await run(["list", "--json"], tables.variables);
    const resumed = await run(["resume", "dormant-wake-up"], tables.variables);

    expect(before.out).toMatch(/dormant-wake-up +not installed/);
    expect(activated).toMatchObject({
      code: 0,
      out: expect.stringMatching(/version 1 is live[\s\S]*Note on couponCode/),
    });
    expect(paused).toMatchObject({ code: 0, out: "dormant-wake-up is paused." });
    const { paused: isAllPaused, campaigns } = JSON.parse(listed.out);
    expect(isAllPaused).toBe(false);
    expect(campaigns.map(({ id }: { readonly id: string }) => id)).toEqual(await playbookIds());
    expect(campaigns.filter(({ state }: { readonly state: string }) => state !== "not installed")).toMatchObject([
      { id: "dormant-wake-up", state: "paused", version: 1 },
    ]);
    expect(resumed).toMatchObject({ code: 0, out: "dormant-wake-up is live." });
  });

  it("leaves a trail of what was changed and by whom, and none of what stayed as it was", async () => {
    const began = systemClock.now();
    const as = (by: string, ...words: string[]) => run([...words, "--by", by], tables.variables);

    await as("Ada", "activate", "dormant-wake-up");
    await as("Ada", "pause", "dormant-wake-up");
    await as("Bob", "pause", "dormant-wake-up");
    await as("Cat", "resume", "dormant-wake-up");
    await as("Cat", "pause", "--all");
    await as("Cat", "resume", "--all");

    const audits = createAuditStore(tables.runtime());
    const days = [...new Set([auditDay(began), auditDay(systemClock.now())])].map((day) => Date.parse(day.slice(-10)));
    const trail = (await Promise.all(days.map((day) => audits.ofDay(day)))).flat().filter(({ at }) => at >= began);
    expect(trail.map(({ by, action, subject }) => [by, action, subject])).toEqual([
      ["Ada", "save-version", "dormant-wake-up"],
      ["Ada", "activate-campaign", "dormant-wake-up"],
      ["Ada", "pause-campaign", "dormant-wake-up"],
      ["Cat", "resume-campaign", "dormant-wake-up"],
      ["Cat", "pause-account", "account"],
      ["Cat", "resume-account", "account"],
    ]);
    expect(trail[1]?.details).toEqual({ version: 1, settings: "unchanged", revision: 1 });
  });

  it("closes the breaker, and says who did", async () => {
    await run(["activate", "dormant-wake-up"], tables.variables);
    const breaker = createBreakerStore(tables.runtime());
    await breaker.open({ cause: "bounces", detail: "60 bounces of 1000 emails", by: "tick", now: tables.clock.now() });
    const open = await run(["list"], tables.variables);

    const closed = await run(["resume", "--breaker", "--by", "Ada"], tables.variables);
    const again = await run(["resume", "--breaker"], tables.variables);
    const listed = await run(["list", "--json"], tables.variables);

    expect(open.out).toContain("The breaker is open since 2026-03-02T10:00:00.000Z (60 bounces of 1000 emails)");
    expect([closed.out, again.out]).toEqual([
      "The breaker was closed by Ada: marketing goes on.",
      "The breaker is closed already.",
    ]);
    expect(JSON.parse(listed.out).breaker).toMatchObject({ cause: "bounces", openedBy: "tick", closedBy: "Ada" });
  });

  it.each([
    [["pause", "--breaker"], /--breaker does not belong to pause .*allowed: resume/],
    [["resume", "--breaker", "--all"], /resume needs one target/],
    [["diff", "dormant-wake-up", "--from", "1"], /diff needs versions/],
    [["rollback", "dormant-wake-up", "--to", "zero"], /--to is no such number .*received zero/],
    [["activate", "dormant-wake-up", "--inside", "leave"], /--inside says .*allowed: finish, move/],
    [
      ["pause", "dormant-wake-up", "--settings", "a.json"],
      /--settings does not belong to pause .*allowed: draft, activate/,
    ],
    [["archive", "unknown"], /there is no such campaign/],
    [["resume", "--by", " ", "--all"], /--by names who does it/],
    [["explode"], /there is no such command \(received explode; allowed: list, show, draft, /],
    [["pause"], /pause needs one target/],
    [
      ["activate", "dormant-wakeup"],
      /there is no such campaign \(received dormant-wakeup; allowed: .*dormant-wake-up, /,
    ],
    [["list", "--colour"], /Unknown option '--colour'/],
  ])("refuses %j with exit code 2 and says what is allowed", async (words, expected) => {
    const answer = await run(words, tables.variables);

    expect(answer).toMatchObject({ code: 2, out: "", err: expect.stringMatching(expected) });
  });

  it("walks a campaign through its life, with a second person where one is demanded", async () => {
    const folder = mkdtempSync(join(tmpdir(), "campaigns-"));
    const demanding = join(folder, "settings.json");
    writeFileSync(demanding, JSON.stringify({ approval: "second-person" }));
    const edit = join(folder, "edit.json");
    const as = (by: string, ...words: string[]) => run([...words, "--by", by], tables.variables);
    const first = await as("Ada", "activate", "dormant-wake-up", "--settings", demanding);
    const shown = JSON.parse((await as("Ada", "show", "dormant-wake-up", "--json")).out);
    const { id: _, version: __, ...definition } = shown.definition;
    writeFileSync(
      edit,
      JSON.stringify({ definition: { ...definition, policy: { ...definition.policy, priority: 1 } } }),
    );

    const drafted = await as("Ada", "draft", "dormant-wake-up", "--file", edit, "--note", "First in line");
    const answers = [
      await as("Ada", "activate", "dormant-wake-up"),
      await as("Ada", "approve", "dormant-wake-up"),
      await as("Bob", "approve", "dormant-wake-up"),
      await as("Ada", "activate", "dormant-wake-up", "--inside", "move"),
      await as("Ada", "diff", "dormant-wake-up", "--from", "1", "--to", "2"),
      await as("Bob", "rollback", "dormant-wake-up", "--to", "1"),
      await as("Bob", "archive", "dormant-wake-up"),
      await as("Bob", "resume", "dormant-wake-up"),
      await as("Bob", "restore", "dormant-wake-up"),
    ];

    expect([first.code, shown.state, drafted.out]).toEqual([0, "live", "dormant-wake-up version 2 is saved."]);
    expect(answers.map(({ code, out, err }) => [code, out.split("\n")[0] || err])).toEqual([
      [1, "dormant-wake-up version 2 waits for the approval of somebody else; nothing went live."],
      [1, expect.stringContaining("must be approved by somebody else than its author")],
      [0, "dormant-wake-up version 2 is approved."],
      [0, "dormant-wake-up version 2 is live."],
      [0, "~ policy.priority (rules › priority / 规则 › 优先级)"],
      [0, "dormant-wake-up version 3 says what version 1 said; activate it next."],
      [0, "dormant-wake-up is archived."],
      [1, expect.stringContaining("cannot resume (received archived; allowed: paused)")],
      [0, "dormant-wake-up is draft."],
    ]);
    const versions = (await as("Ada", "versions", "dormant-wake-up")).out.split("\n");
    expect(versions).toEqual([
      expect.stringMatching(/^version 3 by Bob at .*, a copy of version 1$/),
      expect.stringMatching(/^version 2 by Ada at .*, approved by Bob at .*, First in line$/),
      expect.stringMatching(/^version 1 by Ada at /),
    ]);
  });

  it("leaves alone what somebody wrote: activating takes the newest version, and no file of the playbook", async () => {
    await run(["activate", "dormant-wake-up"], tables.variables);
    await changeByHand();

    const activated = await run(["activate", "dormant-wake-up"], tables.variables);
    const again = await run(["activate", "dormant-wake-up"], tables.variables);

    expect([activated.out.split("\n")[0], again.out.split("\n")[0]]).toEqual([
      "dormant-wake-up version 2 is live.",
      "dormant-wake-up version 2 is live.",
    ]);
  });

  it("refuses to change what somebody else changed since it was looked at", async () => {
    await run(["activate", "dormant-wake-up"], tables.variables);
    const { revision } = JSON.parse((await run(["show", "dormant-wake-up", "--json"], tables.variables)).out);
    await changeByHand();

    const late = await run(["pause", "dormant-wake-up", "--revision", String(revision)], tables.variables);

    expect(late).toMatchObject({ code: 1, err: expect.stringContaining("was changed meanwhile") });
    expect((await run(["list"], tables.variables)).out).toMatch(/dormant-wake-up +live +version 1, .*version 2 waits/);
  });

  it("tells how far the back-fill has come", async () => {
    const before = await run(["progress"], tables.variables);
    await run(["activate", "dormant-wake-up"], tables.variables);

    const after = await run(["progress"], tables.variables);

    expect(before.out).toContain("Nothing was published yet");
    expect(after.out).toMatch(/^Revision 1: waiting, 0 % \(0 of about 0 customers/);
  });

  it("refuses settings that are not valid, and changes nothing", async () => {
    const file = join(mkdtempSync(join(tmpdir(), "settings-")), "settings.json");
    writeFileSync(file, JSON.stringify({ caps: [{ id: "all", scope: "all", window: { rollingHours: 24 }, max: -1 }] }));

    const answer = await run(["activate", "post-delivery-care", "--settings", file], tables.variables);

    expect(answer).toMatchObject({ code: 2, err: expect.stringMatching(/caps\[0\]\.max: .*received -1/) });
    expect((await run(["list"], tables.variables)).out).toMatch(/post-delivery-care +not installed/);
  });

  it("fails with exit code 1 when the tables cannot be reached", async () => {
    const answer = await run(["list"], { ...tables.variables, CAMPAIGNS_TABLE: "no-such-table" });

    expect(answer).toMatchObject({ code: 1, out: "" });
  });

  it("explains itself without a table", async () => {
    const answer = await run(["--help"]);

    expect(answer).toMatchObject({ code: 0, out: expect.stringContaining("activate ID [--settings FILE]") });
  });
});
