import type { LocalRuntime } from "./runtime.ts";

/** A jump of the clock in progress, or how the last one ended. Instants are epoch milliseconds. */
export type JumpState =
  | { readonly kind: "none" }
  | { readonly kind: "running"; readonly from: number; readonly now: number; readonly to: number }
  | { readonly kind: "failed"; readonly reason: string };

export interface ClockJump {
  state(): JumpState;
  /** Starts a jump and does not wait for it. False when one is running already. */
  start(forMs: number): boolean;
  /** Ends a running jump at the instant it has come to. */
  cancel(): void;
  /** Resolves when no jump is running. */
  finished(): Promise<void>;
}

export const createClockJump = (runtime: Pick<LocalRuntime, "clock" | "advanceTo">): ClockJump => {
  let state: JumpState = { kind: "none" };
  let running: Promise<void> = Promise.resolve();
  let stop = new AbortController();

  const run = async (from: number, to: number) => {
    const onStep = (now: number) => {
      state = { kind: "running", from, now, to };
    };
    try {
      await runtime.advanceTo(to, { onStep, signal: stop.signal });
      state = { kind: "none" };
    } catch (error) {
      state = { kind: "failed", reason: error instanceof Error ? error.message : String(error) };
    }
  };
  return {
    state: () => state,
    start: (forMs) => {
      if (state.kind === "running") return false;
      const from = runtime.clock.now();
      stop = new AbortController();
      state = { kind: "running", from, now: from, to: from + forMs };
      running = run(from, from + forMs);
      return true;
    },
    cancel: () => stop.abort(),
    finished: () => running,
  };
};
