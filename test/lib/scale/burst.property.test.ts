import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { type Burst, playBurst } from "../../../lib/scale/burst.ts";
import type { Deployment } from "../../../lib/scale/capacity.ts";

const latency = { writeMs: 10, sendMs: 200 };
const shop: Deployment = {
  dueShards: 16,
  tickParts: 1,
  sendParallel: 4,
  streamShards: 4,
  concurrency: 1_000,
  emailsPerSecond: 100,
  emailsPerDay: 1_000_000,
  keepFreePercent: 10,
};
const atNine = (due: number): Burst => ({ due, openHours: 12, sendWithinHours: 72 });

describe("everybody at nine", () => {
  it("takes as long as the slowest part needs: the senders of four shards, a hundred milliseconds and two for each message", () => {
    // 16 at once, five a second each: 80 messages a second.
    expect(playBurst(atNine(48_000), shop, latency)).toMatchObject({ accepted: 48_000, minutes: { all: 10 } });
  });

  it("goes on the next day when the day's quota is used up, and leaves out what is late", () => {
    const small = { ...shop, emailsPerDay: 10_000 };

    const result = playBurst(atNine(40_000), small, latency);

    expect(result).toMatchObject({ accepted: 27_000, expired: 13_000, heldUpBy: "email quota" });
  });

  it("sends nothing after the hours: who was reserved waits for the morning", () => {
    const short = playBurst({ due: 1_000_000, openHours: 1, sendWithinHours: 24 }, shop, latency);

    expect(short.accepted).toBeLessThanOrEqual(80 * 3_600);
    expect(short.accepted + short.expired).toBe(1_000_000);
  });
});

const deployments = fc.record({
  dueShards: fc.integer({ min: 1, max: 64 }),
  tickParts: fc.integer({ min: 1, max: 16 }),
  sendParallel: fc.integer({ min: 1, max: 10 }),
  streamShards: fc.integer({ min: 1, max: 40 }),
  concurrency: fc.integer({ min: 10, max: 3_000 }),
  emailsPerSecond: fc.integer({ min: 1, max: 5_000 }),
  emailsPerDay: fc.integer({ min: 1_000, max: 10_000_000 }),
  keepFreePercent: fc.integer({ min: 0, max: 50 }),
});
const bursts = fc.record({
  due: fc.integer({ min: 1, max: 200_000 }),
  openHours: fc.integer({ min: 1, max: 24 }),
  sendWithinHours: fc.integer({ min: 1, max: 30 }),
});

test("nobody gets lost, and no day takes more than its quota", () => {
  void fc.assert(
    fc.property(bursts, deployments, (burst, deployment) => {
      const { accepted, expired } = playBurst(burst, deployment, latency);
      const days = Math.ceil(burst.sendWithinHours / 24);

      expect(accepted + expired).toBe(burst.due);
      expect(accepted).toBeLessThanOrEqual(days * deployment.emailsPerDay + 1);
    }),
    { numRuns: 40 },
  );
});

test("no setting that is raised makes a burst reach fewer people", () => {
  const names = ["dueShards", "tickParts", "sendParallel", "streamShards", "concurrency", "emailsPerSecond"] as const;
  void fc.assert(
    fc.property(bursts, deployments, fc.constantFrom(...names), (burst, deployment, name) => {
      const more = { ...deployment, [name]: deployment[name] * 2 };

      expect(playBurst(burst, more, latency).accepted).toBeGreaterThanOrEqual(
        playBurst(burst, deployment, latency).accepted - 1,
      );
    }),
    { numRuns: 40 },
  );
});
