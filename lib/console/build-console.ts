import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");
/** Where the built console lies. */
export const consoleDirectory = join(root, "console/dist");
/** What it was built from; no part of the console. */
export const fingerprintName = ".fingerprint";
const mark = join(consoleDirectory, fingerprintName);

const filesIn = (directory: string): readonly string[] =>
  readdirSync(join(root, directory), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();

/** The console shares rules and words of the API with the engine, so their code counts too. */
const fingerprintOfSources = (): string => {
  const files = [
    ...["console/src", "console/public", "lambdas", "playbooks", "lib/playbooks", "lib/console"].flatMap(filesIn),
    ...["console/index.html", "console/vite.config.ts", "package-lock.json"].map((file) => join(root, file)),
  ];
  const hash = createHash("sha256");
  for (const file of files) hash.update(file.slice(root.length)).update("\0").update(readFileSync(file)).update("\0");
  return hash.digest("hex");
};

const isBuilt = (fingerprint: string): boolean => existsSync(mark) && readFileSync(mark, "utf8") === fingerprint;

/** Builds the console unless it was built from the very same sources. `onBuild` is told before it takes some seconds. */
export const buildConsole = async (onBuild: () => void = () => {}): Promise<void> => {
  const fingerprint = fingerprintOfSources();
  if (isBuilt(fingerprint)) return;
  onBuild();
  const { build } = await import("vite");
  await build({ configFile: join(root, "console/vite.config.ts"), logLevel: "warn" });
  writeFileSync(mark, fingerprint);
};
