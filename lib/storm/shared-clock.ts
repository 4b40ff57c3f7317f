import { openSync, readSync, writeSync } from "node:fs";
import type { VirtualClock } from "../local/virtual-clock.ts";

/*
 * One instant for several processes. A message to each of them would arrive at another moment everywhere, so the instant
 * stands in a file and is read at every question. It stands there twice: a reader that meets two different numbers came
 * in the middle of a write and reads again.
 */
const createCells = () => {
  const cells = new Float64Array(2);
  return { cells, bytes: new Uint8Array(cells.buffer) };
};

/** For the one process that moves the clock. `startAt` is in epoch milliseconds. */
export const createSharedClock = (file: string, startAt: number): VirtualClock => {
  const descriptor = openSync(file, "w");
  const { cells, bytes } = createCells();
  let current = startAt;
  const write = () => {
    cells.fill(current);
    writeSync(descriptor, bytes, 0, bytes.length, 0);
  };
  write();
  return {
    now: () => current,
    advanceTo: (at) => {
      current = Math.max(current, at);
      write();
    },
    save: write,
  };
};

/** For the processes that live by it. */
export const followSharedClock = (file: string): VirtualClock => {
  const descriptor = openSync(file, "r");
  const { cells, bytes } = createCells();
  return {
    now: () => {
      do readSync(descriptor, bytes, 0, bytes.length, 0);
      while (cells[0] !== cells[1]);
      return cells[0] ?? Number.NaN;
    },
    advanceTo: () => {
      throw new Error("A follower does not move the shared clock.");
    },
    save: () => {},
  };
};
