import { createAccountReader } from "../channels/ses-account.ts";
import type { Trip } from "../domain/breaker.ts";
import type { SendingAccount } from "../domain/pace.ts";
import { defaultSettings } from "../domain/parse-settings.ts";
import { isResting, type Rules } from "../domain/rules.ts";
import { createSes } from "../shared/clients.ts";
import { requiredInteger } from "../shared/environment.ts";
import { lambdaHandler } from "../shared/lambda.ts";
import type { Runtime } from "../shared/runtime.ts";
import { createBreakerStore } from "../store/breaker-store.ts";
import { createCaseStore } from "../store/case-store.ts";
import { createCouponStore } from "../store/coupon-store.ts";
import { createCustomerStore } from "../store/customer-store.ts";
import { createEventStore } from "../store/event-store.ts";
import { createMessageStore } from "../store/message-store.ts";
import { createPaceStore } from "../store/pace-store.ts";
import { createReportStore } from "../store/report-store.ts";
import { createRulesSource } from "../store/rules-source.ts";
import { createTaskStore } from "../store/task-store.ts";
import { escalateCases } from "./tick/escalate-cases.ts";
import { type Looked, lookAtDue } from "./tick/look-at-due.ts";
import { createPaceGate } from "./tick/pace-gate.ts";
import { settleUncertain } from "./tick/settle-uncertain.ts";
import { shardsOf, type TickPart, tickPartOf } from "./tick/tick-part.ts";
import { openBreaker, watchBreaker } from "./tick/watch-breaker.ts";
import { watchFigures } from "./tick/watch-figures.ts";
import { watchPools } from "./tick/watch-pools.ts";

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
  /** Shards in which due customers are left because the time or the email budget was up. */
  readonly leftOver: number;
}

/** How long the figures of bounces and complaints are good for, milliseconds: reports come with minutes of delay anyway. */
const reputationAgeMs = 5 * 60_000;

/** How often the stock of the pools is looked at, milliseconds: every period of its alarm (five minutes) has a figure. */
const poolsAgeMs = 4 * 60_000;

/** How often the day's counters are looked at, milliseconds: once in every period of their alarms (an hour) is enough. */
const figuresAgeMs = 30 * 60_000;

interface Watching {
  readonly part: number;
  readonly now: number;
  readonly readAccount: () => Promise<SendingAccount>;
}

/** Says at most once in so many milliseconds that it is time; a clock that went back counts as time. */
const onceIn = (ageMs: number): ((now: number) => boolean) => {
  let seenAt = Number.NEGATIVE_INFINITY;
  return (now) => {
    const isTime = now < seenAt || now - seenAt >= ageMs;
    if (isTime) seenAt = now;
    return isTime;
  };
};

const nobody: Looked = { lookedAt: 0, reserved: 0, conflicts: 0, leftOver: 0 };

export const createHandler = (runtime: Runtime): ((event?: unknown) => Promise<TickSummary>) => {
  const customers = createCustomerStore(runtime);
  const messages = createMessageStore(runtime);
  const events = createEventStore(runtime);
  const people = { cases: createCaseStore(runtime), tasks: createTaskStore(runtime) };
  const source = createRulesSource(runtime);
  const breaker = createBreakerStore(runtime);
  const pace = createPaceStore(runtime);
  const reports = createReportStore(runtime);
  const askAccount = createAccountReader(runtime);
  const shards = requiredInteger(runtime.environment, "DUE_SHARDS");
  const tickMs = requiredInteger(runtime.environment, "TICK_MINUTES") * 60_000;
  const { clock, logger, metrics } = runtime;
  const coupons = createCouponStore(runtime);
  const [isReputationDue, arePoolsDue] = [onceIn(reputationAgeMs), onceIn(poolsAgeMs)];
  const areFiguresDue = onceIn(figuresAgeMs);

  /** The rules with the breaker as it stands now. */
  const watched = async (published: Rules, { part, now, readAccount }: Watching) => {
    const isCheckDue = part === 0 && isReputationDue(now);
    const watch = { breaker, reports, pace, readAccount, logger, metrics, now, isCheckDue };
    return watchBreaker({ ...watch, rules: published });
  };

  const look = async (rules: Rules, mine: TickPart, now: number, hasTime: () => boolean): Promise<Looked> => {
    const readAccount = onceAsked(askAccount);
    const current = rules.paused ? rules : await watched(rules, { part: mine.part, now, readAccount });
    if (isResting(current)) return nobody;
    const stop = async (trip: Trip): Promise<void> => {
      await openBreaker({ breaker, logger, now }, trip);
    };
    const gate = createPaceGate({ pace, readAccount, openBreaker: stop, logger, metrics, now, tickMs, rules: current });
    return lookAtDue({
      ...{ customers, logger, metrics, now, gate, hasTime },
      ...{ shards: shardsOf(mine, shards), rules: current },
    });
  };

  /** What one tick does for all. */
  const settle = async (rules: Rules | undefined, now: number, hasTime: () => boolean): Promise<void> => {
    const rule = (rules?.settings ?? defaultSettings).inDoubt;
    await settleUncertain({ messages, events, logger, metrics, now, rule, hasTime });
    if (rules === undefined) return;
    if (arePoolsDue(now)) await watchPools({ coupons, logger, metrics, rules });
    if (areFiguresDue(now)) await watchFigures({ reports, logger, metrics, rules, now });
    await escalateCases({ ...people, logger, metrics, now, rules, hasTime });
  };

  return async (event) => {
    const mine = tickPartOf(event);
    const now = clock.now();
    const hasTime = () => clock.now() < now + budgetMs;
    const rules = await source.current();
    const looked = rules === undefined ? nobody : await look(rules, mine, now, hasTime);
    if (mine.part === 0) await settle(rules, now, hasTime);
    logger.info("Tick", { ...mine, ...looked });
    return looked;
  };
};

/** SES is asked once in a run, and only when somebody wants to know. */
const onceAsked = <Answer>(ask: () => Promise<Answer>): (() => Promise<Answer>) => {
  let asked: Promise<Answer> | undefined;
  return () => {
    asked ??= ask();
    return asked;
  };
};

export const handler = lambdaHandler(createHandler, { ses: createSes });
