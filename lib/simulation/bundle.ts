import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build, type Plugin } from "esbuild";
import { projectDirectory } from "../local/engine.ts";
import type { Mutant } from "./mutants.ts";

/** The file's text with the mutant in it. Throws when the place does not stand there exactly once. */
export const mutated = ({ name, find, replace }: Mutant, text: string): string => {
  const found = text.split(find).length - 1;
  if (found !== 1) throw new Error(`The mutant "${name}" looks for a place that stands ${found} times in its file.`);
  return text.replace(find, () => replace);
};

const mutation = (mutant: Mutant): Plugin => ({
  name: "mutant",
  setup: ({ onLoad }) => {
    const path = join(projectDirectory, mutant.file);
    const filter = new RegExp(`${mutant.file.replaceAll(/[.\\/]/g, "[\\\\./]")}$`);
    onLoad({ filter }, (q) =>
      q.path === path ? { contents: mutated(mutant, readFileSync(path, "utf8")), loader: "ts" } : undefined,
    );
  },
});

const slug = (name: string): string => name.replaceAll(/[^a-z]+/gi, "-").toLowerCase();

/** Builds the worker with everything it runs, as one file that Node starts without a loader, and returns its path. */
export const bundleWorker = async (mutant?: Mutant): Promise<string> => {
  const directory = join(projectDirectory, "node_modules", ".cache", "rekindle");
  mkdirSync(directory, { recursive: true });
  const outfile = join(
    directory,
    `simulation-${process.pid}-${mutant === undefined ? "plain" : slug(mutant.name)}.mjs`,
  );
  await build({
    entryPoints: [join(projectDirectory, "lib", "simulation", "worker.ts")],
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    packages: "external",
    // Code that looks for what lies beside it asks where it stands itself; all of that is in lib/local.
    define: { "import.meta.url": JSON.stringify(pathToFileURL(join(projectDirectory, "lib", "local", "engine.ts"))) },
    logLevel: "silent",
    sourcemap: "inline",
    plugins: mutant === undefined ? [] : [mutation(mutant)],
  });
  return outfile;
};
