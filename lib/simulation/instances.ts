import type { CreateHandler, Handler } from "../local/function-host.ts";
import type { Operations } from "./operations.ts";

/** How one call of a function ended. A crash says nothing: what was carried out before it stays. */
export type Ended =
  | { readonly kind: "returned"; readonly result: unknown }
  | { readonly kind: "threw"; readonly error: unknown }
  | { readonly kind: "crashed" };

/** One instance of a function, as Lambda keeps it: it handles one call at a time and remembers what it has loaded. */
interface Instance {
  readonly id: number;
  readonly functionName: string;
  readonly handle: Handler;
  busy?: { readonly startedAt: number; readonly end: (ended: Ended) => void };
}

export interface Instances {
  /** Runs the function in a free instance, or in a new one; `onEnd` is told once. */
  invoke(functionName: string, event: unknown, onEnd: (ended: Ended, instance: number) => void): number;
  running(): readonly { readonly id: number; readonly functionName: string; readonly startedAt: number }[];
  /** Ends an instance in the middle of what it does. */
  crash(id: number): void;
  /** True while somebody neither waits for an operation nor is done. */
  isThinking(): boolean;
}

export interface InstancesOptions {
  readonly clock: { now(): number };
  readonly operations: Operations;
  readonly create: (functionName: string, instance: number) => ReturnType<CreateHandler>;
  /** Whether a new instance is started although a free one is there. */
  readonly startsCold: () => boolean;
}

export const createInstances = ({ clock, operations, create, startsCold }: InstancesOptions): Instances => {
  let instances: Instance[] = [];
  let count = 0;

  const start = (functionName: string): Instance => {
    count += 1;
    const instance = { id: count, functionName, handle: create(functionName, count) };
    instances.push(instance);
    return instance;
  };
  const freeOne = (functionName: string): Instance | undefined =>
    instances.find((each) => each.functionName === functionName && each.busy === undefined);

  return {
    invoke: (functionName, event, onEnd) => {
      const instance = (startsCold() ? undefined : freeOne(functionName)) ?? start(functionName);
      const end = (ended: Ended) => {
        if (instance.busy?.end !== end) return;
        delete instance.busy;
        onEnd(ended, instance.id);
      };
      instance.busy = { startedAt: clock.now(), end };
      instance.handle(event).then(
        (result) => end({ kind: "returned", result }),
        (error: unknown) => end({ kind: "threw", error }),
      );
      return instance.id;
    },
    running: () =>
      instances.flatMap(({ id, functionName, busy }) =>
        busy === undefined ? [] : [{ id, functionName, startedAt: busy.startedAt }],
      ),
    crash: (id) => {
      const instance = instances.find((each) => each.id === id);
      instances = instances.filter((each) => each !== instance);
      operations.forget(id);
      instance?.busy?.end({ kind: "crashed" });
    },
    isThinking: () => instances.some(({ id, busy }) => busy !== undefined && !operations.hasPending(id)),
  };
};
