// Everything a function asks of the world is an operation that waits until the simulation carries it out and, a second
// decision, tells the function of it. In between other functions run, the function dies, or time passes.

export type Answer = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: unknown };

export interface Operation {
  readonly id: number;
  /** Who asked; its operations go with it when it dies. */
  readonly owner: number;
  readonly label: string;
  /** When it was asked, epoch milliseconds. */
  readonly askedAt: number;
  /** How long the client waits, milliseconds. */
  readonly patienceMs: number;
  /** Not carried out before, epoch milliseconds; absent: may be at once. */
  readonly readyAt?: number;
  /** Carries it out, and says what the client is told. Called once. */
  readonly perform: () => Answer | Promise<Answer>;
  /** Absent: not carried out yet. */
  answer?: Answer;
}

interface Waiting extends Operation {
  readonly tell: (answer: Answer) => void;
}

type Asked = Pick<Operation, "owner" | "label" | "patienceMs" | "readyAt" | "perform">;

export interface Operations {
  ask(q: Asked): Promise<unknown>;
  /** Waits for so many milliseconds of the story to pass. */
  pause(q: { readonly owner: number; readonly ms: number }): Promise<void>;
  /** In the order in which they were asked. */
  pending(): readonly Operation[];
  /** Of these, what may be carried out or told of now. */
  ready(): readonly Operation[];
  perform(operation: Operation): Promise<void>;
  /** Tells the function; the operation is over. */
  tell(operation: Operation): void;
  /** Nobody waits for these any more. What was carried out stays. */
  forget(owner: number): void;
  hasPending(owner: number): boolean;
  /** How far the clock may move until a client would have lost its patience, milliseconds. */
  patienceLeftMs(now: number): number;
}

export const createOperations = (clock: { now(): number }): Operations => {
  let waiting: Waiting[] = [];
  let count = 0;
  const find = ({ id }: Operation): Waiting => {
    const found = waiting.find((each) => each.id === id);
    if (found === undefined) throw new Error(`Operation ${id} is over already.`);
    return found;
  };
  const ask = (q: Asked): Promise<unknown> =>
    new Promise((resolve, reject) => {
      count += 1;
      const tell = (answer: Answer) => (answer.ok ? resolve(answer.value) : reject(answer.error));
      waiting.push({ ...q, id: count, askedAt: clock.now(), tell });
    });
  return {
    ask,
    pause: async ({ owner, ms }) => {
      const perform = (): Answer => ({ ok: true, value: undefined });
      const readyAt = clock.now() + ms;
      await ask({ owner, label: "pause", patienceMs: Number.POSITIVE_INFINITY, readyAt, perform });
    },
    ready: () => waiting.filter(({ readyAt }) => readyAt === undefined || readyAt <= clock.now()),
    pending: () => waiting,
    perform: async (operation) => {
      const found = find(operation);
      found.answer = await found.perform();
    },
    tell: (operation) => {
      const found = find(operation);
      if (found.answer === undefined) throw new Error(`Operation ${found.label} was not carried out.`);
      waiting = waiting.filter((each) => each !== found);
      found.tell(found.answer);
    },
    forget: (owner) => {
      waiting = waiting.filter((each) => each.owner !== owner);
    },
    hasPending: (owner) => waiting.some((each) => each.owner === owner),
    patienceLeftMs: (now) =>
      waiting.reduce((least, { askedAt, patienceMs }) => Math.min(least, askedAt + patienceMs - now), 1e15),
  };
};
