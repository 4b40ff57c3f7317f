import { expect, it } from "vitest";
import { benchAdvance } from "../../../lib/bench/advance-bench.ts";
import { benchImport } from "../../../lib/bench/import-bench.ts";

const cpuMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
};

it("plays every event of the sample shop in each run", () => {
  const { events, eventsPerSecond, spread } = benchAdvance({ campaigns: 1, cpuMs, runs: 1 });

  expect(events).toBeGreaterThan(1_000);
  expect(eventsPerSecond).toBeGreaterThan(100);
  expect(spread).toEqual([eventsPerSecond, eventsPerSecond]);
});

it("brings every row of the file in, and hears of them in the profiles after that", async () => {
  const told = await benchImport({ rows: 200, wallMs: () => performance.now() });

  expect(told).toMatchObject({ rows: 200, orders: 100 });
  expect(told.rowsPerSecondFolded).toBeGreaterThan(0);
  expect(told.rowsPerSecond).toBeGreaterThan(told.rowsPerSecondFolded);
});
