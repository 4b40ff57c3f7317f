import type { Runtime } from "../../lambdas/shared/runtime.ts";
import { createCustomerStore } from "../../lambdas/store/customer-store.ts";
import { createMessageStore } from "../../lambdas/store/message-store.ts";

/** When somebody must next be looked at, epoch milliseconds; nothing when nobody ever has to be. */
export type NextDueAt = () => Promise<number | undefined>;

const everAfter = Number.MAX_SAFE_INTEGER;

/** The first customer who is due, and the first uncertain message whose lease ends: one small query per shard. */
export const createNextDueAt = (runtime: Runtime, shards: number): NextDueAt => {
  const customers = createCustomerStore(runtime);
  const messages = createMessageStore(runtime);

  const dueIn = async (shard: number) => (await customers.due({ shard, until: everAfter, limit: 1 })).oldestDueAt;
  const leaseEnd = async () => {
    const [first] = await messages.uncertain({ until: everAfter, limit: 1 });
    if (first === undefined) return undefined;
    return (await messages.get(first.customerId, first.messageKey, { consistent: true }))?.leaseUntil;
  };

  return async () => {
    const times = await Promise.all([leaseEnd(), ...Array.from({ length: shards }, (_, shard) => dueIn(shard))]);
    const known = times.filter((time) => time !== undefined);
    return known.length === 0 ? undefined : Math.min(...known);
  };
};
