import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import type { CostParts } from "../../../lambdas/domain/cost-parts.ts";
import { type CostUnits, costUnits, type TableUnits } from "../../../lambdas/domain/cost-units.ts";
import { costUnitsOf } from "../../../lib/bench/cost-units.ts";
import { measureEvents } from "../../../lib/bench/event-capacity.ts";
import { measureMessages } from "../../../lib/bench/message-capacity.ts";
import { costPage } from "../../../lib/docs/cost-page.ts";
import { costParts } from "../../../lib/docs/cost-parts.ts";

const read = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8");
const slowMachineMs = 300_000;
const measuredHere = 100;

describe("docs/cost.md", () => {
  let parts: CostParts;
  beforeAll(() => {
    parts = costParts();
  });

  it("is what npm run docs writes", () => {
    expect(read("docs/cost.md")).toBe(costPage(parts));
  });

  it("reckons with what the templates consist of", () => {
    expect(JSON.parse(read("lambdas/domain/cost-parts.json"))).toEqual(parts);
    expect(parts.watchedMetrics).toBeGreaterThan(50);
    expect(parts.ownMetrics).toBeGreaterThan(10);
    expect(parts.feedbackBatch).toEqual({ most: 10, waitSeconds: 5 });
  });
});

describe("the units by which costs are reckoned", () => {
  let now: CostUnits;
  beforeAll(async () => {
    const messages = await measureMessages({ campaigns: 1, messages: measuredHere, contacts: 12 });
    now = costUnitsOf(messages, await measureEvents(measuredHere));
  }, slowMachineMs);

  /** What batches share is less for each of many: counters, claims, rules that are read once. */
  const near = (kept: TableUnits, measured: TableUnits): void => {
    expect(Math.abs(kept.writes - measured.writes)).toBeLessThanOrEqual(0.3);
    expect(Math.abs(kept.reads - measured.reads)).toBeLessThanOrEqual(0.3);
  };

  it.each(["message", "feedback", "order", "look"] as const)("are those of today for one %s", (what) => {
    near(costUnits[what], now[what]);
  });

  it("are those of today for a tick with nobody due, and for what is stored", () => {
    expect(Math.abs(costUnits.idleTick.reads - now.idleTick.reads)).toBeLessThanOrEqual(2);
    for (const name of ["customer", "event", "message"] as const)
      expect(Math.abs(costUnits.bytes[name] - now.bytes[name]) / costUnits.bytes[name]).toBeLessThan(0.05);
  });
});
