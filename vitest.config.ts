import { defineConfig } from "vitest/config";

// Files in test/full run for minutes: `npm run test:full` runs them and nothing else.
const isFull = process.env.npm_lifecycle_event === "test:full";

// Repeats the property tests of the run that printed this seed.
const setupFiles = process.env.REKINDLE_SEED === undefined ? [] : ["test/support/repeat-seed.ts"];

// A long run of the fuzz tests takes longer for each of them.
const patience = Math.max(1, Number(process.env.REKINDLE_FUZZ_RUNS ?? 1));

export default defineConfig({
  test: {
    include: [isFull ? "test/full/**/*.test.ts" : "test/**/*.test.ts"],
    exclude: isFull ? [] : ["test/full/**"],
    setupFiles,
    testTimeout: 60_000 * patience,
    hookTimeout: 120_000,
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" },
  },
});
