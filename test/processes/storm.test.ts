import { randomInt } from "node:crypto";
import { describe, expect, it } from "vitest";
import { judgeStorm } from "../../lib/storm/checks/judge-storm.ts";
import { storm } from "../../lib/storm/storm.ts";

/** The seed of a failed run draws the same shop, faults and kills: STORM_SEED=123 npx vitest run test/processes/storm.test.ts */
const seed = Number(process.env.STORM_SEED ?? randomInt(1, 2 ** 31));
const messages = 200;
const kills = 5;
/** Stops six hours apart: many customers fall due at each. */
const slotMs = 6 * 3_600_000;

describe("several processes on one table engine, killed at random", () => {
  it(`break no law that the providers' records can tell (seed ${seed})`, { timeout: 300_000 }, async () => {
    const { record, queue } = await storm({ seed, customers: 260, workers: 3, kills, messages, slotMs });
    const { verdicts, doubts } = judgeStorm(record);
    const accepted = record.calls.filter((call) => call.accepted);

    expect(verdicts.filter(({ broken }) => broken.length > 0)).toEqual([]);
    expect(record.kills).toHaveLength(kills);
    expect(accepted.length).toBeGreaterThanOrEqual(messages);
    // What was to be tried was tried: doubled and late events, calls beside plain acceptance, and an edit of the rules.
    expect(queue.again).toBeGreaterThan(0);
    expect(record.calls.some(({ fault }) => fault !== "accept")).toBe(true);
    expect(record.pauses).toHaveLength(1);
    expect(doubts.byKill + doubts.byFault).toBe(record.messages.filter(({ status }) => status === "parked").length);
  });
});
