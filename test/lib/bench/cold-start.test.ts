import { expect, it } from "vitest";
import { measureColdStarts } from "../../../lib/bench/cold-start.ts";

it("imports each bundle in processes of its own, and tells the slowest first", async () => {
  const told: string[] = [];
  const entries = ["lambdas/handlers/report.ts", "lambdas/handlers/send.ts"];

  const found = await measureColdStarts({
    entries,
    node: process.execPath,
    runs: 3,
    onProgress: (line) => told.push(line),
  });

  expect(told).toEqual(entries.map((entry) => `cold-start: ${entry}`));
  expect(found.map(({ entry }) => entry).toSorted()).toEqual(entries);
  for (const { bundleBytes, importMs, spread, cpuMs } of found) {
    expect(bundleBytes).toBeGreaterThan(100_000);
    expect(cpuMs).toBeGreaterThan(1);
    expect(importMs).toBeGreaterThanOrEqual(spread[0]);
    expect(importMs).toBeLessThanOrEqual(spread[1]);
  }
  expect(found[0]?.importMs).toBeGreaterThanOrEqual(found[1]?.importMs ?? 0);
});
