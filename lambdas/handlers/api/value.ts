import type { LearnedHead } from "../../domain/value/learn-due.ts";
import { againstActual } from "../../domain/value/learned-day.ts";
import type { Runtime } from "../../shared/runtime.ts";
import { createLearnedStore } from "../../store/learned-store.ts";
import { valueContract } from "./contract/value.ts";
import { ContractApp } from "./contract-app.ts";
import { actingPerson } from "./person.ts";

const iso = (at: number): string => new Date(at).toISOString();

const shownHead = ({ at, triedAt, requestedAt, tookMs }: LearnedHead) => ({
  ...(at > 0 && { at: iso(at) }),
  ...(triedAt !== undefined && { triedAt: iso(triedAt) }),
  ...(tookMs !== undefined && { tookMs }),
  waiting: requestedAt !== undefined && requestedAt > (triedAt ?? 0),
});

const present = <Report>(report: Report | undefined) => (report === undefined ? {} : { report });

/** What was learned of the customers as a whole. Everything was estimated before: nobody who asks reads a customer. */
export const createValueRoutes = (runtime: Runtime): ContractApp => {
  const store = createLearnedStore(runtime);

  return new ContractApp()
    .openapi(valueContract.get, async (context) => {
      const [head, report, history] = await Promise.all([store.head(), store.shop(), store.history()]);
      const forecasts = [...againstActual(history, 30), ...againstActual(history, 90)];
      return context.json({ learning: shownHead(head), ...present(report), history, forecasts }, 200);
    })
    .openapi(valueContract.products, async (context) => context.json(present(await store.products()), 200))
    .openapi(valueContract.affinity, async (context) => context.json(present(await store.affinity()), 200))
    .openapi(valueContract.learn, async (context) => {
      await store.request(runtime.clock.now(), actingPerson(context));
      return context.json({ learning: shownHead(await store.head()) }, 200);
    });
};
