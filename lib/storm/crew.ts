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

interface Gate {
  /** Waits until `holds` for every member, across kills and new starts. */
  all(holds: (member: Member) => boolean): Promise<void>;
  /** Something about a member has changed. */
  check(): void;
  /** Nothing will hold any more. */
  fail(error: Error): void;
}

const createGate = (members: ReadonlyMap<number, Member>): Gate => {
  let waiting: { readonly check: () => void; readonly fail: (error: Error) => void } | undefined;
  let failure: Error | undefined;
  const check = () => waiting?.check();
  const all: Gate["all"] = (holds) =>
    new Promise((resolve, reject) => {
      if (failure !== undefined) return reject(failure);
      waiting = {
        check: () => {
          if (![...members.values()].every(holds)) return;
          waiting = undefined;
          resolve();
        },
        fail: reject,
      };
      check();
    });
  const fail = (error: Error) => {
    failure ??= error;
    waiting?.fail(failure);
  };
  return { all, check, fail };
};

const isGone = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode !== null || signalCode !== null;

const endNow = async ({ child }: Member): Promise<void> => {
  if (isGone(child)) return;
  const gone = once(child, "exit");
  child.kill("SIGKILL");
  await gone;
};

/** Who is at work just now. A killed one is replaced at once by its successor, who has everything to report anew. */
const createMembers = (options: CrewOptions) => {
  const members = new Map<number, Member>();
  const killed = new Set<ChildProcess>();
  const gate = createGate(members);
  let round = 0;
  let errorsOfTheDead = 0;
  let isStopping = false;

  const order = ({ child }: Member) => child.send({ round }, () => {});
  const hear = (member: Member, word: WorkerWord) => {
    if (killed.has(member.child)) return;
    if (word.kind === "ready") {
      member.isReady = true;
      if (round > 0) order(member);
    } else {
      member.errors = word.errors;
      if (word.round === round) member.quiet = word.quiet;
    }
    gate.check();
  };
  const begin = (worker: number) => {
    const child = spawnWorker({ ...options.config, worker }, options.logFile(worker));
    const member: Member = { worker, child, isReady: false, errors: 0 };
    members.set(worker, member);
    child.on("message", (word) => hear(member, word as WorkerWord));
    child.once("exit", (code, signal) => {
      if (isStopping) return;
      errorsOfTheDead += member.errors;
      if (killed.has(child)) return begin(worker);
      const said = readFileSync(options.logFile(worker), "utf8").slice(-2_000);
      gate.fail(new Error(`Worker ${worker} ended by itself (code ${code}, signal ${signal}): ${said}`));
    });
  };
  return {
    gate,
    begin,
    all: () => [...members.values()],
    atWork: () => [...members.values()].filter(({ isReady, child }) => isReady && !killed.has(child)),
    nextRound: () => {
      round += 1;
      for (const member of members.values()) {
        delete member.quiet;
        if (member.isReady) order(member);
      }
    },
    kill: ({ worker, child }: Member) => {
      killed.add(child);
      // What it reported counts no more; the one that follows has to report for this round as well.
      members.set(worker, { worker, child, isReady: false, errors: 0 });
      child.kill("SIGKILL");
    },
    errors: () => errorsOfTheDead + [...members.values()].reduce((sum, { errors }) => sum + errors, 0),
    stop: async () => {
      isStopping = true;
      await Promise.all([...members.values()].map(endNow));
    },
  };
};

/** The worker processes: started, asked round by round, killed, and started again. */
export const createCrew = (options: CrewOptions): Crew => {
  const members = createMembers(options);
  const kills: Kill[] = [];
  return {
    start: () => {
      for (let worker = 1; worker <= options.size; worker += 1) members.begin(worker);
      return members.gate.all(({ isReady }) => isReady);
    },
    round: async () => {
      members.nextRound();
      await members.gate.all(({ quiet }) => quiet !== undefined);
      return members.all().every(({ quiet }) => quiet === true);
    },
    kill: () => {
      const atWork = members.atWork();
      if (atWork.length === 0) return false;
      const member = options.chance.pick(atWork);
      kills.push({
        worker: member.worker,
        pid: member.child.pid ?? 0,
        at: options.now(),
        wallMs: options.wallNow(),
      });
      members.kill(member);
      return true;
    },
    kills,
    errors: members.errors,
    stop: members.stop,
  };
};
