import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { projectDirectory } from "./engine.ts";
import { localSettings } from "./local-settings.ts";
import { readWiring } from "./template.ts";
import type { Wiring } from "./wiring.ts";
import { writeFileAtomically } from "./write-file-atomically.ts";

/*
 * Synthesis takes seconds and its result depends on nothing but the files in lib/, the pinned packages and cdk.json. So
 * the wiring is kept under a hash of all these: a change of any of them is another hash, and nothing can be out of date.
 */
const otherInputs = ["cdk.json", "package-lock.json"] as const;
/** Folders of lib/ that have no part in the templates, and change often. */
const apart =
  /^(local[/\\](?!(template|template-table|references|wiring|local-settings)\.ts$)|sample|playbooks|import|storm|simulation|checks|repair|replay|bench|link-keys|webhooks)/;

const inputFiles = (): readonly string[] => {
  const lib = readdirSync(join(projectDirectory, "lib"), { recursive: true, encoding: "utf8" });
  const code = lib.filter((name) => name.endsWith(".ts") && !apart.test(name)).map((name) => join("lib", name));
  return [...code, ...otherInputs].toSorted();
};

const hashOf = (files: readonly string[], variant: string): string => {
  const hash = createHash("sha256").update(variant);
  for (const file of files) {
    const path = join(projectDirectory, file);
    hash.update(JSON.stringify([file, existsSync(path) ? readFileSync(path, "utf8") : null]));
  }
  return hash.digest("hex").slice(0, 32);
};

export interface WiringOptions {
  /** With an event bus, which a shop has only when it wants one. Default: false. */
  readonly eventsOut?: boolean | undefined;
}

/** The wiring of the templates as they are now. */
export const loadWiring = async ({ eventsOut = false }: WiringOptions = {}): Promise<Wiring> => {
  const directory = join(projectDirectory, "node_modules", ".cache", "rekindle");
  const file = join(directory, `wiring-${hashOf(inputFiles(), eventsOut ? "events-out" : "")}.json`);
  if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8")) as Wiring;

  // Loaded only here: the construct library alone takes more than a second to load.
  const { synthesize } = await import("../synthesize.ts");
  const settings = eventsOut ? { ...localSettings, eventsOut: "on" } : localSettings;
  const { dataTemplate, engineTemplate, consoleTemplate } = synthesize({ bundling: false, settings });
  const wiring = readWiring([dataTemplate, engineTemplate, consoleTemplate]);
  mkdirSync(dirname(file), { recursive: true });
  writeFileAtomically(file, JSON.stringify(wiring));
  return wiring;
};
