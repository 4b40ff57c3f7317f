import type { NextDueAt } from "./due-times.ts";
import type { VirtualClock } from "./virtual-clock.ts";

export interface AdvanceOptions {
  /** Told after each stop: where the clock stands, epoch milliseconds. */
  readonly onStep?: (now: number) => void;
  /** Ends the journey after the stop it is at; the clock then stands there. */
  readonly signal?: AbortSignal;
}

export interface AdvanceSteps {
  readonly clock: VirtualClock;
  readonly nextDueAt: NextDueAt;
  tick(): Promise<void>;
  drain(): Promise<void>;
  /** How often the schedule fires, milliseconds. */
  readonly everyMs: number;
}

/** After so many ticks that left the same instant due, time has to pass first: a retry waits, or a writer is in the way. */
const ticksPerInstantMax = 3;

/**
 * Moves the clock from due time to due time up to the target and ticks at each. Nothing happens in between, so nothing is
 * missed. Somebody who stays due although looked at is looked at again when the schedule fires next, as in AWS.
 */
export const advanceClock = async (
  steps: AdvanceSteps,
  target: number,
  options: AdvanceOptions = {},
): Promise<void> => {
  const { clock } = steps;
  await steps.drain();
  let lastDue: number | undefined;
  let sameDue = 0;
  for (let due = await steps.nextDueAt(); due !== undefined && due <= target; due = await steps.nextDueAt()) {
    if (options.signal?.aborted === true) return;
    sameDue = due === lastDue ? sameDue + 1 : 0;
    lastDue = due;
    const nextFiring = clock.now() + steps.everyMs;
    if (sameDue >= ticksPerInstantMax && nextFiring > target) break;
    clock.advanceTo(sameDue >= ticksPerInstantMax ? nextFiring : due);
    await steps.tick();
    await steps.drain();
    options.onStep?.(clock.now());
  }
  clock.advanceTo(target);
  await steps.drain();
};
