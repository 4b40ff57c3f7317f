import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { playbooksFolder } from "../playbooks/load.ts";

type WordsFile = { steps: Record<string, { sms?: { text: string } }> };

/**
 * The ready-made playbooks, with one change: a text ends with a link whose clicks are counted. SNS carries no tags, and without
 * the token in that link nobody could tell from the provider's record which message a text was.
 */
export const writeStormPlaybooks = (folder: string): string => {
  cpSync(playbooksFolder, folder, { recursive: true });
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (!name.endsWith("words.json")) continue;
    const file = join(folder, name);
    const words = JSON.parse(readFileSync(file, "utf8")) as WordsFile;
    for (const step of Object.values(words.steps ?? {})) {
      if (step.sms !== undefined) step.sms.text += " https://shop.example/storm";
    }
    writeFileSync(file, JSON.stringify(words, null, 2));
  }
  return folder;
};
