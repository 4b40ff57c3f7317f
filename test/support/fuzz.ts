import type * as fc from "fast-check";

/**
 * How often a property is tried. A failure prints its seed and path; `REKINDLE_SEED` repeats it, and with it every other one.
 * `REKINDLE_FUZZ_RUNS=20` tries twenty times as often, for a long run.
 */
export const fuzzed = <Ts>(runs: number): fc.Parameters<Ts> => ({
  numRuns: Math.max(1, Math.ceil(runs * Number(process.env.REKINDLE_FUZZ_RUNS ?? 1))),
});
