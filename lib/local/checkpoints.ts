import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { writeFileAtomically } from "./write-file-atomically.ts";

/** How far a mapping has read. One file per mapping, so that a slow one never undoes the step of another. */
export interface Checkpoint {
  readonly table: string;
  /** Sequence number of the last record that was handled, filtered out or given up. */
  readonly sequence: string;
}

export interface Checkpoints {
  read(mapping: string): Checkpoint | undefined;
  write(mapping: string, checkpoint: Checkpoint): void;
}

const parse = (text: string): Checkpoint => {
  const { table, sequence } = JSON.parse(text) as Checkpoint;
  return { table, sequence };
};

const fileName = (mapping: string): string => `${mapping.replaceAll(/[^\w.-]/g, "_")}.json`;

/** For a run that keeps nothing: a file per step would cost more than the step. */
export const createPassingCheckpoints = (): Checkpoints => {
  const known = new Map<string, Checkpoint>();
  return { read: (mapping) => known.get(mapping), write: (mapping, checkpoint) => known.set(mapping, checkpoint) };
};

export const createCheckpoints = (directory: string): Checkpoints => {
  mkdirSync(directory, { recursive: true });
  const path = (mapping: string) => join(directory, fileName(mapping));
  const known = new Map<string, Checkpoint>();
  for (const name of readdirSync(directory)) {
    if (name.endsWith(".json")) known.set(name, parse(readFileSync(join(directory, name), "utf8")));
  }
  return {
    read: (mapping) => known.get(fileName(mapping)),
    write: (mapping, checkpoint) => {
      writeFileAtomically(path(mapping), JSON.stringify(checkpoint));
      known.set(fileName(mapping), checkpoint);
    },
  };
};
