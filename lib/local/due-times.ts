import { required } from "../../lambdas/shared/environment.ts";
import type { Runtime } from "../../lambdas/shared/runtime.ts";
import { createCustomerStore } from "../../lambdas/store/customer-store.ts";
import { createMessageStore } from "../../lambdas/store/message-store.ts";
import type { WriteWatch } from "./write-watch.ts";

/** When somebody must next be looked at, epoch milliseconds; nothing when nobody ever has to be. */
export type NextDueAt = () => Promise<number | undefined>;

const everAfter = Number.MAX_SAFE_INTEGER;

/** The first customer who is due, and the first uncertain message whose lease ends: one small query per shard. */
export const createNextDueAt = (runtime: Runtime, shards: number, watch: WriteWatch): NextDueAt => {
  const watched = [required(runtime.environment, "CUSTOMERS_TABLE"), required(runtime.environment, "MESSAGES_TABLE")];
  const customers = createCustomerStore(runtime);
  const messages = createMessageStore(runtime);

  const dueIn = async (shard: number) => (await customers.due({ shard, until: everAfter, limit: 1 })).oldestDueAt;
  const leaseEnd = async () => {
    const [first] = await messages.uncertain({ until: everAfter, limit: 1 });
    if (first === undefined) return undefined;
    return (await messages.get(first.customerId, first.messageKey, { consistent: true }))?.leaseUntil;
  };

  /** Only a write can change the answer. */
  let known: { readonly writes: number; readonly at: number | undefined } | undefined;
  const ask = async () => {
    const times = await Promise.all([leaseEnd(), ...Array.from({ length: shards }, (_, shard) => dueIn(shard))]);
    const found = times.filter((time) => time !== undefined);
    return found.length === 0 ? undefined : Math.min(...found);
  };

  return async () => {
    const writes = watched.reduce((sum, table) => sum + watch.written(table), 0);
    if (known?.writes !== writes) known = { writes, at: await ask() };
    return known.at;
  };
};
