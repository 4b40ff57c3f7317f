import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { projectDirectory } from "../local/engine.ts";
import type { Chance } from "../sample/chance.ts";
import type { WorkerConfig, WorkerWord } from "./worker-protocol.ts";

export interface Kill {
  readonly worker: number;
  readonly pid: number;
  /** By the virtual clock, epoch milliseconds. */
  readonly at: number;
  /** Real milliseconds since the storm began. */
  readonly wallMs: number;
}

export interface Crew {
  /** Resolves when every worker is at work. */
  start(): Promise<void>;
  /** All tick at once and then say whether they did anything since the round before. True: nobody did. */
  round(): Promise<boolean>;
  /** SIGKILL to a worker that is at work; it is started again at once. False when none is at work just now. */
  kill(): boolean;
  readonly kills: readonly Kill[];
  /** Failures that the workers met and went on from, killed ones included. */
  errors(): number;
  stop(): Promise<void>;
}

export interface CrewOptions {
  readonly size: number;
  readonly config: Omit<WorkerConfig, "worker">;
  readonly chance: Chance;
  readonly now: () => number;
  readonly wallNow: () => number;
  /** Where each worker writes what it has to say. */
  readonly logFile: (worker: number) => string;
}

interface Member {
  readonly worker: number;
  readonly child: ChildProcess;
  isReady: boolean;
  errors: number;
  /** The report of the present round. */
  quiet?: boolean;
}

const program = fileURLToPath(new URL("worker.ts", import.meta.url));

const spawnWorker = (config: WorkerConfig, logFile: string): ChildProcess => {
  const log = openSync(logFile, "a");
  try {
    return spawn(process.execPath, ["--import", "tsx", program, JSON.stringify(config)], {
      cwd: projectDirectory,
      stdio: ["ignore", log, log, "ipc"],
      env: { ...process.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" },
    });
  } finally {
    closeSync(log);
  }
};

/** The worker processes: started, asked round by round, killed, and started again. */
export const createCrew = (options: CrewOptions): Crew => {
  const members = new Map<number, Member>();
  const kills: Kill[] = [];
  const killed = new Set<ChildProcess>();
  let round = 0;
  let errorsOfTheDead = 0;
  let stopping = false;
  let settled: (() => void) | undefined;
  let failed: ((error: Error) => void) | undefined;
  let failure: Error | undefined;

  const check = () => settled?.();
  const send = ({ child }: Member) => child.send({ round }, () => {});

  const hear = (member: Member, word: WorkerWord) => {
    if (word.kind === "ready") {
      member.isReady = true;
      if (round > 0) send(member);
    } else {
      member.errors = word.errors;
      if (word.round === round) member.quiet = word.quiet;
    }
    check();
  };

  const begin = (worker: number) => {
    const child = spawnWorker({ ...options.config, worker }, options.logFile(worker));
    const member: Member = { worker, child, isReady: false, errors: 0 };
    members.set(worker, member);
    child.on("message", (word) => {
      if (!killed.has(child)) hear(member, word as WorkerWord);
    });
    child.once("exit", (code, signal) => {
      if (stopping) return;
      errorsOfTheDead += member.errors;
      if (killed.has(child)) return begin(worker);
      const said = readFileSync(options.logFile(worker), "utf8").slice(-2_000);
      failure = new Error(`Worker ${worker} ended by itself (code ${code}, signal ${signal}): ${said}`);
      failed?.(failure);
    });
  };

  /** Waits until `holds` for every member, across kills and new starts. */
  const all = (holds: (member: Member) => boolean): Promise<void> =>
    new Promise((resolve, reject) => {
      if (failure !== undefined) return reject(failure);
      const done = () => {
        settled = undefined;
        failed = undefined;
      };
      settled = () => {
        if (![...members.values()].every(holds)) return;
        done();
        resolve();
      };
      failed = (error) => {
        done();
        reject(error);
      };
      check();
    });

  return {
    start: () => {
      for (let worker = 1; worker <= options.size; worker += 1) begin(worker);
      return all(({ isReady }) => isReady);
    },
    round: async () => {
      round += 1;
      for (const member of members.values()) {
        delete member.quiet;
        if (member.isReady) send(member);
      }
      await all(({ quiet }) => quiet !== undefined);
      return [...members.values()].every(({ quiet }) => quiet === true);
    },
    kill: () => {
      const atWork = [...members.values()].filter(({ isReady, child }) => isReady && !killed.has(child));
      if (atWork.length === 0) return false;
      const { worker, child } = options.chance.pick(atWork);
      killed.add(child);
      kills.push({ worker, pid: child.pid ?? 0, at: options.now(), wallMs: options.wallNow() });
      // What it reported counts no more; the one that follows has to report for this round as well.
      members.set(worker, { worker, child, isReady: false, errors: 0 });
      child.kill("SIGKILL");
      return true;
    },
    kills,
    errors: () => errorsOfTheDead + [...members.values()].reduce((sum, { errors }) => sum + errors, 0),
    stop: async () => {
      stopping = true;
      const ends = [...members.values()].map(async ({ child }) => {
        if (child.exitCode !== null || child.signalCode !== null) return;
        const gone = once(child, "exit");
        child.kill("SIGKILL");
        await gone;
      });
      await Promise.all(ends);
    },
  };
};
