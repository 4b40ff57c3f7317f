import type { DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";
import { advance, type SequencedEvent } from "../domain/advance.ts";
import { emptyProfile, type Profile } from "../domain/profile.ts";
import type { Rules } from "../domain/rules.ts";
import { type BatchResult, runBatch, sequenceOf } from "../shared/batch.ts";
import { RekindleError } from "../shared/errors.ts";
import { lambdaHandler } from "../shared/lambda.ts";
import type { Runtime } from "../shared/runtime.ts";
import { createCustomerStore } from "../store/customer-store.ts";
import { eventOf } from "../store/event-store.ts";
import { createRulesSource } from "../store/rules-source.ts";
import { outboxFor } from "./outbox-for.ts";
import { imageOf } from "./stream-image.ts";

/** How often a customer that somebody else keeps writing is folded anew before its records are left for a redelivery. */
const triesMost = 5;

const sequencedEventOf = (record: DynamoDBRecord): SequencedEvent => ({
  ...eventOf(imageOf(record)),
  sequence: sequenceOf(record),
});

/** Folds the events of each customer into the profile, in stream order, and decides what is due at once. */
export const createHandler = (runtime: Runtime): ((event: DynamoDBStreamEvent) => Promise<BatchResult>) => {
  const customers = createCustomerStore(runtime);
  const source = createRulesSource(runtime);
  const { clock, logger } = runtime;

  const fold = async (profile: Profile, events: readonly SequencedEvent[], rules: Rules): Promise<void> => {
    let current = profile;
    for (let tries = 0; tries < triesMost; tries += 1) {
      const now = clock.now();
      const next = advance({ profile: current, events, now, rules });
      if (!next.changed || (await customers.save(next.profile, outboxFor(next, now, rules))) === "saved") return;
      const { customerId } = profile;
      current = (await customers.loadOne(customerId, { consistent: true })) ?? emptyProfile(customerId);
    }
    throw new RekindleError("profile-contended", "A profile was written by somebody else at every try.", {
      data: { customerId: profile.customerId, tries: triesMost },
    });
  };

  return async ({ Records: records }) => {
    // A repeated put of the same event is a MODIFY: it was folded when it was inserted.
    const items = records.filter((record) => record.eventName === "INSERT");
    if (items.length === 0) return { batchItemFailures: [] };
    const rules = await source.current();
    if (rules === undefined) throw new RekindleError("snapshot-missing", "No settings were published yet.");

    const customerOf = (record: DynamoDBRecord): string => eventOf(imageOf(record)).customerId;
    const profiles = await customers.load([...new Set(items.map(customerOf))]);
    return runBatch({
      items,
      identifierOf: sequenceOf,
      groupOf: customerOf,
      logger,
      run: async (group) => {
        const events = group.map(sequencedEventOf);
        const customerId = customerOf(group[0]);
        await fold(profiles.get(customerId) ?? emptyProfile(customerId), events, rules);
      },
    });
  };
};

export const handler = lambdaHandler(createHandler);
