import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { projectDirectory } from "../../lib/local/engine.ts";

/** A program of this project as a process of its own, so that it can be sent a signal. */
export interface Program {
  readonly pid: number;
  /** What it wrote to standard error so far. */
  said(): string;
  /** Sends the signal and waits until the process is gone. Nothing when it had ended before. */
  end(signal: NodeJS.Signals): Promise<Ending>;
  /** Waits until it ends by itself. */
  ended(): Promise<Ending>;
  /** Waits until the condition holds, or the process has ended. */
  until(holds: () => boolean): Promise<void>;
}

export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** What it wrote to standard error. */
  readonly said: string;
}

const pollMs = 2;

const start = (words: readonly string[], variables: Readonly<Record<string, string>>): ChildProcess =>
  spawn(process.execPath, ["--import", "tsx", ...words], {
    cwd: projectDirectory,
    stdio: ["ignore", "ignore", "pipe"],
    env: { ...process.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true", ...variables },
  });

/** `node --import tsx FILE ARGUMENTS`: one process, so the signal reaches the program itself. */
export const startProgram = (
  words: readonly [file: string, ...programArguments: string[]],
  variables: Readonly<Record<string, string>> = {},
): Program => {
  const child = start(words, variables);
  const { pid } = child;
  if (pid === undefined) throw new Error(`${words[0]} did not start.`);
  let said = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  const closed = once(child, "exit");
  const ending = () =>
    child.exitCode === null && child.signalCode === null
      ? undefined
      : { code: child.exitCode, signal: child.signalCode, said };
  const ended = async (): Promise<Ending> => {
    await closed;
    return ending() ?? { code: null, signal: null, said };
  };
  return {
    pid,
    said: () => said,
    ended,
    end: (signal) => {
      child.kill(signal);
      return ended();
    },
    until: async (holds) => {
      while (ending() === undefined && !holds()) await pause(pollMs);
    },
  };
};
