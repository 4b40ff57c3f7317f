import type { SQSRecord } from "aws-lambda";
import type { Runtime } from "../../lambdas/shared/runtime.ts";
import { createPassingCheckpoints } from "../local/checkpoints.ts";
import { type Closing, createClosing } from "../local/closing.ts";
import type { LoadFunction } from "../local/function-host.ts";
import { loadWiring } from "../local/load-wiring.ts";
import {
  type Frame,
  type ProviderEndpoints,
  startCode,
  startTables,
  type TableEngine,
} from "../local/runtime-parts.ts";
import { type StandIns, startStandIns } from "../local/stand-ins/start.ts";
import type { VirtualClock } from "../local/virtual-clock.ts";
import type { Wiring } from "../local/wiring.ts";
import { openWorkDirectory, type WorkDirectory } from "../local/work-directory.ts";
import { seededChance } from "../sample/chance.ts";
import { type Crew, createCrew } from "./crew.ts";
import { createEventQueue, type EventQueue } from "./event-queue.ts";
import { createProviderLog, type ProviderCall, type ProviderLog } from "./provider-log.ts";
import { startQueueServer } from "./queue-server.ts";
import { createSharedClock } from "./shared-clock.ts";

export interface StageOptions {
  readonly seed: number;
  readonly workers: number;
  /** Where the clock starts, epoch milliseconds. */
  readonly startAt: number;
  /** Everything is kept here. Absent: a temporary directory that goes at the stop. */
  readonly directory?: string;
  /** Told after each call that a provider has seen. */
  readonly onCall: (call: ProviderCall) => void;
  /** Told of each provider's event that a worker has finished with. */
  readonly onRemoved: (record: SQSRecord) => void;
}

/** What outlives every kill: the tables, the providers, the queue of their events, the clock, and who starts the workers. */
export interface Stage {
  readonly clock: VirtualClock;
  readonly wiring: Wiring;
  readonly directory: WorkDirectory;
  readonly tables: TableEngine;
  /** For the stores of the storm itself. */
  readonly runtime: Runtime;
  readonly standIns: StandIns;
  readonly log: ProviderLog;
  readonly queue: EventQueue;
  readonly crew: Crew;
  readonly dueShards: number;
  stop(): Promise<void>;
}

/** A tick asks each of them at every round; how many there are is not what is tried here. */
const dueShards = 2;
const hourMs = 3_600_000;
/** Real milliseconds a worker has for a provider's event; a killed one gives it back after that. */
const visibilityMs = 1_500;
/** No limit that anybody could reach: how sending is paced is not what is tried here. */
const quota = { max24HourSend: 10_000_000, maxSendRate: 100_000 };

/** The storm itself calls no function; its workers do. */
const loadNothing: LoadFunction = async () => () => async () => undefined;

/** As data for another process: the rest of the stand-ins is functions. */
const endpointsOf = (standIns: StandIns): ProviderEndpoints =>
  Object.fromEntries(
    Object.entries(standIns).filter(([name]) => name.endsWith("Endpoint")),
  ) as unknown as ProviderEndpoints;

/** One event in thirty comes hours late, some of them after the wait for evidence is over. */
const createLateness = (seed: number, clock: VirtualClock) => {
  const chance = seededChance(seed);
  return (): number | undefined => (chance.happens(0.03) ? clock.now() + chance.between(1, 12) * hourMs : undefined);
};

const startProviders = async (options: StageOptions, clock: VirtualClock, wallNow: () => number, closing: Closing) => {
  const { seed } = options;
  const now = () => clock.now();
  const log = createProviderLog({ chance: seededChance(seed + 1), now, wallNow, onCall: options.onCall });
  const queue = createEventQueue({
    ...{ now, wallNow, visibilityMs, repeats: 0.02 },
    chance: seededChance(seed + 2),
    onRemoved: options.onRemoved,
  });
  const lateness = createLateness(seed + 3, clock);
  const onEvent = (record: SQSRecord) => queue.offer(record, lateness());
  const standIns = await startStandIns({ clock, quota, keepBodies: false, onEvent });
  closing.add(() => standIns.stop());
  standIns.scriptEmail(log.onCall);
  standIns.scriptSms(log.onCall);
  const server = await startQueueServer(queue);
  closing.add(() => server.stop());
  return { log, queue, standIns, queueEndpoint: server.endpoint };
};

const build = async (q: StageOptions, closing: Closing): Promise<Stage> => {
  const begun = performance.now();
  const wallNow = () => performance.now() - begun;
  const wiring = await loadWiring();
  const directory = openWorkDirectory(q.directory);
  process.once("exit", directory.discard);
  closing.add(
    () => process.removeListener("exit", directory.discard),
    () => directory.discard(),
  );
  const clock = createSharedClock(directory.file("clock"), q.startAt);
  const options = { clock, dueShards, directTables: true, load: loadNothing };
  const frame: Frame = { options, wiring, directory, closing };
  const tables = await startTables(frame, createPassingCheckpoints());
  const { log, queue, standIns, queueEndpoint } = await startProviders(q, clock, wallNow, closing);
  // Before the workers: the secrets in the directory are made by the first who asks.
  const { runtime } = await startCode(frame, tables.endpoint, standIns);
  const crew = createCrew({
    size: q.workers,
    config: {
      directory: directory.file("."),
      tablesEndpoint: tables.endpoint,
      providers: endpointsOf(standIns),
      queueEndpoint,
      dueShards,
    },
    chance: seededChance(q.seed + 4),
    ...{ now: () => clock.now(), wallNow },
    logFile: (worker) => directory.file(`worker-${worker}.log`),
  });
  closing.add(() => crew.stop());
  const stop = () => closing.close();
  return { clock, wiring, directory, tables, runtime, standIns, log, queue, crew, dueShards, stop };
};

export const startStage = async (options: StageOptions): Promise<Stage> => {
  const closing = createClosing();
  try {
    return await build(options, closing);
  } catch (error) {
    await closing.close();
    throw error;
  }
};
