import type { LocalRuntime } from "./runtime.ts";

export interface Heartbeat {
  /** Ends it and waits for what is under way. */
  stop(): Promise<void>;
}

/** How soon a write reaches the functions that read its stream. Asking costs nothing while nobody writes. */
const drainEveryMs = 200;

/** Plays the part of the schedules and of the streams' pollers while the clock runs by itself. */
export const startHeartbeat = (local: LocalRuntime, onError: (error: unknown) => void): Heartbeat => {
  const everyMs = Math.min(...local.wiring.schedules.map((schedule) => schedule.everyMs));
  let lastTickAt = Number.NEGATIVE_INFINITY;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let beating: Promise<void> = Promise.resolve();

  const beat = async () => {
    try {
      if (local.clock.now() >= lastTickAt + everyMs) {
        lastTickAt = local.clock.now();
        await local.tick();
        // Not waited for: what is told again lies in a queue until the draining below hands it on.
        local.standIns.redeliver().catch(onError);
      }
      await local.drain();
    } catch (error) {
      onError(error);
    }
    if (!stopped) timer = setTimeout(start, drainEveryMs);
  };
  const start = () => {
    beating = beat();
  };
  start();
  return {
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await beating;
    },
  };
};
