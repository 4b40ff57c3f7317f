import { type ChildProcess, fork } from "node:child_process";
import { rmSync } from "node:fs";
import { constants } from "node:os";
import type { Wiring } from "../local/wiring.ts";
import { bundleWorker } from "./bundle.ts";
import type { Mutant } from "./mutants.ts";
import type { Story, Told } from "./simulate.ts";

export interface Performance {
  readonly wiring: Wiring;
  readonly stories: readonly Story[];
  /** Processes at once. */
  readonly processes: number;
  readonly mutant?: Mutant;
  /** Told of each story; false ends the performance. */
  readonly onTold: (told: Told) => boolean;
}

const share = <Item>(items: readonly Item[], parts: number): readonly (readonly Item[])[] =>
  Array.from({ length: parts }, (_, part) => items.filter((_item, index) => index % parts === part)).filter(
    ({ length }) => length > 0,
  );

/** Of a process that was told to end and ended its table engine first. */
const endedByUs = 128 + constants.signals.SIGTERM;

const ended = (child: ChildProcess): Promise<void> =>
  new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => {
      if (code === 0 || code === endedByUs || signal === "SIGTERM") resolve();
      else reject(new Error(`A process of the simulation ended with ${code ?? signal}.`));
    });
  });

/** Tells many stories in several processes, each from the same bundle. */
export const perform = async (q: Performance): Promise<void> => {
  const file = await bundleWorker(q.mutant);
  try {
    const env = { ...process.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" };
    const children = share(q.stories, q.processes).map((stories) => {
      const child = fork(file, { execArgv: ["--enable-source-maps"], env });
      child.send({ wiring: q.wiring, stories });
      return child;
    });
    for (const child of children) {
      child.on("message", (told) => {
        if (!q.onTold(told as Told)) for (const each of children) each.kill();
      });
    }
    await Promise.all(children.map(ended));
  } finally {
    rmSync(file, { force: true });
  }
};
