import type { Clock } from "../../lambdas/shared/clock.ts";

/** A clock that stands still until a test moves it. */
export interface TestClock extends Clock {
  /** Epoch milliseconds; may go back, because a bad system clock does. */
  set(at: number): void;
  /** Milliseconds. */
  advance(by: number): void;
}

export const createTestClock = (startAt: number): TestClock => {
  let instant = startAt;
  return {
    now: () => instant,
    set: (at) => {
      instant = at;
    },
    advance: (by) => {
      instant += by;
    },
  };
};
