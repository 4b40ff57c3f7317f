import * as fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { MessageStatus } from "../../lambdas/domain/message.ts";
import { readSesEvent } from "../../lambdas/domain/ses-event.ts";
import { feedbackEvents } from "../../lambdas/handlers/feedback/feedback-events.ts";
import { createHandler } from "../../lambdas/handlers/feedback.ts";
import { createKeyedHash } from "../../lambdas/shared/keyed-hash.ts";
import { createCustomerStore } from "../../lambdas/store/customer-store.ts";
import { createMessageStore } from "../../lambdas/store/message-store.ts";
import { createSuppressionStore } from "../../lambdas/store/suppression-store.ts";
import { type EventsTable, eventsTable } from "../support/events-table.ts";
import { aProfile, aReservation } from "../support/factories.ts";
import { fuzzed } from "../support/fuzz.ts";
import { hostileText, hostileValue, mutated, mutatedBytes } from "../support/hostile.ts";
import { delivery, published, queued, taggedMessage } from "../support/ses-events.ts";
import { type EventKind, ownEvents } from "../support/ses-stories.ts";
import { whyNotStorable } from "../support/storable.ts";
import { startTables, type Tables } from "../support/tables.ts";

const { customerId, campaignId, stepId, occurrence } = taggedMessage;

let tables: Tables;
let events: EventsTable;
beforeAll(async () => {
  tables = await startTables({ now: Date.parse("2026-03-02T12:10:00Z") });
  events = eventsTable(tables.runtime());
  const profile = aProfile({ customerId: "shares-the-address", traits: { email: "ada@example.com" } });
  await createCustomerStore(tables.runtime()).save(profile);
});
afterAll(() => tables.stop());
beforeEach(() => events.clear());

type Queued = ReturnType<typeof queued>;

/** A message of its own in every run, so that nothing of the run before is left of it. */
const submitted = async (key: string): Promise<void> => {
  const now = tables.clock.now();
  const reservation = aReservation({ messageKey: key, campaignId, stepId, occurrence });
  await createMessageStore(tables.runtime()).claim({ customerId, reservation, now, leaseUntil: now + 300_000 });
};
const statusOf = async (key: string): Promise<MessageStatus | undefined> =>
  (await createMessageStore(tables.runtime()).get(customerId, key, { consistent: true }))?.status;

let runs = 0;
const nextKey = (): string => {
  runs += 1;
  return `good-${String(runs).padStart(21, "0")}`;
};

const deliveryOf = (key: string): unknown => {
  const event = published(delivery);
  return { ...event, mail: { ...event.mail, tags: { ...event.mail.tags, message_key: [key] } } };
};

const anyKind = fc.constantFrom(...(Object.keys(ownEvents) as EventKind[]));
const withBody = (body: string): Queued => ({ ...queued({}), body });

const hostileRecord: fc.Arbitrary<Queued> = fc.oneof(
  { weight: 4, arbitrary: anyKind.chain((kind) => mutated(ownEvents[kind])).map((event) => queued(event)) },
  {
    weight: 2,
    arbitrary: anyKind
      .chain((kind) => mutatedBytes(Buffer.from(queued(ownEvents[kind]).body)))
      .map((bytes) => withBody(bytes.toString())),
  },
  {
    weight: 1,
    arbitrary: fc
      .oneof(
        hostileText,
        hostileValue.map((value) => JSON.stringify(value) ?? ""),
      )
      .map(withBody),
  },
  {
    weight: 1,
    arbitrary: mutated(JSON.parse(queued(ownEvents.bounce).body)).map((envelope) =>
      withBody(JSON.stringify(envelope) ?? ""),
    ),
  },
  { weight: 1, arbitrary: hostileValue.map((value) => queued(value)) },
);

describe("a batch of the feedback queue with hostile records in it", () => {
  test("is done with, the good record among them too, and leaves only events that can be stored", async () => {
    const batch = fc.tuple(fc.array(hostileRecord, { minLength: 1, maxLength: 5 }), fc.nat({ max: 5 }));
    await fc.assert(
      fc.asyncProperty(batch, async ([hostile, place]) => {
        await events.clear();
        const key = nextKey();
        await submitted(key);
        const records = hostile.map((record, at) => ({ ...record, messageId: `hostile-${at}` }));
        const at = Math.min(place, records.length);
        const Records = [...records.slice(0, at), queued(deliveryOf(key), "good"), ...records.slice(at)];

        const result = await createHandler(tables.runtime())({ Records });
        const first = await events.all();
        const repeated = await createHandler(tables.runtime())({ Records });

        expect([result, repeated]).toEqual([{ batchItemFailures: [] }, { batchItemFailures: [] }]);
        expect(await statusOf(key)).toBe("delivered");
        expect(first.flatMap(whyNotStorable)).toEqual([]);
        expect(await events.all()).toEqual(first);
      }),
      fuzzed(40),
    );
  });
});

test("whatever an SES event says, what is read of it fits into the keys and the items of the tables", async () => {
  const anyEvent = fc.oneof(
    anyKind.chain((kind) => mutated(ownEvents[kind])),
    anyKind.chain((kind) => mutated(ownEvents[kind])).chain(mutated),
    hostileValue,
  );
  const someone = async () => ["c"];
  const runtime = tables.runtime();
  const tools = {
    customers: { findByEmail: someone, findByPhone: someone },
    suppressions: createSuppressionStore(runtime),
    keyedHash: createKeyedHash(runtime),
    now: tables.clock.now(),
  };
  await fc.assert(
    fc.asyncProperty(anyEvent, async (event) => {
      const meanings = readSesEvent(JSON.parse(JSON.stringify(event) ?? "null")) ?? [];

      for (const meaning of meanings) {
        expect((await feedbackEvents(meaning, tools)).flatMap(whyNotStorable)).toEqual([]);
        if (meaning.kind === "address") expect(Buffer.byteLength(meaning.address)).toBeLessThanOrEqual(1024);
        if (meaning.kind !== "message") continue;
        expect(Buffer.byteLength(meaning.customerId)).toBeLessThanOrEqual(2048);
        expect(Buffer.byteLength(meaning.message.messageKey)).toBeLessThanOrEqual(1024);
        expect(`${meaning.customerId}${meaning.providerId}${meaning.reason}`.isWellFormed()).toBe(true);
        expect(Number.isSafeInteger(meaning.sentAt)).toBe(true);
      }
    }),
    fuzzed(3000),
  );
});
