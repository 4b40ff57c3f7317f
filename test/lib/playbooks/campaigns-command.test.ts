import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemClock } from "../../../lambdas/shared/clock.ts";
import { createAuditStore } from "../../../lambdas/store/audit-store.ts";
import { createBreakerStore } from "../../../lambdas/store/breaker-store.ts";
import { auditDay } from "../../../lambdas/store/keys.ts";
import { runCampaigns } from "../../../lib/playbooks/campaigns-command.ts";
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
    expect(JSON.parse(listed.out)).toMatchObject({
      paused: false,
      campaigns: [{ state: "paused", version: 1 }, {}, {}],
    });
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
      ["Ada", "activate-campaign", "dormant-wake-up"],
      ["Ada", "pause-campaign", "dormant-wake-up"],
      ["Cat", "resume-campaign", "dormant-wake-up"],
      ["Cat", "pause-account", "account"],
      ["Cat", "resume-account", "account"],
    ]);
    expect(trail[0]?.details).toEqual({ version: 1, settings: "unchanged" });
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
    [["pause", "--breaker"], /--breaker stands alone and belongs to resume/],
    [["resume", "--by", " ", "--all"], /--by names who does it/],
    [["explode"], /there is no such command \(received explode; allowed: list, activate, pause, resume\)/],
    [["pause"], /pause needs one target/],
    [["activate", "dormant-wakeup"], /there is no such campaign \(received dormant-wakeup; allowed: dormant-wake-up, /],
    [["list", "--colour"], /Unknown option '--colour'/],
  ])("refuses %j with exit code 2 and says what is allowed", async (words, expected) => {
    const answer = await run(words, tables.variables);

    expect(answer).toMatchObject({ code: 2, out: "", err: expect.stringMatching(expected) });
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
