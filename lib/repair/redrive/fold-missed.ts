import { advance } from "../../../lambdas/domain/advance.ts";
import type { CustomerEvent } from "../../../lambdas/domain/event.ts";
import { missedAmong } from "../../../lambdas/domain/missed-events.ts";
import type { Rules } from "../../../lambdas/domain/rules.ts";
import { compareSequence } from "../../../lambdas/domain/sequence.ts";
import { outboxFor } from "../../../lambdas/handlers/outbox-for.ts";
import { imageOf } from "../../../lambdas/handlers/stream-image.ts";
import { requiredInteger } from "../../../lambdas/shared/environment.ts";
import type { Runtime } from "../../../lambdas/shared/runtime.ts";
import { createCustomerStore } from "../../../lambdas/store/customer-store.ts";
import { createEventStore, eventOf } from "../../../lambdas/store/event-store.ts";
import { createMessageStore } from "../../../lambdas/store/message-store.ts";
import { createRulesSource } from "../../../lambdas/store/rules-source.ts";
import type { StreamRecord } from "../../local/stream-reader.ts";
import { readFigureEvents } from "../figure-events.ts";

/** Events of one customer that the watermark has passed. */
export interface PassedBy {
  readonly customerId: string;
  readonly events: readonly CustomerEvent[];
}

const triesMost = 3;

/**
 * Which of these records the watermark has passed. Asked before they are handed on, because that moves it. A watermark
 * that is one of them proves that they were folded: a customer's records of one batch are folded in one write.
 */
export const findPassedBy = async (
  runtime: Runtime,
  records: readonly StreamRecord[],
): Promise<readonly PassedBy[]> => {
  const told = records
    .filter(({ eventName }) => eventName === "INSERT")
    .map((record) => ({ event: eventOf(imageOf(record as never)), sequence: record.dynamodb.SequenceNumber }));
  const owners = [...new Set(told.map(({ event }) => event.customerId))];
  const profiles = await createCustomerStore(runtime).load(owners, { consistent: true });
  return owners.flatMap((customerId) => {
    const own = told.filter(({ event }) => event.customerId === customerId);
    const watermark = profiles.get(customerId)?.watermark;
    if (watermark === undefined || own.some(({ sequence }) => sequence === watermark)) return [];
    const events = own.filter(({ sequence }) => compareSequence(sequence, watermark) < 0).map(({ event }) => event);
    return events.length === 0 ? [] : [{ customerId, events }];
  });
};

/** Folds those that are proved to be missing. Returns how many nobody can tell of. */
export const foldMissed = async (runtime: Runtime, { customerId, events }: PassedBy): Promise<number> => {
  const rules = await createRulesSource(runtime).current();
  if (rules === undefined) return events.length;
  for (let tries = 0; tries < triesMost; tries += 1) {
    const outcome = await tryToFold(runtime, rules, { customerId, events });
    if (outcome !== "conflict") return outcome;
  }
  return events.length;
};

const tryToFold = async (runtime: Runtime, rules: Rules, { customerId, events: passed }: PassedBy) => {
  const customers = createCustomerStore(runtime);
  const profile = await customers.loadOne(customerId, { consistent: true });
  if (profile === undefined) return passed.length;
  const { events } = await readFigureEvents(createEventStore(runtime), customerId);
  const messages = await createMessageStore(runtime).list(customerId);
  const now = runtime.clock.now();
  const retentionDays = requiredInteger(runtime.environment, "EVENT_RETENTION_DAYS");
  const { missed, unproved } = missedAmong({
    ...{ profile, events, passed, messages, now, retentionDays },
    shopZone: rules.settings.shop.timeZone,
  });
  if (missed.length === 0) return unproved.length;
  const next = advance({ profile, events: missed, now, rules });
  const saved = next.changed ? await customers.save(next.profile, outboxFor(next, now, rules)) : "saved";
  return saved === "saved" ? unproved.length : "conflict";
};
