import * as fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { readEndUserMessagingEvent } from "../../lambdas/domain/end-user-messaging-event.ts";
import { readInboundSms } from "../../lambdas/domain/inbound-sms.ts";
import { feedbackEvents } from "../../lambdas/handlers/feedback/feedback-events.ts";
import { replyEvents } from "../../lambdas/handlers/feedback/sms-replies.ts";
import { createHandler } from "../../lambdas/handlers/feedback.ts";
import { createKeyedHash } from "../../lambdas/shared/keyed-hash.ts";
import { createCustomerStore } from "../../lambdas/store/customer-store.ts";
import { type EventsTable, eventsTable, namesOf } from "../support/events-table.ts";
import { aProfile } from "../support/factories.ts";
import { fuzzed } from "../support/fuzz.ts";
import { hostileText, hostileValue, mutated, mutatedBytes } from "../support/hostile.ts";
import { queued } from "../support/ses-events.ts";
import { smsReply } from "../support/sms-reply.ts";
import { whyNotStorable } from "../support/storable.ts";
import { startTables, type Tables } from "../support/tables.ts";
import { textEvent } from "../support/text-events.ts";

const phone = "+447700900123";
const eventTypes = ["SUCCESSFUL", "DELIVERED", "INVALID", "BLOCKED", "UNKNOWN", "TTL_EXPIRED", "INVALID_MESSAGE"];

let tables: Tables;
let events: EventsTable;
beforeAll(async () => {
  tables = await startTables({ now: Date.parse("2026-03-02T12:10:00Z") });
  events = eventsTable(tables.runtime());
  const customers = createCustomerStore(tables.runtime());
  await customers.save(aProfile({ customerId: "texter", traits: { phone } }));
});
afterAll(() => tables.stop());
beforeEach(() => events.clear());

const anyTextEvent = fc
  .record({
    eventType: fc.constantFrom(...eventTypes.map((type) => `TEXT_${type}`)),
    isFinal: fc.boolean(),
    messageStatusDescription: fc.constantFrom("Message has been accepted", "Recipient has opted out"),
  })
  .map((change) => textEvent({ ...change, destinationPhoneNumber: phone }));
const anyReply = fc.constantFrom("STOP", "thanks, 停", "stop please").map((text) => smsReply({ from: phone, text }));
const replyOf = (record: { readonly body: string }): unknown => JSON.parse(JSON.parse(record.body).Message);

const hostileTextEvent = fc.oneof(anyTextEvent.chain(mutated), anyTextEvent.chain(mutated).chain(mutated));
const hostileReply = anyReply.map(replyOf).chain(mutated);

type Queued = ReturnType<typeof queued>;
const hostileRecord: fc.Arbitrary<Queued> = fc.oneof(
  hostileTextEvent.map((event) => queued(event)),
  hostileReply.map((event) => queued(event)),
  anyReply
    .chain(({ body }) => mutatedBytes(Buffer.from(body)))
    .map((bytes) => ({ ...queued({}), body: bytes.toString() })),
  anyReply
    .chain(({ body }) => mutated(JSON.parse(body)))
    .map((body) => ({ ...queued({}), body: String(JSON.stringify(body)) })),
  hostileText.map((text) => smsReply({ from: phone, text })),
);

const hasStopped = async (id: string): Promise<boolean> =>
  (await events.all()).some(({ eventId }) => eventId === `${id}-stop`);

describe("a batch of the feedback queue with hostile texts in it", () => {
  test("is done with, a STOP among them too, and leaves only events that can be stored", async () => {
    const batch = fc.tuple(fc.array(hostileRecord, { minLength: 1, maxLength: 5 }), fc.nat({ max: 5 }));
    await fc.assert(
      fc.asyncProperty(batch, async ([hostile, place]) => {
        await events.clear();
        const records = hostile.map((record, at) => ({ ...record, messageId: `hostile-${at}` }));
        const stop = { ...smsReply({ from: phone, text: "Stop", id: "good" }), messageId: "good" };
        const Records = records.toSpliced(place, 0, stop);

        const result = await createHandler(tables.runtime())({ Records });
        const first = await events.all();
        const repeated = await createHandler(tables.runtime())({ Records });

        expect([result, repeated]).toEqual([{ batchItemFailures: [] }, { batchItemFailures: [] }]);
        expect(await hasStopped("good")).toBe(true);
        expect(first.flatMap(whyNotStorable)).toEqual([]);
        // Two records may claim one id with different words; a repeat makes no further event.
        expect(namesOf(await events.all())).toEqual(namesOf(first));
      }),
      fuzzed(60),
    );
  });
});

test("whatever an event about a text or a reply says, what is read of it fits into the tables", async () => {
  const someone = async () => ["c"];
  const tools = {
    customers: { findByEmail: someone, findByPhone: someone },
    suppressions: { add: async () => {}, find: async () => ({ suppressions: new Map(), erasedAt: new Map() }) },
    keyedHash: createKeyedHash(tables.runtime()),
    now: tables.clock.now(),
  };
  const asStored = (event: unknown): unknown => JSON.parse(JSON.stringify(event) ?? "null");
  await fc.assert(
    fc.asyncProperty(fc.oneof(hostileTextEvent, hostileValue), hostileReply, async (event, reply) => {
      const meanings = readEndUserMessagingEvent(asStored(event)) ?? [];
      const sms = readInboundSms(asStored(reply));

      if (sms !== undefined)
        expect((await replyEvents({ ...sms, at: tools.now }, tools)).flatMap(whyNotStorable)).toEqual([]);
      for (const meaning of meanings) {
        expect((await feedbackEvents(meaning, tools)).flatMap(whyNotStorable)).toEqual([]);
        if (meaning.kind === "address") expect(Buffer.byteLength(meaning.address)).toBeLessThanOrEqual(1024);
        if (meaning.kind !== "message") continue;
        expect(Buffer.byteLength(meaning.customerId)).toBeLessThanOrEqual(2048);
        expect(Buffer.byteLength(meaning.message.messageKey)).toBeLessThanOrEqual(1024);
        expect(Buffer.byteLength(meaning.providerId)).toBeLessThanOrEqual(1024);
        expect(`${meaning.customerId}${meaning.providerId}${meaning.reason}`.isWellFormed()).toBe(true);
      }
    }),
    fuzzed(3000),
  );
});
