import { defaultSettings } from "../domain/parse-settings.ts";
import { requiredInteger } from "../shared/environment.ts";
import { lambdaHandler } from "../shared/lambda.ts";
import type { Runtime } from "../shared/runtime.ts";
import { createCustomerStore } from "../store/customer-store.ts";
import { createEventStore } from "../store/event-store.ts";
import { createMessageStore } from "../store/message-store.ts";
import { createRulesSource } from "../store/rules-source.ts";
import { type Looked, lookAtDue } from "./tick/look-at-due.ts";
import { settleUncertain } from "./tick/settle-uncertain.ts";

/** Milliseconds after which no new page is begun. The schedule fires every minute; what is left is still due then. */
const budgetMs = 45_000;

/** What one run did. */
export interface TickSummary {
  /** Customers that were due and looked at. */
  readonly lookedAt: number;
  /** Reservations made, held-out ones included. */
  readonly reserved: number;
  /** Customers left for the next run because somebody else kept writing them, or because of an error. */
  readonly conflicts: number;
  /** Shards in which due customers are left because the time was up. */
  readonly leftOver: number;
}

const nobody: Looked = { lookedAt: 0, reserved: 0, conflicts: 0, leftOver: 0 };

export const createHandler = (runtime: Runtime): ((event?: unknown) => Promise<TickSummary>) => {
  const customers = createCustomerStore(runtime);
  const messages = createMessageStore(runtime);
  const events = createEventStore(runtime);
  const source = createRulesSource(runtime);
  const shards = requiredInteger(runtime.environment, "DUE_SHARDS");
  const { clock, logger, metrics } = runtime;

  return async () => {
    const now = clock.now();
    const hasTime = () => clock.now() < now + budgetMs;
    const rules = await source.current();
    const isResting = rules === undefined || rules.paused;
    const looked = isResting ? nobody : await lookAtDue({ customers, logger, metrics, shards, now, rules, hasTime });
    const rule = (rules?.settings ?? defaultSettings).inDoubt;
    await settleUncertain({ messages, events, logger, metrics, now, rule, hasTime });
    logger.info("Tick", { ...looked });
    return looked;
  };
};

export const handler = lambdaHandler(createHandler);
