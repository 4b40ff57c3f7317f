import type { Invoke } from "./mapping-runner.ts";
import type { LocalSchedule, Wiring } from "./wiring.ts";

export interface Schedules {
  /** How often the most frequent one fires, milliseconds. */
  readonly everyMs: number;
  /** Fires the most frequent ones, and each other one whose time has come. */
  fire(options?: { readonly isTravelling?: boolean }): Promise<void>;
}

/**
 * While the clock jumps, a slower schedule fires no more often than this: a function that learns anew every day would make
 * most of the way of a journey of months, and who arrives sees what it learned last.
 */
const travellingEveryMs = 7 * 86_400_000;

/** Whatever fires most often is called at every stop of the clock; the others by their own rate, from the start on. */
export const createSchedules = (schedules: readonly LocalSchedule[], invoke: Invoke, now: () => number): Schedules => {
  const everyMs = Math.min(...schedules.map((schedule) => schedule.everyMs));
  const firedAt = new Map(schedules.map(({ name }) => [name, now()]));
  const isTime = (schedule: LocalSchedule, isTravelling: boolean): boolean => {
    if (schedule.everyMs === everyMs) return true;
    const pauseMs = isTravelling ? Math.max(schedule.everyMs, travellingEveryMs) : schedule.everyMs;
    return now() - (firedAt.get(schedule.name) ?? 0) >= pauseMs;
  };
  return {
    everyMs,
    fire: async ({ isTravelling = false } = {}) => {
      for (const schedule of schedules) {
        if (!isTime(schedule, isTravelling)) continue;
        firedAt.set(schedule.name, now());
        await invoke(schedule.functionName, schedule.input ?? {});
      }
    },
  };
};

/** For who looks at messages alone, of many customers or for a long time: what is learned meanwhile would cost more than they do. */
export const onlyTicks = (wiring: Wiring): Wiring => {
  const everyMs = Math.min(...wiring.schedules.map((schedule) => schedule.everyMs));
  return { ...wiring, schedules: wiring.schedules.filter((schedule) => schedule.everyMs === everyMs) };
};
