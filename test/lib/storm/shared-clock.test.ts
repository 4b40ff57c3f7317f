import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { createSharedClock, followSharedClock } from "../../../lib/storm/shared-clock.ts";

it("followers read the instant of the one who moves the clock, and it never goes back", () => {
  const directory = mkdtempSync(join(tmpdir(), "rekindle-clock-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const startAt = Date.parse("2026-03-02T00:00:00Z");
  const clock = createSharedClock(join(directory, "clock"), startAt);
  const follower = followSharedClock(join(directory, "clock"));

  expect(follower.now()).toBe(startAt);
  clock.advanceTo(startAt + 1.5);
  expect(follower.now()).toBe(startAt + 1.5);
  clock.advanceTo(startAt);
  expect(follower.now()).toBe(startAt + 1.5);
  expect(() => follower.advanceTo(startAt + 2)).toThrow("does not move");
});
