/** What has to be undone, in the reverse order of how it was done. */
export interface Closing {
  add(...steps: readonly (() => unknown)[]): void;
  /** Undoes everything once, also when a step fails; the first failure is thrown in the end. */
  close(): Promise<void>;
}

export const createClosing = (): Closing => {
  const steps: (() => unknown)[] = [];
  return {
    add: (...more) => {
      steps.push(...more);
    },
    close: async () => {
      const failures: unknown[] = [];
      for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
        try {
          await step();
        } catch (error) {
          failures.push(error);
        }
      }
      if (failures.length > 0) throw failures[0];
    },
  };
};
