import { environmentFrom } from "../../lambdas/shared/environment.ts";
import { silentLogger } from "../../lambdas/shared/logger.ts";
import { silentMetrics } from "../../lambdas/shared/metrics.ts";
import { createRuntime, type Runtime, type RuntimeOverrides } from "../../lambdas/shared/runtime.ts";
import { createTables } from "../../lib/local/create-tables.ts";
import { loadWiring } from "../../lib/local/load-wiring.ts";
import type { MemoryTables } from "../../lib/simulation/memory-tables.ts";
import { clearTables } from "./clear-tables.ts";
import { openWay } from "./table-ways.ts";
import { createTestClock, type TestClock } from "./test-clock.ts";

/**
 * What answers the stores: the real engine through the SDK, the real engine by the short way that a replay takes, or the
 * tables in memory that the simulation uses. vitest.config.ts runs the store tests on each of them.
 */
export type TableEngine = "sdk" | "direct" | "memory";

/** The tables of the synthesized template, empty, for one test file. */
export interface Tables {
  readonly engine: TableEngine;
  /** A runtime with every variable of every function, a silent log and the test clock, unless overridden. */
  runtime(overrides?: RuntimeOverrides): Runtime;
  readonly clock: TestClock;
  /** Of the engine's process; nothing listens there for tables in memory. */
  readonly endpoint: string;
  /** Present when the tables are in memory. */
  readonly memory?: MemoryTables;
  /** What functions find in their environment here. */
  readonly variables: Readonly<Record<string, string>>;
  /** Empties all tables, for a test that counts everything. Streams keep their records. */
  clear(): Promise<void>;
  stop(): Promise<void>;
}

export interface TablesOptions {
  /** Where the test clock stands at first. Default: 2026-03-02T10:00:00Z, a Monday. */
  readonly now?: number;
  /** Default: 4, so that tests see more than one. */
  readonly dueShards?: number;
  /** Default: what the test run was started for (TABLE_ENGINE), else the real engine through the SDK. */
  readonly engine?: TableEngine;
}

const engineFrom = (name: string | undefined): TableEngine => {
  if (name === undefined || name === "sdk") return "sdk";
  if (name === "direct" || name === "memory") return name;
  throw new Error(`TABLE_ENGINE is "${name}"; it may be sdk, direct or memory.`);
};

export const startTables = async (options: TablesOptions = {}): Promise<Tables> => {
  const wiring = await loadWiring();
  const clock = createTestClock(options.now ?? Date.parse("2026-03-02T10:00:00Z"));
  const engine = options.engine ?? engineFrom(process.env.TABLE_ENGINE);
  const way = await openWay(engine, { tables: wiring.tables, now: clock.now });
  const variables = {
    ...Object.assign({}, ...wiring.functions.map(({ environment }) => environment)),
    DUE_SHARDS: String(options.dueShards ?? 4),
    LINK_SECRET: "a secret for tests",
    HASH_SECRET: "a key for the hashes of tests",
    WEBHOOK_SECRET: "a secret for the webhooks of tests",
    PUBLIC_URL: "https://shop.example",
    AWS_REGION: "eu-west-1",
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
    AWS_ENDPOINT_URL_DYNAMODB: way.endpoint,
  };
  const environment = environmentFrom(variables);
  const own = way.dynamo(environment);
  if (way.memory === undefined) await createTables(own, wiring.tables);
  const runtimes: Runtime[] = [];
  return {
    engine,
    runtime: ({ capacity, ...overrides } = {}) => {
      const dynamo = overrides.dynamo ?? way.dynamo(overrides.environment ?? environment, capacity);
      const shared = { logger: silentLogger, metrics: silentMetrics, clock };
      const runtime = createRuntime(variables, { ...shared, ...overrides, dynamo });
      runtimes.push(runtime);
      return runtime;
    },
    clock,
    endpoint: way.endpoint,
    ...(way.memory !== undefined && { memory: way.memory }),
    variables,
    clear: () => clearTables(own, wiring.tables),
    stop: async () => {
      for (const runtime of runtimes) runtime.dynamo.destroy();
      own.destroy();
      await way.close();
    },
  };
};
