import type { Timeouts } from "../../lambdas/shared/clients.ts";
import { optional } from "../../lambdas/shared/environment.ts";
import type { Runtime, RuntimeOverrides } from "../../lambdas/shared/runtime.ts";
import { type AdvanceOptions, advanceClock } from "./advance-clock.ts";
import { createCheckpoints, createPassingCheckpoints } from "./checkpoints.ts";
import { createClosing } from "./closing.ts";
import { createDeadLetters, type DeadLetters } from "./dead-letters.ts";
import { createDispatch, type Dispatch } from "./dispatch.ts";
import { createNextDueAt } from "./due-times.ts";
import type { LoadFunction } from "./function-host.ts";
import { createInTurn } from "./in-turn.ts";
import { loadWiring } from "./load-wiring.ts";
import { createLocalQueue, type LocalQueue } from "./local-queue.ts";
import type { Invoke } from "./mapping-runner.ts";
import { type Code, type Frame, startChannels, startCode, startTables } from "./runtime-parts.ts";
import { createSchedules } from "./schedules.ts";
import type { StandInOptions, StandIns } from "./stand-ins/start.ts";
import { createStreams, type Streams } from "./streams.ts";
import type { VirtualClock } from "./virtual-clock.ts";
import type { Wiring } from "./wiring.ts";
import { openWorkDirectory } from "./work-directory.ts";

export interface LocalRuntimeOptions {
  /** Where tables, inbox, checkpoints and dead letters live and stay. Absent: a temporary one that goes at the stop. */
  readonly directory?: string;
  readonly clock: VirtualClock;
  /** Fewer shards make fewer queries per tick; a few are enough on one machine. Default: as in the template. */
  readonly dueShards?: number;
  /** Start of the links in messages. Default: http://127.0.0.1:4000. */
  readonly publicUrl?: string;
  /** Laid over the runtime of every function, for example `capacity`. Default: no logs and no metrics. */
  readonly overrides?: RuntimeOverrides;
  /** True: the clients of SES and SNS reach the stand-ins without sockets, and never wait. Default: over HTTP. */
  readonly directProviders?: boolean;
  /** How long SES and SNS may take over HTTP, milliseconds. Default: as in AWS. */
  readonly providerTimeouts?: Timeouts;
  /** True: the stores reach the engine without the SDK, which takes a third of the time. Default: through the SDK. */
  readonly directTables?: boolean;
  /** True: what happened is announced, as where a shop wants an event bus; see `standIns.announcements`. Default: false. */
  readonly eventsOut?: boolean;
  /** What the stand-ins for SES and SNS do differently. */
  readonly standIns?: Pick<StandInOptions, "keepBodies" | "quota">;
  /** Default: the wiring of the synthesized templates. Tests give a small one. */
  readonly wiring?: Wiring;
  /** Default: the code each entry names. */
  readonly load?: LoadFunction;
}

export interface LocalRuntime {
  /** With every variable; for the stores and programs that work beside the functions. Not metered. */
  readonly runtime: Runtime;
  readonly clock: VirtualClock;
  readonly wiring: Wiring;
  readonly standIns: StandIns;
  readonly deadLetters: DeadLetters;
  readonly endpoint: string;
  readonly dueShards: number;
  /** Calls a function as its trigger would. */
  readonly invoke: Invoke;
  /** Hands on what the streams and queues hold, until nobody has anything to do. */
  drain(): Promise<void>;
  /** Fires the schedules whose time has come; the most frequent one always. */
  tick(): Promise<void>;
  /** Epoch milliseconds; nothing when nobody is due, ever. */
  nextDueAt(): Promise<number | undefined>;
  /** Moves the clock from due time to due time up to the target. */
  advanceTo(target: number, options?: AdvanceOptions): Promise<void>;
  readonly dispatch: Dispatch;
  stop(): Promise<void>;
}

/**
 * What has happened is folded first and alone, because folding decides, by the shop's figures and what the profiles say; then
 * everybody who acts on decisions works side by side. A queue hands on what the round before left in it, so a provider's
 * event is never faster than its answer. The same writes lead to the same decisions, whoever is faster.
 */
const createDrain = (streams: Streams, queues: readonly LocalQueue[]) => (): Promise<void> =>
  streams.drain(queues.map((queue) => queue.pump));

interface Parts {
  readonly frame: Frame;
  readonly code: Code;
  readonly drain: () => Promise<void>;
}

/** The ways in: whatever moves records or the clock waits for its turn. */
const createControls = ({ frame: { options, wiring, closing }, code, drain }: Parts) => {
  const { clock } = options;
  const inTurn = createInTurn();
  const schedules = createSchedules(wiring.schedules, code.invoke, () => clock.now());
  const { everyMs } = schedules;
  const nextDueAt = createNextDueAt(code.runtime, code.dueShards, code.watch);
  const travel = (target: number, how?: AdvanceOptions) => {
    const tick = () => schedules.fire({ isTravelling: true });
    return advanceClock({ clock, nextDueAt, tick, drain, everyMs }, target, how);
  };
  return {
    nextDueAt,
    drain: () => inTurn(drain),
    tick: () => inTurn(() => schedules.fire()),
    advanceTo: (target: number, how?: AdvanceOptions) => inTurn(() => travel(target, how)),
    dispatch: createDispatch({ routes: wiring.routes, invoke: code.invoke, now: () => clock.now() }),
    stop: () => inTurn(() => closing.close()),
  };
};

const startParts = async (frame: Frame): Promise<LocalRuntime> => {
  const { options, wiring, directory } = frame;
  const now = () => options.clock.now();
  const isKept = options.directory !== undefined;
  const checkpoints = isKept ? createCheckpoints(directory.file("checkpoints")) : createPassingCheckpoints();
  const deadLetters = createDeadLetters(directory.file("dead-letters.jsonl"));
  const { endpoint, clients } = await startTables(frame, checkpoints);

  // The code needs the stand-ins and these need the queues, so the queues reach the code through this.
  let code: Code | undefined;
  const invoke: Invoke = async (name, event) => code?.invoke(name, event);
  const queues = wiring.queues.map((mapping) => createLocalQueue({ mapping, invoke, deadLetters, now }));
  const standIns = await startChannels(frame, queues);
  code = await startCode(frame, endpoint, standIns);

  const { watch, runtime, dueShards } = code;
  const first = optional(runtime.environment, "EVENTS_TABLE");
  const reading = { clients, watch, invoke, checkpoints, deadLetters, now };
  const streams = createStreams({ ...reading, mappings: wiring.streams, first });
  const controls = createControls({ frame, code, drain: createDrain(streams, queues) });
  return { ...controls, runtime, dueShards, invoke, wiring, standIns, deadLetters, endpoint, clock: options.clock };
};

/** Starts the engine, the stand-ins, the tables and the functions, wired as the templates say. */
export const startRuntime = async (options: LocalRuntimeOptions): Promise<LocalRuntime> => {
  const wiring = options.wiring ?? (await loadWiring({ eventsOut: options.eventsOut }));
  const directory = openWorkDirectory(options.directory);
  const closing = createClosing();
  process.once("exit", directory.discard);
  closing.add(
    () => process.removeListener("exit", directory.discard),
    () => options.clock.save(),
    () => directory.discard(),
  );
  try {
    return await startParts({ options, wiring, directory, closing });
  } catch (error) {
    await closing.close();
    throw error;
  }
};
