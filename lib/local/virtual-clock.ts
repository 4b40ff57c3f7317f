import { existsSync, readFileSync } from "node:fs";
import { type Clock, systemClock } from "../../lambdas/shared/clock.ts";
import { writeFileAtomically } from "./write-file-atomically.ts";

/** A clock that a person or a program can move forward. It never goes back, also not over a restart or a kill. */
export interface VirtualClock extends Clock {
  /** Jumps to this instant, epoch milliseconds; an earlier one changes nothing. */
  advanceTo(at: number): void;
  /** Keeps the exact instant in the file, so that the next start goes on from it. */
  save(): void;
}

export interface VirtualClockOptions {
  /** Epoch milliseconds; a later instant in the file counts instead. */
  readonly startAt: number;
  /** True: time passes by itself too. False (default): only `advanceTo` moves it. */
  readonly running?: boolean;
  /** Where the instant is kept. Absent: nowhere. */
  readonly file?: string;
  /** What makes a running clock pass. Default: the system clock. */
  readonly system?: Clock;
}

/** A running clock writes a ceiling ahead of itself, so that one small write in a while is enough to never go back. */
const ceilingMs = 5_000;

const readSaved = (file: string | undefined): number => {
  if (file === undefined || !existsSync(file)) return Number.NEGATIVE_INFINITY;
  const saved: unknown = JSON.parse(readFileSync(file, "utf8"));
  if (typeof saved === "object" && saved !== null && "now" in saved && typeof saved.now === "number") return saved.now;
  throw new Error(`The clock file ${file} does not hold an instant. Remove it, or start with a fresh directory.`);
};

export const createVirtualClock = (options: VirtualClockOptions): VirtualClock => {
  const { running = false, file, system = systemClock } = options;
  let base = Math.max(options.startAt, readSaved(file));
  let since = system.now();
  let ceiling = Number.NEGATIVE_INFINITY;

  const write = (instant: number) => {
    ceiling = instant;
    if (file !== undefined) writeFileAtomically(file, JSON.stringify({ now: instant }));
  };
  const now = () => {
    if (running) {
      const read = system.now();
      // The system clock may be set back; this one then stands still for that long.
      base += Math.max(0, read - since);
      since = read;
    }
    if (base > ceiling) write(running ? base + ceilingMs : base);
    return base;
  };
  return {
    now,
    advanceTo: (at) => {
      base = Math.max(now(), at);
      now();
    },
    save: () => write(now()),
  };
};
