import { existsSync, readdirSync, realpathSync, rmSync } from "node:fs";
import { join } from "node:path";
import { databaseIn } from "./engine.ts";
import { takeOver } from "./engine-owner.ts";

/** Everything a run leaves in its directory. Nothing else is ever removed. */
const ownFiles = [
  "checkpoints",
  "clock.json",
  "dead-letters.jsonl",
  "hash-secret",
  "inbox.jsonl",
  "inbox.jsonl.events",
  "link-secret",
  "shop.json",
  "shopify-secrets.json",
  "tables",
] as const;

export type Cleared = { readonly ok: true } | { readonly ok: false; readonly problem: string };

const isOwn = (name: string): boolean => ownFiles.some((own) => own === name || name.startsWith(`${own}.`));

/**
 * Removes what earlier runs left. Refuses a directory that holds anything else, because it may be somebody's work, and
 * one that a running program uses.
 */
export const clearDataDirectory = async (directory: string): Promise<Cleared> => {
  if (!existsSync(directory)) return { ok: true };
  const foreign = readdirSync(directory).filter((name) => !isOwn(name));
  if (foreign.length > 0) {
    return {
      ok: false,
      problem: `--fresh would clear ${directory}, but it also holds ${foreign.slice(0, 3).join(", ")}.`,
    };
  }
  const tables = join(realpathSync(directory), "tables");
  await takeOver(tables, databaseIn(tables));
  for (const name of readdirSync(directory)) rmSync(join(directory, name), { recursive: true, force: true });
  return { ok: true };
};
