import { describe, expect, it } from "vitest";
import { retryAt } from "../../lambdas/domain/backoff.ts";

const minute = 60_000;
const never = Number.MAX_SAFE_INTEGER;

describe("retryAt", () => {
  it.each([
    { cause: "rate", minutes: [0.25, 1, 5, 15, 15, 15] },
    { cause: "quota", minutes: [60, 120, 240, 240, 240, 240] },
    { cause: "account", minutes: [15, 15, 15, 15, 15, 15] },
    { cause: "fault", minutes: [1, 5, 15, 60, 60, 60] },
  ] as const)("waits after the first, second, … attempt for $cause: $minutes minutes", ({ cause, minutes }) => {
    const attempts = [1, 2, 3, 4, 5, 50];

    const waits = attempts.map((attempt) => retryAt({ cause, attempt, now: 0, sendBy: never }) / minute);

    expect(waits).toEqual(minutes);
  });

  it("comes back at the deadline at the latest, and always later than now", () => {
    const soon = retryAt({ cause: "quota", attempt: 1, now: 1000, sendBy: 1000 + minute });

    const late = retryAt({ cause: "quota", attempt: 1, now: 1000, sendBy: 500 });

    expect([soon, late]).toEqual([1000 + minute, 1001]);
  });
});
