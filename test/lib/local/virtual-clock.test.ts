import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { createVirtualClock } from "../../../lib/local/virtual-clock.ts";

const directory = mkdtempSync(join(tmpdir(), "rekindle-test-"));
const file = join(directory, "clock.json");
afterEach(() => rmSync(file, { force: true }));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

describe("createVirtualClock", () => {
  test("stands still unless it is moved, and never moves back", () => {
    const clock = createVirtualClock({ startAt: 1_000 });

    clock.advanceTo(5_000);
    clock.advanceTo(2_000);

    expect(clock.now()).toBe(5_000);
  });

  test("a running one passes with the system clock and stands still while that goes back", () => {
    let system = 100;
    const clock = createVirtualClock({ startAt: 1_000, running: true, system: { now: () => system } });

    system = 400;
    const later = clock.now();
    system = 50;
    const back = clock.now();
    system = 60;

    expect([later, back, clock.now()]).toEqual([1_300, 1_300, 1_310]);
  });

  test("after a kill goes on at or after the latest instant it told", () => {
    let system = 0;
    const clock = createVirtualClock({ startAt: 1_000, running: true, file, system: { now: () => system } });
    system = 3_333;
    const told = clock.now();

    const next = createVirtualClock({ startAt: 0, file });

    expect(next.now()).toBeGreaterThanOrEqual(told);
  });

  test("after an orderly stop goes on at the very instant", () => {
    const clock = createVirtualClock({ startAt: 1_000, running: true, file, system: { now: () => 0 } });
    clock.save();

    const next = createVirtualClock({ startAt: 0, file });

    expect(next.now()).toBe(1_000);
  });
});
