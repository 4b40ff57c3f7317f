// One of the storm's worker processes: node --import tsx lib/storm/worker.ts CONFIG
// It runs the production handlers as the template wires them, and is killed without a warning.
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import { environmentFrom } from "../../lambdas/shared/environment.ts";
import { createLogger } from "../../lambdas/shared/logger.ts";
import { createCheckpoints } from "../local/checkpoints.ts";
import { createClosing } from "../local/closing.ts";
import { createDeadLetters } from "../local/dead-letters.ts";
import { createDirectStreams } from "../local/direct-tables.ts";
import { loadWiring } from "../local/load-wiring.ts";
import { createLocalQueue, type LocalQueue } from "../local/local-queue.ts";
import type { Invoke, MappingContext } from "../local/mapping-runner.ts";
import { type Frame, startCode } from "../local/runtime-parts.ts";
import { onlyTicks } from "../local/schedules.ts";
import { createStreams } from "../local/streams.ts";
import type { Wiring } from "../local/wiring.ts";
import { openWorkDirectory } from "../local/work-directory.ts";
import { createBlindWatch } from "./blind-watch.ts";
import { createQueueClient } from "./queue-server.ts";
import { followSharedClock } from "./shared-clock.ts";
import { createWorkerLoop, type WorkerLoop } from "./worker-loop.ts";
import type { RoundOrder, WorkerConfig, WorkerWord } from "./worker-protocol.ts";

/** Real milliseconds. Longer than in AWS: on a machine that does too much at once, a call that was answered must not seem silent. */
const providerTimeouts = { connectionTimeout: 8_000, requestTimeout: 8_000 };

type Context = Omit<MappingContext, "ensureEngine">;

/** Per table one reader of its own, as each event source mapping of AWS has: a slow one holds up no other. */
const streamPumps = (wiring: Wiring, config: WorkerConfig, context: Context): readonly (() => Promise<boolean>)[] => {
  const place = {
    endpoint: config.tablesEndpoint,
    region: "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  };
  const clients = {
    dynamo: new DynamoDBClient(place),
    streams: createDirectStreams(new DynamoDBStreamsClient(place), place.endpoint).streams,
  };
  const watch = createBlindWatch();
  return [...new Set(wiring.streams.map(({ table }) => table))].map((table) => {
    const mappings = wiring.streams.filter((mapping) => mapping.table === table);
    return createStreams({ ...context, mappings, clients, watch }).pump;
  });
};

/** Receives, handles as the local queue does it, and only then removes: a kill in between brings the messages again. */
const queuePump = (queue: LocalQueue, endpoint: string) => {
  const client = createQueueClient(endpoint);
  return async (): Promise<boolean> => {
    const received = await client.receive();
    if (received.length === 0) return false;
    const handled = Promise.all(received.map(({ record }) => queue.offer(record)));
    while (await queue.pump());
    await handled;
    await client.remove(received.map(({ receipt }) => receipt));
    return true;
  };
};

const hasDone = (summary: unknown): boolean => {
  const { lookedAt = 0, conflicts = 0, leftOver = 0 } = summary as Readonly<Record<string, number>>;
  return lookedAt + conflicts + leftOver > 0;
};

const say = (word: WorkerWord): void => {
  process.send?.(word);
};

/** Answers each round: ticks, lets every loop see what is there, and tells whether anything was done since the last answer. */
const followRounds = (wiring: Wiring, invoke: Invoke, loops: readonly WorkerLoop[], errors: () => number): void => {
  let ticks = 0;
  let reported: number | undefined;
  const tick = async () => {
    for (const { functionName, input } of wiring.schedules) {
      if (hasDone(await invoke(functionName, input ?? {}))) ticks += 1;
    }
  };
  const answer = async ({ round }: RoundOrder) => {
    // A tick that failed leaves everything due; it counts as work, so that the next round ticks again.
    await tick().catch(() => {
      ticks += 1;
    });
    await Promise.all(loops.map((loop) => loop.passed()));
    const done = ticks + loops.reduce((sum, loop) => sum + loop.active(), 0);
    say({ kind: "report", round, quiet: done === reported, errors: errors() });
    reported = done;
  };
  process.on("message", (order) => void answer(order as RoundOrder));
};

const run = async (config: WorkerConfig): Promise<void> => {
  const wiring = onlyTicks(await loadWiring());
  const shared = openWorkDirectory(config.directory);
  const own = openWorkDirectory(shared.file(`worker-${config.worker}`));
  const clock = followSharedClock(shared.file("clock"));
  const logger = createLogger(environmentFrom({ LOG_LEVEL: "ERROR", POWERTOOLS_SERVICE_NAME: "storm" }));
  const { dueShards } = config;
  const options = { clock, dueShards, directTables: true, providerTimeouts, overrides: { logger } };
  const frame: Frame = { options, wiring, directory: shared, closing: createClosing() };
  const { invoke } = await startCode(frame, config.tablesEndpoint, config.providers);

  const checkpoints = createCheckpoints(own.file("checkpoints"));
  const deadLetters = createDeadLetters(own.file("dead-letters.jsonl"));
  const now = () => clock.now();
  let errors = 0;
  const onError = (error: unknown) => {
    errors += 1;
    logger.error("A loop failed and goes on", { error });
  };
  const queues = wiring.queues.map((mapping) => createLocalQueue({ mapping, invoke, deadLetters, now }));
  const pumps = [
    ...streamPumps(wiring, config, { invoke, checkpoints, deadLetters, now }),
    ...queues.map((queue) => queuePump(queue, config.queueEndpoint)),
  ];
  const loops = pumps.map((pump) => createWorkerLoop(pump, onError));
  followRounds(wiring, invoke, loops, () => errors);
  say({ kind: "ready" });
  await Promise.all(loops.map((loop) => loop.run()));
};

// Nobody to work for: the storm has ended, or died.
process.on("disconnect", () => process.exit(0));
await run(JSON.parse(process.argv[2] ?? "{}") as WorkerConfig);
