/** Waits for all, also when one fails: nobody may still be at work when the failure is dealt with. */
export const settleAll = async (work: readonly Promise<void>[]): Promise<void> => {
  for (const result of await Promise.allSettled(work)) if (result.status === "rejected") throw result.reason;
};
