/** Where the present comes from. Everything else takes `now` as an argument, so that a test or a replay can set it. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
}

/** The only reader of the system clock. */
export const systemClock: Clock = { now: () => Date.now() };
