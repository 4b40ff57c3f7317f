import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { seededChance } from "../../../lib/sample/chance.ts";
import { createKillPlan } from "../../../lib/storm/kill-plan.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Plays a storm of so many calls and returns after how many of them each kill came. */
const killsIn = (q: {
  readonly seed: number;
  readonly kills: number;
  readonly refuses?: number;
}): readonly number[] => {
  let count = 0;
  let refusals = q.refuses ?? 0;
  const at: number[] = [];
  const kill = () => {
    refusals -= 1;
    if (refusals < 0) at.push(count);
    return refusals < 0;
  };
  const plan = createKillPlan({ kills: q.kills, calls: 1_000, chance: seededChance(q.seed), kill });
  plan.begun();
  vi.advanceTimersByTime(5_000);
  for (count = 1; count <= 1_000; count += 1) {
    plan.called(count);
    plan.removed();
    vi.advanceTimersByTime(50);
  }
  return at;
};

it("every kill comes, two of them before the first call, the others spread over the calls", () => {
  const at = killsIn({ seed: 4, kills: 50 });

  expect(at).toHaveLength(50);
  expect(at.filter((count) => count === 0)).toHaveLength(2);
  expect(at.some((count) => count > 700)).toBe(true);
  expect(killsIn({ seed: 4, kills: 50 })).toEqual(at);
  expect(killsIn({ seed: 5, kills: 50 })).not.toEqual(at);
});

it("a kill that found nobody at work is made up for", () => {
  expect(killsIn({ seed: 4, kills: 50, refuses: 20 })).toHaveLength(50);
});
