/** What happened, one line per step: readable, and the same for the same seed. */
export interface History {
  add(text: string): void;
  /** The last lines, oldest first. */
  tail(lines: number): readonly string[];
  /** A number that stands for every line there ever was. */
  digest(): string;
  readonly length: number;
}

/** Lines kept to be shown. */
const linesKept = 4_000;

export const createHistory = (clock: { now(): number }): History => {
  const lines: string[] = [];
  let hash = 0x811c9dc5;
  let length = 0;
  return {
    add: (text) => {
      const line = `${new Date(clock.now()).toISOString()}  ${text}`;
      for (let index = 0; index < line.length; index += 1) hash = Math.imul(hash ^ line.charCodeAt(index), 0x01000193);
      length += 1;
      lines.push(line);
      if (lines.length > 2 * linesKept) lines.splice(0, linesKept);
    },
    tail: (count) => lines.slice(-count),
    digest: () => (hash >>> 0).toString(16).padStart(8, "0"),
    get length() {
      return length;
    },
  };
};
