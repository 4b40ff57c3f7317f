import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectDirectory } from "../local/engine.ts";
import type { Broken } from "./laws/law.ts";
import type { Story } from "./simulate.ts";

/** A story that once broke a law. It is told at every test run from then on. */
export interface Regression {
  readonly story: Story;
  readonly broken: readonly Broken[];
}

export const regressionsDirectory = join(projectDirectory, "test", "regressions");

export const readRegressions = (): readonly (Regression & { readonly name: string })[] =>
  existsSync(regressionsDirectory)
    ? readdirSync(regressionsDirectory)
        .filter((name) => name.endsWith(".json"))
        .map((name) => ({ name, ...JSON.parse(readFileSync(join(regressionsDirectory, name), "utf8")) }))
    : [];

/** Keeps a story for the tests and returns the name of its file. */
export const keepRegression = ({ story, broken }: Regression): string => {
  mkdirSync(regressionsDirectory, { recursive: true });
  const name = `seed-${story.seed}.json`;
  writeFileSync(
    join(regressionsDirectory, name),
    `${JSON.stringify({ story, broken: broken.slice(0, 5) }, null, 2)}\n`,
  );
  return name;
};
