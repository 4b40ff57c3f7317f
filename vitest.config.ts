import { defineConfig } from "vitest/config";

// Files in test/full run for minutes: `npm run test:full` runs them and nothing else.
const isFull = process.env.npm_lifecycle_event === "test:full";

// Repeats the property tests of the run that printed this seed.
const setupFiles = process.env.REKINDLE_SEED === undefined ? [] : ["test/support/repeat-seed.ts"];

// A long run of the fuzz tests takes longer for each of them.
const patience = Math.max(1, Number(process.env.REKINDLE_FUZZ_RUNS ?? 1));

const env = { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" };

/**
 * The store tests are a contract: they run on the real engine through the SDK like all others, and once more on each other
 * thing that may stand in its place. A new store test does so by itself. Capacity is the real engine's alone, and two files
 * touch no table.
 */
const onOtherTables = (engine: "direct" | "memory") => ({
  extends: true as const,
  test: {
    name: `${engine} tables`,
    include: ["test/store/*.test.ts"],
    exclude: ["test/store/{capacity,item-size,unprocessed}.test.ts"],
    env: { ...env, TABLE_ENGINE: engine },
  },
});

const everything = {
  extends: true as const,
  test: { name: "real tables", include: ["test/**/*.test.ts"], exclude: ["test/full/**", "test/browser/**"], env },
};

/** A real browser before the real product on one machine. */
const inBrowser = {
  extends: true as const,
  test: {
    name: "browser",
    include: ["test/browser/**/*.test.ts"],
    globalSetup: ["test/support/console-build.ts"],
    env,
  },
};

export default defineConfig({
  test: {
    setupFiles,
    // The runner would leave one of two cores idle; a test file waits for tables and browsers half of its time.
    maxWorkers: 2,
    // A file finds the modules that files before it read: reading them anew took a third of the whole run. So a test puts
    // back what it changes of the process, and no module under test may remember.
    isolate: false,
    testTimeout: 60_000 * patience,
    hookTimeout: 120_000,
    ...(isFull
      ? { include: ["test/full/**/*.test.ts"], env }
      : { projects: [everything, inBrowser, onOtherTables("direct"), onOtherTables("memory")] }),
  },
});
