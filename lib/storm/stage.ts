import type { SQSRecord } from "aws-lambda";
import { createDynamo } from "../../lambdas/shared/clients.ts";
import { environmentFrom } from "../../lambdas/shared/environment.ts";
import { silentLogger } from "../../lambdas/shared/logger.ts";
import { silentMetrics } from "../../lambdas/shared/metrics.ts";
import { createRuntime, type Runtime } from "../../lambdas/shared/runtime.ts";
import { createPassingCheckpoints } from "../local/checkpoints.ts";
import { type Closing, createClosing } from "../local/closing.ts";
import { createDirectTables } from "../local/direct-tables.ts";
import { loadWiring } from "../local/load-wiring.ts";
import { type Frame, startTables, type TableEngine } from "../local/runtime-parts.ts";
import { type StandIns, startStandIns } from "../local/stand-ins/start.ts";
import type { VirtualClock } from "../local/virtual-clock.ts";
import type { Wiring } from "../local/wiring.ts";
import { openWorkDirectory, type WorkDirectory } from "../local/work-directory.ts";
import { seededChance } from "../sample/chance.ts";
import { type Crew, createCrew } from "./crew.ts";
import { createEventQueue, type EventQueue } from "./event-queue.ts";
import { createProviderLog, type ProviderLog } from "./provider-log.ts";
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
  readonly onCall: () => void;
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

const createStageRuntime = (wiring: Wiring, endpoint: string, clock: VirtualClock, closing: Closing): Runtime => {
  const own = {
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
    AWS_ENDPOINT_URL_DYNAMODB: endpoint,
    DUE_SHARDS: String(dueShards),
  };
  const variables = Object.assign({}, ...wiring.functions.map(({ environment }) => environment), own);
  const sdk = createDynamo(environmentFrom(variables));
  const direct = createDirectTables(sdk, endpoint, () => {});
  closing.add(() => sdk.destroy(), direct.close);
  return createRuntime(variables, { clock, dynamo: direct.dynamo, logger: silentLogger, metrics: silentMetrics });
};

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

const build = async (options: StageOptions, closing: Closing): Promise<Stage> => {
  const begun = performance.now();
  const wallNow = () => performance.now() - begun;
  const wiring = await loadWiring();
  const directory = openWorkDirectory(options.directory);
  closing.add(() => directory.discard());
  directory.linkSecret();
  const clock = createSharedClock(directory.file("clock"), options.startAt);
  const frame: Frame = { options: { clock }, wiring, directory, closing };
  const tables = await startTables(frame, createPassingCheckpoints());
  const { log, queue, standIns, queueEndpoint } = await startProviders(options, clock, wallNow, closing);
  const crew = createCrew({
    size: options.workers,
    config: {
      directory: directory.file("."),
      tablesEndpoint: tables.endpoint,
      sesEndpoint: standIns.sesEndpoint,
      snsEndpoint: standIns.snsEndpoint,
      queueEndpoint,
      dueShards,
    },
    chance: seededChance(options.seed + 4),
    ...{ now: () => clock.now(), wallNow },
    logFile: (worker) => directory.file(`worker-${worker}.log`),
  });
  closing.add(() => crew.stop());
  const runtime = createStageRuntime(wiring, tables.endpoint, clock, closing);
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
