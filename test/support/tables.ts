import { createDynamo } from "../../lambdas/shared/clients.ts";
import { environmentFrom } from "../../lambdas/shared/environment.ts";
import { silentLogger } from "../../lambdas/shared/logger.ts";
import { silentMetrics } from "../../lambdas/shared/metrics.ts";
import { createRuntime, type Runtime, type RuntimeOverrides } from "../../lambdas/shared/runtime.ts";
import { createTables } from "../../lib/local/create-tables.ts";
import { startEngine } from "../../lib/local/engine.ts";
import { loadWiring } from "../../lib/local/load-wiring.ts";
import { clearTables } from "./clear-tables.ts";
import { createTestClock, type TestClock } from "./test-clock.ts";

/** The real table engine with the tables of the synthesized template, empty, for one test file. */
export interface Tables {
  /** A runtime with every variable of every function, a silent log and the test clock, unless overridden. */
  runtime(overrides?: RuntimeOverrides): Runtime;
  readonly clock: TestClock;
  readonly endpoint: string;
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
}

export const startTables = async (options: TablesOptions = {}): Promise<Tables> => {
  const [engine, wiring] = await Promise.all([startEngine(), loadWiring()]);
  const variables = {
    ...Object.assign({}, ...wiring.functions.map(({ environment }) => environment)),
    DUE_SHARDS: String(options.dueShards ?? 4),
    LINK_SECRET: "a secret for tests",
    HASH_SECRET: "a key for the hashes of tests",
    PUBLIC_URL: "https://shop.example",
    AWS_REGION: "eu-west-1",
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
    AWS_ENDPOINT_URL_DYNAMODB: engine.endpoint,
  };
  const dynamo = createDynamo(environmentFrom(variables));
  const clock = createTestClock(options.now ?? Date.parse("2026-03-02T10:00:00Z"));
  await createTables(dynamo, wiring.tables);
  const runtimes: Runtime[] = [];
  return {
    runtime: (overrides = {}) => {
      const runtime = createRuntime(variables, { logger: silentLogger, metrics: silentMetrics, clock, ...overrides });
      runtimes.push(runtime);
      return runtime;
    },
    clock,
    endpoint: engine.endpoint,
    variables,
    clear: () => clearTables(dynamo, wiring.tables),
    stop: async () => {
      for (const runtime of runtimes) runtime.dynamo.destroy();
      dynamo.destroy();
      await engine.stop();
    },
  };
};
