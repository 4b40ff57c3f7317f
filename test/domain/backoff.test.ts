import { describe, expect, it } from "vitest";
import { retryAt } from "../../lambdas/domain/backoff.ts";

const minute = 60_000;
const never = Number.MAX_SAFE_INTEGER;

describe("retryAt", () => {
  it("waits longer after each throttle, an hour at most", () => {
    const attempts = [1, 2, 3, 4, 5, 50];

    const waits = attempts.map((attempt) => retryAt({ cause: "rate", attempt, now: 0, sendBy: never }) / minute);

    expect(waits).toEqual([1, 5, 15, 60, 60, 60]);
  });

  it("waits an hour for a spent quota and 15 minutes for a stopped account, whatever the attempt", () => {
    const quota = [1, 9].map((attempt) => retryAt({ cause: "quota", attempt, now: 0, sendBy: never }) / minute);

    const account = [1, 9].map((attempt) => retryAt({ cause: "account", attempt, now: 0, sendBy: never }) / minute);

    expect([quota, account]).toEqual([
      [60, 60],
      [15, 15],
    ]);
  });

  it("comes back at the deadline at the latest, and always later than now", () => {
    const soon = retryAt({ cause: "quota", attempt: 1, now: 1000, sendBy: 1000 + minute });

    const late = retryAt({ cause: "quota", attempt: 1, now: 1000, sendBy: 500 });

    expect([soon, late]).toEqual([1000 + minute, 1001]);
  });
});
