import { closeSync, openSync, writeSync } from "node:fs";

export interface LineFile {
  add(line: string): void;
  close(): void;
}

const heldMax = 1_000_000;

/** Writes as it goes: whoever plays a history never waits, and a stream would keep all lines in memory until then. */
export const createLineFile = (path: string): LineFile => {
  const file = openSync(path, "w");
  let held = "";
  const flush = (): void => {
    if (held !== "") writeSync(file, held);
    held = "";
  };
  return {
    add: (line) => {
      held += `${line}\n`;
      if (held.length > heldMax) flush();
    },
    close: () => {
      flush();
      closeSync(file);
    },
  };
};
