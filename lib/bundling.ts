import { fileURLToPath } from "node:url";
import { type BundlingOptions, Charset, OutputFormat } from "aws-cdk-lib/aws-lambda-nodejs";
import type { BuildOptions } from "esbuild";

/** The directory that holds package-lock.json. */
export const projectRoot = fileURLToPath(new URL("..", import.meta.url));

/** Libraries published as CommonJS call `require`, which an ES module does not have. */
const banner =
  'import { createRequire as rekindleCreateRequire } from "node:module"; const require = rekindleCreateRequire(import.meta.url);';

/**
 * Ways to find credentials on a developer's machine, in a container or on a virtual machine. The SDK imports each one only
 * after the environment turned out to hold none, which cannot happen in Lambda, so their code stays out of the bundles.
 */
const neverReached = [
  ...["http", "ini", "login", "process", "sso", "web-identity"].map((way) => `@aws-sdk/credential-provider-${way}`),
  "@smithy/credential-provider-imds",
];

/** How a function's code is built: the same words for esbuild itself (size test) and for the construct. */
export const bundle = {
  format: "esm",
  target: "node24",
  platform: "node",
  minify: true,
  // ES modules first: only they can be tree-shaken.
  mainFields: ["module", "main"],
  // Without it esbuild writes every letter beyond ASCII as an escape.
  charset: "utf8",
  banner: { js: banner },
  external: neverReached,
} satisfies BuildOptions;

/** The largest bundle allowed, in bytes; a cold start reads all of it. */
export const bundleBytesMax = 700_000;

/** Of the functions that answer people, who meet a cold start once in a while; see decision 63. */
const forPeople = {
  entries: ["lambdas/handlers/api.ts", "lambdas/handlers/campaigns-api.ts"],
  bytesMax: 900_000,
} as const;

export const bundleBytesMaxOf = (entry: string): number =>
  forPeople.entries.some((one) => one === entry) ? forPeople.bytesMax : bundleBytesMax;

/** The same options for NodejsFunction. The AWS SDK is bundled, so that the version tested is the version that runs. */
export const nodejsBundling: BundlingOptions = {
  format: OutputFormat.ESM,
  target: bundle.target,
  minify: bundle.minify,
  mainFields: bundle.mainFields,
  charset: Charset.UTF8,
  banner,
  bundleAwsSDK: true,
  externalModules: neverReached,
  sourceMap: false,
  forceDockerBundling: false,
};
