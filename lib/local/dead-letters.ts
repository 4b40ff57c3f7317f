import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { writeFileAtomically } from "./write-file-atomically.ts";

/** What a function could not handle however often it was tried. It is kept for a person, never thrown away. */
export interface DeadLetter {
  /** Epoch milliseconds. */
  readonly at: number;
  /** The mapping, queue or schedule it came through. */
  readonly source: string;
  readonly functionName: string;
  /** Where it would go in AWS; absent when the template names no failure destination. */
  readonly destination?: string;
  readonly reason: string;
  /** The shard that the records of a stream came from. */
  readonly shardId?: string;
  readonly records: readonly unknown[];
}

export interface DeadLetters {
  add(letter: DeadLetter): void;
  count(): number;
  /** The newest first. */
  latest(limit: number): readonly DeadLetter[];
  /** The oldest first. */
  all(): readonly DeadLetter[];
  /** Forgets one of `all`, after its records were handled. */
  remove(letter: DeadLetter): void;
}

export const createDeadLetters = (file: string): DeadLetters => {
  const letters: DeadLetter[] = [];
  if (existsSync(file)) {
    for (const line of readFileSync(file, "utf8").split("\n")) {
      if (line !== "") letters.push(JSON.parse(line) as DeadLetter);
    }
  }
  const line = (letter: DeadLetter): string => `${JSON.stringify(letter)}\n`;
  return {
    add: (letter) => {
      appendFileSync(file, line(letter));
      letters.push(letter);
    },
    count: () => letters.length,
    latest: (limit) => letters.slice(-limit).reverse(),
    all: () => [...letters],
    remove: (letter) => {
      const place = letters.indexOf(letter);
      if (place < 0) return;
      letters.splice(place, 1);
      writeFileAtomically(file, letters.map(line).join(""));
    },
  };
};
