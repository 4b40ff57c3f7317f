import { appendFileSync, existsSync, readFileSync } from "node:fs";

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
  readonly records: readonly unknown[];
}

export interface DeadLetters {
  add(letter: DeadLetter): void;
  count(): number;
  /** The newest first. */
  latest(limit: number): readonly DeadLetter[];
}

export const createDeadLetters = (file: string): DeadLetters => {
  const letters: DeadLetter[] = [];
  if (existsSync(file)) {
    for (const line of readFileSync(file, "utf8").split("\n")) {
      if (line !== "") letters.push(JSON.parse(line) as DeadLetter);
    }
  }
  return {
    add: (letter) => {
      appendFileSync(file, `${JSON.stringify(letter)}\n`);
      letters.push(letter);
    },
    count: () => letters.length,
    latest: (limit) => letters.slice(-limit).reverse(),
  };
};
