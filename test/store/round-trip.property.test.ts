import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type CustomerStore, createCustomerStore } from "../../lambdas/store/customer-store.ts";
import { createEventStore, type EventStore } from "../../lambdas/store/event-store.ts";
import { createMessageStore, type MessageStore, messageChange } from "../../lambdas/store/message-store.ts";
import { anyMessage, anyProfile, anyReservation } from "../support/arbitraries.ts";
import { anyEvent } from "../support/arbitrary-events.ts";
import { streamRecord } from "../support/factories.ts";
import { startTables, type Tables } from "../support/tables.ts";

let tables: Tables;
let customers: CustomerStore;
let events: EventStore;
let messages: MessageStore;
let run = 0;

beforeAll(async () => {
  tables = await startTables();
  const runtime = tables.runtime();
  customers = createCustomerStore(runtime);
  events = createEventStore(runtime);
  messages = createMessageStore(runtime);
});
afterAll(() => tables.stop());

/** Each example is somebody else, so that examples do not meet in the table. */
const somebody = (customerId: string): string => {
  run += 1;
  return `${run}-${customerId}`;
};

test("any profile comes back from the table as it was, one version further", async () => {
  await fc.assert(
    fc.asyncProperty(anyProfile, async (generated) => {
      const profile = { ...generated, customerId: somebody(generated.customerId) };

      await customers.save(profile);
      const loaded = await customers.loadOne(profile.customerId, { consistent: true });

      expect(loaded).toEqual({ ...profile, version: 1 });
    }),
    { numRuns: 150 },
  );
});

test("any event comes back from the table as it was", async () => {
  await fc.assert(
    fc.asyncProperty(anyEvent, async (generated) => {
      const event = { ...generated, customerId: somebody(generated.customerId) };

      await events.append([event]);
      const { events: listed } = await events.list({ customerId: event.customerId, limit: 10 });

      expect(listed).toEqual([event]);
    }),
    { numRuns: 150 },
  );
});

test("any claimed reservation comes back as a message", async () => {
  await fc.assert(
    fc.asyncProperty(anyReservation, async (generated) => {
      const reservation = { ...generated, attempt: 1 };
      const customerId = somebody("customer");

      await messages.claim({ customerId, reservation, now: 5, leaseUntil: 9 });
      const message = await messages.get(customerId, reservation.messageKey, { consistent: true });

      expect(message).toEqual({ ...reservation, customerId, status: "submitting", updatedAt: 5, leaseUntil: 9 });
    }),
    { numRuns: 100 },
  );
});

test("any change of a message reads the same from the stream's images", () => {
  void fc.assert(
    fc.property(anyMessage, anyMessage, (before, after) => {
      const record = streamRecord({ sequence: "1", oldImage: before, newImage: after }).dynamodb;

      const change = messageChange(record?.OldImage, record?.NewImage ?? {});

      expect(change).toEqual({ before, after });
    }),
  );
});
