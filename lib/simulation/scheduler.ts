import { leaseShard as doubts } from "../../lambdas/store/keys.ts";
import type { Weighted } from "./chances.ts";
import type { Operation } from "./operations.ts";
import type { World } from "./world.ts";

interface Action {
  readonly run: () => Promise<void> | void;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** What the scheduler remembers between two steps. */
interface State {
  nextTickAt: number;
}

interface Item {
  readonly dueAt?: number;
  readonly dueShard?: number;
  readonly leaseUntil?: number;
  readonly leaseShard?: number;
}

/** When somebody must be looked at, or a lease ends: what the tick would find in its indexes. */
const wantedAt = async ({ tables, names }: World): Promise<number> => {
  const due = ((await tables.items(names.customers)) as readonly Item[]).flatMap(({ dueAt, dueShard }) =>
    dueAt === undefined || dueShard === undefined ? [] : [dueAt],
  );
  const leases = ((await tables.items(names.messages)) as readonly Item[]).flatMap(({ leaseUntil, leaseShard }) =>
    leaseUntil === undefined || leaseShard !== doubts ? [] : [leaseUntil],
  );
  return Math.min(Number.POSITIVE_INFINITY, ...due, ...leases);
};

/** Carries an operation out, and mostly tells of it at once; a late answer is another step. */
const proceed = async ({ operations, chances, history }: World, operation: Operation): Promise<void> => {
  const wasAnswered = operation.answer !== undefined;
  if (!wasAnswered) await operations.perform(operation);
  const outcome = operation.answer?.ok === false ? ` failed: ${String(operation.answer.error)}` : "";
  if (!wasAnswered && chances.strikes("answer-late")) {
    history.add(`${operation.owner} ${operation.label} is done, the answer is on its way`);
    return;
  }
  history.add(`${operation.owner} ${operation.label}${outcome}`);
  operations.tell(operation);
};

/** Time passes; a function that has run for longer than it may is ended. */
const passTime = (world: World, ms: number): void => {
  const { clock, instances, history } = world;
  clock.advance(ms);
  for (const { id, functionName, startedAt } of instances.running()) {
    if (clock.now() - startedAt <= world.timeoutMsOf(functionName)) continue;
    history.add(`${functionName} ${id} ran out of time`);
    instances.crash(id);
  }
};

const crashOne = ({ instances, chances, history }: World): void => {
  const running = instances.running();
  if (running.length === 0) return;
  const { id, functionName } = chances.pick(running);
  history.add(`${functionName} ${id} crashes`);
  instances.crash(id);
};

/** Batches wait for minutes, as they do behind a slow shard. */
const jam = (world: World, isCertain = false): void => {
  const { operations, streams, chances, history } = world;
  if (operations.pending().length > 0 || streams.deliverable().length === 0) return;
  if (!isCertain && !chances.strikes("stream-late")) return;
  const ms = chances.between(1, 14 * minuteMs);
  history.add(`nothing moves on for ${Math.round(ms / minuteMs)} minutes`);
  passTime(world, ms);
};

/** Everything stops for hours, in the middle of what it does. */
const outage = (world: World): void => {
  const { instances, chances, history } = world;
  for (const { id } of instances.running()) instances.crash(id);
  const hours = chances.between(1, 10);
  history.add(`an outage of ${hours} hours`);
  passTime(world, hours * hourMs);
};

const startTick = (world: World, state: State): void => {
  state.nextTickAt = Math.floor(world.clock.now() / minuteMs) * minuteMs + minuteMs;
  world.startTick();
  if (world.chances.strikes("ticks-overlap")) world.startTick();
};

/** Nothing is left to do now: the clock jumps to where something is, exactly or too late. */
const jump = async (world: World, until: number): Promise<void> => {
  const { clock, chances, history } = world;
  const now = clock.now();
  const wanted = Math.max(await wantedAt(world), now + 1);
  const somewhen = now + chances.between(1, 6 * hourMs);
  const late = chances.happens(0.2) ? chances.between(1, hourMs) : 0;
  const target = Math.min(wanted + late, chances.happens(0.3) ? somewhen : Number.POSITIVE_INFINITY, until + 1);
  history.add(`the clock jumps to ${new Date(target).toISOString()}`);
  passTime(world, target - now);
};

const impatient = ({ operations, clock }: World): readonly Operation[] =>
  operations.pending().filter(({ askedAt, patienceMs }) => askedAt + patienceMs - clock.now() <= 1);

const choices = async (world: World, state: State, until: number): Promise<readonly Weighted<Action>[]> => {
  const { operations, streams, queue, chances, clock } = world;
  const pending = operations.pending();
  const ready = operations.ready();
  const deliverable = [...streams.deliverable(), ...queue.deliverable()];
  const isTickDue = clock.now() >= state.nextTickAt && (await wantedAt(world)) <= clock.now();
  const isIdle = pending.length === 0 && deliverable.length === 0 && !isTickDue;
  const patience = Math.min(3_000, operations.patienceLeftMs(clock.now()) - 1);
  const when = (condition: boolean, weight: number, run: Action["run"]): Weighted<Action>[] =>
    condition ? [{ weight, choice: { run } }] : [];
  return [
    ...when(ready.length > 0, 40, () => proceed(world, chances.pick(ready))),
    ...when(deliverable.length > 0, 9, () => chances.pick(deliverable).deliver()),
    ...when(isTickDue, 6, () => startTick(world, state)),
    ...when(patience > 0, 2, () => passTime(world, chances.between(1, Math.max(1, patience)))),
    ...when(!isIdle || chances.happens(0.3), 1, () => nextDeed(world)),
    ...when(isIdle, 12, () => jump(world, until)),
    ...when(streams.deadBatches() > 0, 1, () => streams.redrive()),
  ];
};

const nextDeed = async (world: World): Promise<void> => {
  const { people, history, chances } = world;
  const deed = people.next();
  if (deed === undefined) return;
  history.add(deed.label);
  await deed.run();
  if (deed.isPublication === true && chances.happens(0.5)) jam(world, true);
};

/** One step of the story. */
const step = async (world: World, state: State, until: number): Promise<void> => {
  const { chances } = world;
  if (chances.strikes("crash")) crashOne(world);
  if (chances.strikes("outage")) outage(world);
  jam(world);
  const urgent = impatient(world);
  if (urgent.length > 0) await proceed(world, chances.pick(urgent));
  else await chances.weighted(await choices(world, state, until)).run();
  await world.settle();
};

/** Lets things happen until the last day is over, or so many steps were taken. */
export const play = async (world: World, q: { readonly until: number; readonly stepsMost: number }): Promise<void> => {
  const state: State = { nextTickAt: 0 };
  await world.people.begin();
  await world.settle();
  while (world.history.length < q.stepsMost && world.clock.now() <= q.until && world.judge.broken.length === 0) {
    await step(world, state, q.until);
  }
};

/** Steps after which a world that does not come to rest is broken by that alone. */
const restStepsMost = 60_000;

/** From here on nothing goes wrong: everything that was begun comes to its end. */
export const comeToRest = async (world: World, until: number): Promise<boolean> => {
  const { chances, people, operations, streams, queue, instances, clock } = world;
  chances.calm();
  await people.resumeAll();
  const state: State = { nextTickAt: 0 };
  for (let steps = 0; steps < restStepsMost && world.judge.broken.length === 0; steps += 1) {
    await world.settle();
    const pending = operations.ready()[0];
    const [pausing] = operations.pending();
    const [next] = [...streams.deliverable(), ...queue.deliverable()];
    const wanted = await wantedAt(world);
    if (pending !== undefined) await proceed(world, pending);
    else if (streams.deadBatches() > 0) streams.redrive();
    else if (next !== undefined) next.deliver();
    else if (!people.isDone() && instances.running().length === 0) await nextDeed(world);
    else if (pausing?.readyAt !== undefined) passTime(world, pausing.readyAt - clock.now());
    else if (wanted <= clock.now()) {
      passTime(world, Math.max(0, state.nextTickAt - clock.now()));
      startTick(world, state);
    } else if (wanted <= until) passTime(world, wanted - clock.now());
    else return true;
  }
  return false;
};
