import { required } from "../../lambdas/shared/environment.ts";
import type { Runtime } from "../../lambdas/shared/runtime.ts";
import { createCaseStore } from "../../lambdas/store/case-store.ts";
import { createCustomerStore } from "../../lambdas/store/customer-store.ts";
import { createMessageStore } from "../../lambdas/store/message-store.ts";
import type { WriteWatch } from "./write-watch.ts";

/** When somebody must next be looked at, epoch milliseconds; nothing when nobody ever has to be. */
export type NextDueAt = () => Promise<number | undefined>;

const everAfter = Number.MAX_SAFE_INTEGER;

/**
 * The first customer who is due, the first uncertain message whose lease ends, and the first deadline of an open case, which
 * a tick takes to somebody else: one small query per shard.
 */
export const createNextDueAt = (runtime: Runtime, shards: number, watch: WriteWatch): NextDueAt => {
  const table = (name: "CUSTOMERS_TABLE" | "MESSAGES_TABLE" | "TASKS_TABLE") => required(runtime.environment, name);
  const customers = createCustomerStore(runtime);
  const messages = createMessageStore(runtime);
  const cases = createCaseStore(runtime);

  const dueIn = async (shard: number) => (await customers.due({ shard, until: everAfter, limit: 1 })).oldestDueAt;
  const firstDue = async () => earliest(await Promise.all(Array.from({ length: shards }, (_, shard) => dueIn(shard))));
  const leaseEnd = async () => {
    const [first] = await messages.uncertain({ until: everAfter, limit: 1 });
    if (first === undefined) return undefined;
    return (await messages.get(first.customerId, first.messageKey, { consistent: true }))?.leaseUntil;
  };
  const caseDeadline = async () => (await cases.open({ until: everAfter, limit: 1 })).open[0]?.dueAt;
  const asked = [
    keptUntilWritten(watch, table("CUSTOMERS_TABLE"), firstDue),
    keptUntilWritten(watch, table("MESSAGES_TABLE"), leaseEnd),
    keptUntilWritten(watch, table("TASKS_TABLE"), caseDeadline),
  ];
  return async () => earliest(await Promise.all(asked.map((ask) => ask())));
};

const earliest = (times: readonly (number | undefined)[]): number | undefined => {
  const found = times.filter((time) => time !== undefined);
  return found.length === 0 ? undefined : Math.min(...found);
};

/** Only a write to the table can change the answer. */
const keptUntilWritten = (watch: WriteWatch, table: string, ask: NextDueAt): NextDueAt => {
  let known: { readonly writes: number; readonly at: number | undefined } | undefined;
  return async () => {
    const writes = watch.written(table);
    if (known?.writes !== writes) known = { writes, at: await ask() };
    return known.at;
  };
};
