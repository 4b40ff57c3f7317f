import { randomInt } from "node:crypto";
import { mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Message } from "../../lambdas/domain/message.ts";
import { createReportStore } from "../../lambdas/store/report-store.ts";
import { databaseIn } from "../../lib/local/engine.ts";
import { takeOver } from "../../lib/local/engine-owner.ts";
import { listMessages } from "../../lib/local/list-messages.ts";
import { startRuntime } from "../../lib/local/runtime.ts";
import { createVirtualClock } from "../../lib/local/virtual-clock.ts";
import { seededChance } from "../../lib/sample/chance.ts";
import { lineCounter } from "./growing-file.ts";
import { type Program, startProgram } from "./program.ts";

/** More than the kills can leave in doubt (8 submissions in 4 lanes each), so that every kill finds somebody to send to. */
const customers = 100;
const inboxKills = 3;
const linesBetweenKillsMax = 10;
/** The seed of a failed run repeats its kills: KILL_SEED=123 npx vitest run test/processes/kill.test.ts */
const seed = Number(process.env.KILL_SEED ?? randomInt(1, 2 ** 31));

let directory: string;
let program: Program | undefined;

beforeEach(() => {
  directory = realpathSync(mkdtempSync(join(tmpdir(), "rekindle-kill-")));
});
afterEach(async () => {
  await program?.end("SIGKILL");
  const tables = join(directory, "tables");
  await takeOver(tables, databaseIn(tables));
  rmSync(directory, { recursive: true, force: true });
});

const startShop = (): Program => {
  program = startProgram(["test/processes/busy-shop.ts", directory, String(customers)]);
  return program;
};

/** Starts the shop and kills it when the file has so many lines. True: it was at work still. */
const killAt = async (lines: () => number, count: number): Promise<boolean> => {
  const shop = startShop();
  await shop.until(() => lines() >= count);
  const { code, said } = await shop.end("SIGKILL");
  if (code !== null && code !== 0) throw new Error(`The shop failed: ${said}`);
  return code === null;
};

/** Three kills while messages go out, then one while the provider's events come in. */
const killAgainAndAgain = async (): Promise<number> => {
  const chance = seededChance(seed);
  const accepted = lineCounter(join(directory, "inbox.jsonl"));
  const told = lineCounter(join(directory, "inbox.jsonl.events"));
  let kills = 0;
  for (let round = 0; round < inboxKills; round += 1) {
    if (await killAt(accepted, accepted() + chance.between(1, linesBetweenKillsMax))) kills += 1;
  }
  // Each email has two events, so these will come at least.
  const toCome = Math.max(1, 2 * accepted() - told());
  if (await killAt(told, told() + chance.between(1, toCome))) kills += 1;
  return kills;
};

/** The keys that the provider accepted, read from its own file. */
const acceptedKeys = (): readonly string[] =>
  readFileSync(join(directory, "inbox.jsonl"), "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line).tags.message_key);

interface Found {
  readonly messages: readonly Message[];
  readonly funnel: Readonly<Record<string, number | undefined>>;
  readonly deadLetters: number;
}

const readShop = async (): Promise<Found> => {
  const clock = createVirtualClock({ startAt: 0, file: join(directory, "clock.json") });
  const local = await startRuntime({ directory, clock });
  try {
    return {
      messages: await listMessages(local.runtime),
      funnel: await createReportStore(local.runtime).funnel("dormant-wake-up", {
        from: "2026-03-01",
        to: "2026-03-04",
      }),
      deadLetters: local.deadLetters.count(),
    };
  } finally {
    await local.stop();
  }
};

const sorted = (texts: readonly string[]): readonly string[] => texts.toSorted();

describe("a kill in the middle of a busy minute", () => {
  it(`loses nothing and sends nothing twice (seed ${seed})`, { timeout: 240_000 }, async () => {
    const kills = await killAgainAndAgain();
    const { code, said } = await startShop().ended();
    const accepted = acceptedKeys();
    const { messages, funnel, deadLetters } = await readShop();

    expect({ kills, code, said }).toEqual({ kills: inboxKills + 1, code: 0, said: "" });
    expect(accepted).toHaveLength(new Set(accepted).size);
    expect(sorted(messages.map(({ customerId }) => customerId))).toEqual(
      sorted(Array.from({ length: customers }, (_, index) => `busy-${index}`)),
    );
    const withStatus = (status: string) => sorted(messages.flatMap((m) => (m.status === status ? [m.messageKey] : [])));
    expect(withStatus("delivered")).toEqual(sorted(accepted));
    expect(withStatus("parked").length).toBe(customers - accepted.length);
    expect({ funnel, deadLetters }).toMatchObject({
      funnel: { lookedAt: customers, reserved: customers, "status:delivered": accepted.length },
      deadLetters: 0,
    });
  });
});
