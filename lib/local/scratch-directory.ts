import { accessSync, constants, statfsSync } from "node:fs";
import { tmpdir } from "node:os";

const inMemory = "/dev/shm";
/** A log of a year leaves a few hundred megabytes of tables and streams; containers often have 64 megabytes here. */
const roomMin = 4_000_000_000;

const hasRoom = (directory: string): boolean => {
  try {
    accessSync(directory, constants.W_OK);
    const { bavail, bsize } = statfsSync(directory);
    return bavail * bsize >= roomMin;
  } catch {
    return false;
  }
};

/**
 * Where the tables of a run live that keeps nothing: in memory where the machine has room there, because the engine waits
 * for its disk at every write. Whoever sets TMPDIR decides.
 */
export const scratchDirectory = (): string =>
  process.env.TMPDIR === undefined && hasRoom(inMemory) ? inMemory : tmpdir();
