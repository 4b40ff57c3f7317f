import { randomUUID } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { forgetOwner, recordOwner, takeOver } from "./engine-owner.ts";
import { type EngineBinary, type EngineProcess, findEngineBinary, freePort, spawnEngine } from "./engine-process.ts";
import { LocalError } from "./local-error.ts";
import { type ConsumedStreams, maintainStreams } from "./stream-index.ts";

export interface EngineOptions {
  /** Where the database lives and stays. Absent: a temporary directory that goes away when the engine stops. */
  readonly directory?: string;
  /** Absent: a free one. */
  readonly port?: number;
  /** Stream records that every reader has read; they are dropped at the start. Absent: all are kept. */
  readonly consumed?: ConsumedStreams;
}

export interface Engine {
  /** For example `http://127.0.0.1:43211`. */
  readonly endpoint: string;
  /** Absent when DYNAMODB_ENDPOINT names an engine that somebody else runs. */
  readonly pid?: number;
  stop(): Promise<void>;
}

/** The engine's file in its directory. */
export const databaseIn = (directory: string): string => join(directory, "tables.sqlite");

const portTriesMax = 5;
const cacheDirectory = fileURLToPath(new URL("../../node_modules/.cache/rekindle", import.meta.url));

/** A free port may be taken by another process before the engine binds it; then the next one is tried. */
const spawnOnFreePort = async (binary: EngineBinary, file: string): Promise<EngineProcess> => {
  for (let tries = 1; ; tries += 1) {
    try {
      return await spawnEngine(binary, file, await freePort());
    } catch (error) {
      const taken = error instanceof LocalError && /already in use/i.test(error.message);
      if (!taken || tries === portTriesMax) throw error;
    }
  }
};

/** The engine makes its own tables at its first start; the index comes after it, with the engine stopped. */
const prepareDatabase = async (binary: EngineBinary, file: string): Promise<void> => {
  const engine = await spawnOnFreePort(binary, file);
  await engine.stop();
  maintainStreams(file);
};

/** An empty prepared database per engine version, so that a start is one process and not two. */
const placeEmptyDatabase = async (binary: EngineBinary, file: string): Promise<void> => {
  const cached = join(cacheDirectory, `engine-${binary.version}-2.sqlite`);
  if (!existsSync(cached)) {
    const draft = join(cacheDirectory, `${randomUUID()}.sqlite`);
    try {
      mkdirSync(cacheDirectory, { recursive: true });
      await prepareDatabase(binary, draft);
      renameSync(draft, cached);
    } finally {
      for (const suffix of ["", "-wal", "-shm", ".lock"]) rmSync(draft + suffix, { recursive: true, force: true });
    }
  }
  const half = `${file}.${randomUUID()}.draft`;
  copyFileSync(cached, half);
  renameSync(half, file);
};

const openDatabase = async (binary: EngineBinary, directory: string, consumed?: ConsumedStreams): Promise<string> => {
  const file = databaseIn(directory);
  await takeOver(directory, file);
  if (existsSync(file)) maintainStreams(file, consumed);
  else await placeEmptyDatabase(binary, file);
  return file;
};

const ownDirectory = (wanted: string | undefined): string => {
  if (wanted === undefined) return realpathSync(mkdtempSync(join(tmpdir(), "rekindle-")));
  mkdirSync(wanted, { recursive: true });
  return realpathSync(wanted);
};

/**
 * Starts the embedded table engine on 127.0.0.1 and returns once it answers. With DYNAMODB_ENDPOINT in the
 * environment that engine is used and nothing is started.
 */
export const startEngine = async (options: EngineOptions = {}): Promise<Engine> => {
  const external = process.env.DYNAMODB_ENDPOINT;
  if (external !== undefined && external !== "") return { endpoint: external, stop: async () => {} };

  const binary = findEngineBinary();
  const directory = ownDirectory(options.directory);
  const discard = () => {
    process.removeListener("exit", discard);
    if (options.directory === undefined) rmSync(directory, { recursive: true, force: true });
  };
  process.once("exit", discard);
  try {
    const file = await openDatabase(binary, directory, options.consumed);
    const engine = await (options.port === undefined
      ? spawnOnFreePort(binary, file)
      : spawnEngine(binary, file, options.port));
    recordOwner(directory, engine.pid);
    const stop = async () => {
      await engine.stop();
      forgetOwner(directory);
      discard();
    };
    return { endpoint: `http://127.0.0.1:${engine.port}`, pid: engine.pid, stop };
  } catch (error) {
    discard();
    throw error;
  }
};

/** The directory that holds the package, for those who look for code by its path from there. */
export const projectDirectory = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
