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
  /** Carries it out, and says what the client is told. Called once. */
  readonly perform: () => Answer | Promise<Answer>;
  /** Absent: not carried out yet. */
  answer?: Answer;
}

interface Waiting extends Operation {
  readonly tell: (answer: Answer) => void;
}

export interface Operations {
  ask(q: Pick<Operation, "owner" | "label" | "patienceMs" | "perform">): Promise<unknown>;
  /** In the order in which they were asked. */
  pending(): readonly Operation[];
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
  return {
    ask: (q) =>
      new Promise((resolve, reject) => {
        count += 1;
        const tell = (answer: Answer) => (answer.ok ? resolve(answer.value) : reject(answer.error));
        waiting.push({ ...q, id: count, askedAt: clock.now(), tell });
      }),
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
