import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { LocalError } from "./local-error.ts";
import { writeFileAtomically } from "./write-file-atomically.ts";

/*
 * A runtime that was killed leaves its engine running on the directory, and a second engine on the same file would
 * damage it. The pid file names the engine and the process that started it. A pid alone proves nothing, because pids
 * are used again, so the command line must name this very database file before anything is ended.
 */
interface Owner {
  readonly engine: number;
  readonly parent: number;
}

const pollMs = 10;
const pollsMax = 500;
const pidFile = (directory: string): string => join(directory, "engine.json");

const readOwner = (directory: string): Owner | undefined => {
  try {
    const value: unknown = JSON.parse(readFileSync(pidFile(directory), "utf8"));
    if (typeof value !== "object" || value === null || !("engine" in value) || !("parent" in value)) return undefined;
    const { engine, parent } = value;
    return Number.isInteger(engine) && Number.isInteger(parent)
      ? { engine: Number(engine), parent: Number(parent) }
      : undefined;
  } catch {
    return undefined;
  }
};

const readProcess = (pid: number, file: string): string => {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return "";
  }
};

const runsOn = (pid: number, database: string): boolean => {
  const words = readProcess(pid, "cmdline").split("\0");
  return (words[0]?.endsWith("dynoxide") ?? false) && words.includes(database);
};

const parentOf = (pid: number): number => Number(/^PPid:\s*(\d+)$/m.exec(readProcess(pid, "status"))?.[1]);

const end = async (pid: number, database: string): Promise<void> => {
  for (let polls = 0; runsOn(pid, database); polls += 1) {
    if (polls > pollsMax)
      throw new LocalError("directory-in-use", `The table engine ${pid} on ${database} does not end.`);
    if (polls === 0) process.kill(pid, "SIGTERM");
    if (polls === pollsMax) process.kill(pid, "SIGKILL");
    await pause(pollMs);
  }
};

/** Ends an engine that a killed runtime left on this directory; refuses while the one who started it is alive. */
export const takeOver = async (directory: string, database: string): Promise<void> => {
  const owner = readOwner(directory);
  if (owner === undefined || !runsOn(owner.engine, database)) return;
  if (parentOf(owner.engine) === owner.parent && existsSync(`/proc/${owner.parent}`)) {
    throw new LocalError(
      "directory-in-use",
      `The directory ${directory} is in use by process ${owner.parent}. Stop that one, or choose another directory.`,
    );
  }
  await end(owner.engine, database);
};

export const recordOwner = (directory: string, engine: number): void =>
  writeFileAtomically(pidFile(directory), JSON.stringify({ engine, parent: process.pid } satisfies Owner));

export const forgetOwner = (directory: string): void => rmSync(pidFile(directory), { force: true });
