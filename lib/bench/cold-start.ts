import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { build } from "esbuild";
import { bundle, projectRoot } from "../bundling.ts";

const run = promisify(execFile);

/** The Node.js that Lambda runs, as npm carries it for this kind of machine. */
const lambdaNode = `node-${process.platform}-${process.arch}@24.21.0`;

export interface ColdStart {
  /** The handler's file, from the project's root. */
  readonly entry: string;
  readonly bundleBytes: number;
  /** Until the module is read, compiled and evaluated, milliseconds of the wall; the median of the runs. */
  readonly importMs: number;
  /** The fastest and the slowest run. */
  readonly spread: readonly [number, number];
  /** Processor time of it, milliseconds; the median. It tells more than the wall on a machine that is shared. */
  readonly cpuMs: number;
}

export interface ColdStartQuestion {
  readonly entries: readonly string[];
  /** The program that imports the bundles; see `findLambdaNode`. */
  readonly node: string;
  /** Processes for each bundle. */
  readonly runs: number;
  readonly onProgress: (line: string) => void;
}

/** Where npm put the Node.js of Lambda; it is fetched at the first time. Throws with what npm said where there is none. */
export const findLambdaNode = async (): Promise<string> => {
  const wanted = ["exec", "--yes", `--package=${lambdaNode}`, "--", "node", "-p", "process.execPath"];
  const { stdout } = await run("npm", wanted, { cwd: tmpdir() });
  return stdout.trim();
};

/** Tells how long the import took, by itself: the start of the process belongs to Lambda's runtime. */
const importer = `
const begun = performance.now();
const before = process.cpuUsage();
await import(process.argv[1]);
const { user, system } = process.cpuUsage(before);
console.log(JSON.stringify({ wallMs: performance.now() - begun, cpuMs: (user + system) / 1000 }));
process.exit(0);
`;

interface Import {
  readonly wallMs: number;
  readonly cpuMs: number;
}

const importOnce = async (node: string, file: string): Promise<Import> => {
  const { stdout } = await run(node, ["--input-type=module", "--eval", importer, file]);
  return JSON.parse(stdout) as Import;
};

const sorted = (times: readonly number[]): readonly number[] =>
  times.map((ms) => Math.round(ms * 10) / 10).toSorted((a, b) => a - b);
const median = (times: readonly number[]): number => times[times.length >> 1] ?? 0;

const measure = async (entry: string, directory: string, { node, runs }: ColdStartQuestion): Promise<ColdStart> => {
  const file = join(directory, "bundle.mjs");
  const built = await build({
    ...bundle,
    entryPoints: [join(projectRoot, entry)],
    bundle: true,
    outfile: file,
    metafile: true,
    logLevel: "silent",
  });
  const imports: Import[] = [];
  for (let one = 0; one < runs; one += 1) imports.push(await importOnce(node, file));
  const wall = sorted(imports.map(({ wallMs }) => wallMs));
  return {
    entry,
    bundleBytes: Object.values(built.metafile.outputs).reduce((sum, { bytes }) => sum + bytes, 0),
    importMs: median(wall),
    spread: [wall[0] ?? 0, wall.at(-1) ?? 0],
    cpuMs: median(sorted(imports.map(({ cpuMs }) => cpuMs))),
  };
};

/** Each function's bundle, imported by new processes: what a cold start reads beside the start of the runtime itself. */
export const measureColdStarts = async (q: ColdStartQuestion): Promise<readonly ColdStart[]> => {
  const directory = await mkdtemp(join(tmpdir(), "rekindle-cold-start-"));
  try {
    const found: ColdStart[] = [];
    for (const entry of q.entries) {
      q.onProgress(`cold-start: ${entry}`);
      found.push(await measure(entry, directory, q));
    }
    return found.toSorted((a, b) => b.importMs - a.importMs);
  } finally {
    await rm(directory, { recursive: true });
  }
};
