/** Something that is asked again and again for work: a stream, or a queue. */
export interface WorkerLoop {
  /** Goes on for as long as the process lives. */
  run(): Promise<never>;
  /** Passes in which there was something to do, or that failed. */
  active(): number;
  /** Resolves when a pass has ended that began after this call: it saw whatever was there at the call. */
  passed(): Promise<void>;
}

/** Real milliseconds between two passes without work, unless somebody asks. An idle pass costs a call to the engine. */
const idlePauseMs = 40;

export const createWorkerLoop = (pump: () => Promise<boolean>, onError: (error: unknown) => void): WorkerLoop => {
  let passes = 0;
  let active = 0;
  let isPassing = false;
  let wake = () => {};
  let waiting: { readonly until: number; readonly resolve: () => void }[] = [];

  const pass = async () => {
    isPassing = true;
    let any = true;
    try {
      any = await pump();
    } catch (error) {
      onError(error);
    }
    isPassing = false;
    passes += 1;
    if (any) active += 1;
    const over = waiting.filter(({ until }) => until <= passes);
    waiting = waiting.filter(({ until }) => until > passes);
    for (const { resolve } of over) resolve();
    return any;
  };
  const rest = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, idlePauseMs);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  return {
    run: async () => {
      for (;;) if (!(await pass()) && waiting.length === 0) await rest();
    },
    active: () => active,
    passed: () =>
      new Promise((resolve) => {
        // A pass that is under way began before, so the one after it has to end.
        waiting.push({ until: passes + (isPassing ? 2 : 1), resolve });
        wake();
      }),
  };
};
