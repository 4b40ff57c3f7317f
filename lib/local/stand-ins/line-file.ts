import { appendFileSync, closeSync, existsSync, mkdirSync, openSync, readFileSync, truncateSync } from "node:fs";
import { dirname } from "node:path";

export interface LineFile<Item> {
  /** What the file held when it was opened. */
  readonly items: readonly Item[];
  /** The line is with the operating system when this returns, so a kill of the process does not lose it. */
  append(item: Item): void;
  close(): void;
}

/** A kill in the middle of a write leaves half a line, of something that was never answered: it goes. */
const readWholeLines = (path: string): readonly string[] => {
  if (!existsSync(path)) return [];
  const bytes = readFileSync(path);
  const end = bytes.lastIndexOf(0x0a) + 1;
  if (end < bytes.length) truncateSync(path, end);
  return bytes.subarray(0, end).toString("utf8").split("\n").slice(0, -1);
};

/** An append-only file of JSON lines. `Item` is trusted: only this process writes the file. */
export const openLineFile = <Item>(path: string): LineFile<Item> => {
  mkdirSync(dirname(path), { recursive: true });
  const items = readWholeLines(path).map((line): Item => JSON.parse(line));
  const descriptor = openSync(path, "a");
  return {
    items,
    append: (item) => appendFileSync(descriptor, `${JSON.stringify(item)}\n`),
    close: () => closeSync(descriptor),
  };
};
