import { type ChildProcess, type StdioOptions, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { constants } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { LocalError } from "./local-error.ts";

/** The engine's package and version; a prepared empty database is kept per version. */
export interface EngineBinary {
  readonly path: string;
  readonly version: string;
}

const pollMs = 10;
/** 20 seconds: a cold start on a busy machine takes a fraction of one. */
const pollsMax = 2_000;
/** How long the engine may take to close its file before it is killed. Its log is written ahead, so nothing is lost. */
const stopWithinMs = 5_000;
const stderrCharactersMax = 4_000;

export const findEngineBinary = (): EngineBinary => {
  try {
    const manifest = createRequire(import.meta.url).resolve("@dynoxide/linux-x64/package.json");
    const { version } = createRequire(import.meta.url)(manifest) as { version: string };
    const path = join(dirname(manifest), "dynoxide");
    if (existsSync(path)) return { path, version };
  } catch {
    // Not installed: answered below, together with an incomplete installation.
  }
  throw new LocalError(
    "engine-not-available",
    `The embedded table engine (npm package @dynoxide/linux-x64) is not installed; this machine is ${process.platform}-${process.arch}. ` +
      "On Linux x64 run `npm install`. Elsewhere start any DynamoDB-compatible engine with streams " +
      "and set DYNAMODB_ENDPOINT to its address, for example http://127.0.0.1:8000.",
  );
};

export interface EngineProcess {
  readonly pid: number;
  readonly port: number;
  /** SIGTERM, then waits until the process is gone: its file may be opened afterwards. */
  stop(): Promise<void>;
}

// A parent that ends without stopping its engines must not leave them behind.
const running = new Set<ChildProcess>();
let endsWithParent = false;

/**
 * A signal that nobody listens to ends a process without an "exit" event, and the engines would stay. So this one listens
 * and exits as a shell reports it (128 + the signal). A program with a listener of its own decides itself.
 */
const exitOnSignals = (): void => {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      if (process.listenerCount(signal) === 1) process.exit(128 + constants.signals[signal]);
    });
  }
};

const endWithParent = (child: ChildProcess): void => {
  running.add(child);
  child.once("exit", () => running.delete(child));
  if (endsWithParent) return;
  endsWithParent = true;
  exitOnSignals();
  // Before those who remove the directories in which the engines write.
  process.prependOnceListener("exit", () => {
    for (const each of running) each.kill("SIGKILL");
  });
};

export const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("A TCP server must have a port.");
  return address.port;
};

const answers = async (port: number): Promise<boolean> => {
  try {
    await (await fetch(`http://127.0.0.1:${port}/`, { signal: AbortSignal.timeout(1_000) })).arrayBuffer();
    return true;
  } catch {
    return false;
  }
};

const stopChild = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), stopWithinMs);
  await gone;
  clearTimeout(timer);
};

/** The engine's own word comes first: another server on the same port would answer as well. */
const waitUntilReady = async (child: ChildProcess, port: number, said: () => string): Promise<boolean> => {
  for (let polls = 0; polls < pollsMax; polls += 1) {
    if (child.exitCode !== null || child.signalCode !== null) return false;
    if (said().includes(`listening on http://127.0.0.1:${port}`) && (await answers(port))) return true;
    await pause(pollMs);
  }
  return false;
};

/** Starts the engine on a database file and returns once it answers. Nobody else may have the file open. */
export const spawnEngine = async (binary: EngineBinary, file: string, port: number): Promise<EngineProcess> => {
  // In a process group of its own: Ctrl-C in the terminal is for us, and we stop the engine when nobody needs it.
  const stdio: StdioOptions = ["ignore", "ignore", "pipe"];
  const child = spawn(binary.path, ["--port", String(port), "--db-path", file], { stdio, detached: true });
  let stderr = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    stderr = (stderr + text).slice(-stderrCharactersMax);
  });
  let failure: Error | undefined;
  child.once("error", (error) => {
    failure = error;
  });
  endWithParent(child);
  const pid = child.pid;
  if (pid === undefined || !(await waitUntilReady(child, port, () => stderr))) {
    if (pid !== undefined) await stopChild(child);
    const reason = failure?.message ?? (stderr.trim() || "it said nothing");
    throw new LocalError(
      "engine-did-not-start",
      `The table engine did not start on port ${port} with ${file}: ${reason}`,
      {
        cause: failure,
      },
    );
  }
  return { pid, port, stop: () => stopChild(child) };
};
