import type { DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";
import { advance, type SequencedEvent } from "../domain/advance.ts";
import { emptyProfile } from "../domain/profile.ts";
import type { Rules } from "../domain/rules.ts";
import { type BatchResult, runBatch, sequenceOf } from "../shared/batch.ts";
import { RekindleError } from "../shared/errors.ts";
import { lambdaHandler } from "../shared/lambda.ts";
import type { Runtime } from "../shared/runtime.ts";
import { createCaseStore } from "../store/case-store.ts";
import { createCustomerStore } from "../store/customer-store.ts";
import { createEventStore, eventOf } from "../store/event-store.ts";
import { createRulesSource } from "../store/rules-source.ts";
import { outboxFor } from "./outbox-for.ts";
import { type Arrivals, createAdmission } from "./refresh-profile/admission.ts";
import { createCaseDesk } from "./refresh-profile/case-desk.ts";
import { imageOf } from "./stream-image.ts";

/** How often a customer that somebody else keeps writing is folded anew before its records are left for a redelivery. */
const triesMost = 5;

const sequencedEventOf = (record: DynamoDBRecord): SequencedEvent => ({
  ...eventOf(imageOf(record)),
  sequence: sequenceOf(record),
});

const isReadable = (record: DynamoDBRecord): boolean => {
  try {
    eventOf(imageOf(record));
    return true;
  } catch {
    return false;
  }
};

const grouped = <Value>(values: readonly Value[], keyOf: (value: Value) => string): ReadonlyMap<string, Value[]> => {
  const groups = new Map<string, Value[]>();
  for (const value of values) groups.set(keyOf(value), [...(groups.get(keyOf(value)) ?? []), value]);
  return groups;
};

/** Folds the events of each customer into the profile, in stream order, and decides what is due at once. */
export const createHandler = (runtime: Runtime): ((event: DynamoDBStreamEvent) => Promise<BatchResult>) => {
  const customers = createCustomerStore(runtime);
  const source = createRulesSource(runtime);
  const events = createEventStore(runtime);
  const admission = createAdmission(runtime, events);
  const noteCases = createCaseDesk({ cases: createCaseStore(runtime), events });
  const { clock, logger } = runtime;

  /** `admitted` are the arrivals' events that may be folded. */
  const fold = async (arrivals: Arrivals, admitted: readonly SequencedEvent[], rules: Rules): Promise<void> => {
    const { customerId } = arrivals;
    let [profile, events] = [arrivals.profile, admitted];
    for (let tries = 0; tries < triesMost; tries += 1) {
      // Nobody is made out of nothing: all of this was about somebody who is erased.
      if (events.length === 0) return;
      const now = clock.now();
      const next = advance({ profile: profile ?? emptyProfile(customerId), events, now, rules });
      if (!next.changed || (await customers.save(next.profile, outboxFor(next, now, rules))) === "saved") return;
      profile = await customers.loadOne(customerId, { consistent: true });
      // Whoever wrote meanwhile may have changed an address or erased the customer.
      events = (await admission.admit([{ ...arrivals, profile }])).get(customerId) ?? [];
    }
    throw new RekindleError("profile-contended", "A profile was written by somebody else at every try.", {
      data: { customerId, tries: triesMost },
    });
  };

  return async ({ Records: records }) => {
    // A repeated put of the same event is a MODIFY: it was folded when it was inserted.
    const items = records.filter((record) => record.eventName === "INSERT");
    if (items.length === 0) return { batchItemFailures: [] };
    const rules = await source.current();
    if (rules === undefined) throw new RekindleError("snapshot-missing", "No settings were published yet.");

    const customerOf = (record: DynamoDBRecord): string => String(imageOf(record).customerId?.S);
    const profiles = await customers.load([...new Set(items.map(customerOf))]);
    const arrivalsOf = (customerId: string, group: readonly DynamoDBRecord[]): Arrivals => ({
      customerId,
      profile: profiles.get(customerId),
      events: group.map(sequencedEventOf),
    });
    const groups = [...grouped(items, customerOf)].filter(([, group]) => group.every(isReadable));
    const admitted = await admission.admit(groups.map(([customerId, group]) => arrivalsOf(customerId, group)));
    return runBatch({
      items,
      identifierOf: sequenceOf,
      groupOf: customerOf,
      logger,
      run: async (group) => {
        const customerId = customerOf(group[0]);
        // Of a customer with an event that cannot be read nothing is folded: a later one would pass the earlier one by.
        const arrivals = arrivalsOf(customerId, group);
        const folded = admitted.get(customerId) ?? [];
        await fold(arrivals, folded, rules);
        await noteCases({ events: folded, rules });
      },
    });
  };
};

export const handler = lambdaHandler(createHandler);
