/** Waits for all, also when one fails: nobody may still be at work when the failure is dealt with. */
export const settleAll = async (work: readonly Promise<void>[]): Promise<void> => {
  for (const result of await Promise.allSettled(work)) if (result.status === "rejected") throw result.reason;
};

/** Whether one of them says so, when all are through. */
export const anyOf = async (work: readonly Promise<boolean>[]): Promise<boolean> => {
  await settleAll(work.map(async (each) => void (await each)));
  return (await Promise.all(work)).includes(true);
};
