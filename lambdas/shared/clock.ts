/** Where the present comes from. Everything else takes `now` as an argument, so that a test or a replay can set it. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** Waits so many milliseconds. Only a clock that passes by itself has it: under any other, who would wait tries later. */
  pause?(ms: number): Promise<void>;
}

/** The only reader of the system clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};
