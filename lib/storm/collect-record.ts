import { required } from "../../lambdas/shared/environment.ts";
import type { Runtime } from "../../lambdas/shared/runtime.ts";
import { createCustomerStore, outboxOf } from "../../lambdas/store/customer-store.ts";
import { createReportStore } from "../../lambdas/store/report-store.ts";
import { createDeadLetters } from "../local/dead-letters.ts";
import { listMessages } from "../local/list-messages.ts";
import { openStream } from "../local/stream-reader.ts";
import type { Stage } from "./stage.ts";
import type { Decided, StoredCustomer, StormRecord } from "./storm-record.ts";

const dayMs = 86_400_000;
const pageSize = 500;

/** Every decision there ever was: the engine keeps its streams whole, and each outbox stands in one record. */
const readDecisions = async ({ runtime, tables, clock }: Stage): Promise<readonly Decided[]> => {
  const table = required(runtime.environment, "CUSTOMERS_TABLE");
  const reader = await openStream({ clients: tables.clients, table, now: () => clock.now() });
  const decided: Decided[] = [];
  for (let page = await reader.next(); page.length > 0; page = await reader.next()) {
    for (const { dynamodb } of page) {
      const found = outboxOf((dynamodb.NewImage ?? {}) as Parameters<typeof outboxOf>[0]);
      if (found === undefined) continue;
      const { at, reservations, looks } = found.outbox;
      decided.push({ customerId: found.customerId, at, reservations, looks });
    }
  }
  return decided;
};

const readCustomers = async (runtime: Runtime): Promise<readonly StoredCustomer[]> => {
  const store = createCustomerStore(runtime);
  const customers: StoredCustomer[] = [];
  let cursor: Parameters<typeof store.scan>[0]["cursor"];
  do {
    const page = await store.scan({ segment: 0, segments: 1, limit: pageSize, ...(cursor && { cursor }) });
    customers.push(
      ...page.profiles.map(({ customerId, orders, engagement, dueAt }) => ({
        customerId,
        orders: orders.count,
        revenue: orders.revenue,
        clicks: engagement.email?.clicked ?? 0,
        ...(dueAt !== undefined && { dueAt }),
      })),
    );
    cursor = page.cursor;
  } while (cursor !== undefined);
  return customers;
};

const readFunnels = async (
  runtime: Runtime,
  campaigns: readonly string[],
  { startedAt, endedAt }: { readonly startedAt: number; readonly endedAt: number },
): Promise<StormRecord["funnels"]> => {
  const reports = createReportStore(runtime);
  const day = (at: number) => new Date(at).toISOString().slice(0, 10);
  // A day more on either side: the shop's local days begin and end within a day of the same date in UTC.
  const span = { from: day(startedAt - dayMs), to: day(endedAt + dayMs) };
  const funnels: Record<string, StormRecord["funnels"][string]> = {};
  for (const id of campaigns) funnels[id] = await reports.funnel(id, span);
  return funnels;
};

const countDeadLetters = ({ directory }: Stage, workers: number): number => {
  let count = 0;
  for (let worker = 1; worker <= workers; worker += 1) {
    count += createDeadLetters(directory.file(`worker-${worker}/dead-letters.jsonl`)).count();
  }
  return count;
};

export type Witnessed = Omit<
  StormRecord,
  "endedAt" | "calls" | "kills" | "decided" | "messages" | "customers" | "funnels" | "deadLetters"
>;

/** Reads what is left when all is at rest. `witnessed` is what the storm noted on its way. */
export const collectRecord = async (
  stage: Stage,
  q: { readonly witnessed: Witnessed; readonly campaigns: readonly string[]; readonly workers: number },
): Promise<StormRecord> => {
  const { runtime, log, crew, clock } = stage;
  const endedAt = clock.now();
  return {
    ...q.witnessed,
    endedAt,
    calls: log.calls(),
    kills: crew.kills,
    decided: await readDecisions(stage),
    messages: await listMessages(runtime),
    customers: await readCustomers(runtime),
    funnels: await readFunnels(runtime, q.campaigns, { startedAt: q.witnessed.startedAt, endedAt }),
    deadLetters: countDeadLetters(stage, q.workers),
  };
};
