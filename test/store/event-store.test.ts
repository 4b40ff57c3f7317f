import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createEventStore, type EventStore, eventOf } from "../../lambdas/store/event-store.ts";
import { anOrder } from "../support/factories.ts";
import { streamRecords } from "../support/stream-records.ts";
import { startTables, type Tables } from "../support/tables.ts";

let tables: Tables;
let store: EventStore;

beforeAll(async () => {
  tables = await startTables();
  store = createEventStore(tables.runtime());
});
beforeEach(() => tables.clear());
afterAll(() => tables.stop());

const noon = Date.parse("2026-03-02T12:00:00Z");
const orders = (customerId: string, count: number) =>
  Array.from({ length: count }, (_, index) => anOrder({ customerId, occurredAt: noon + index * 60_000 }));
const told = async (customerId: string) =>
  (await streamRecords(tables, "EVENTS_TABLE"))
    .filter(({ dynamodb }) => dynamodb?.Keys?.customerId?.S === customerId)
    .filter(({ eventName }) => eventName !== "REMOVE");

test("more events than one call takes are all stored, and listed by time in pages", async () => {
  const events = orders("many", 60);

  await store.append(events.toReversed());

  const first = await store.list({ customerId: "many", limit: 40 });
  const second = await store.list({ customerId: "many", limit: 40, ...(first.cursor && { cursor: first.cursor }) });
  expect([...first.events, ...second.events]).toEqual(events);
});

test("events are read backwards in pages too, the latest first", async () => {
  const events = orders("backwards", 5);
  await store.append(events);

  const first = await store.latest({ customerId: "backwards", limit: 3 });
  const rest = await store.latest({ customerId: "backwards", limit: 3, ...(first.cursor && { cursor: first.cursor }) });

  expect([...first.events, ...rest.events]).toEqual(events.toReversed());
});

test("an event that arrives again is told as a change, not as a new one", async () => {
  const [event] = orders("again", 1);
  if (event === undefined) return;

  await store.append([event]);
  await store.append([{ ...event, receivedAt: event.receivedAt + 5_000 }]);

  expect((await told("again")).map(({ eventName }) => eventName)).toEqual(["INSERT", "MODIFY"]);
});

test("an event twice in one batch is stored once", async () => {
  const events = orders("twice", 1);

  await store.append([...events, ...events]);

  expect(await told("twice")).toHaveLength(1);
});

test("an event that came without a time is recognised when it comes again later", async () => {
  const event = anOrder({ customerId: "untimed", orderId: "1", occurredAt: noon });

  await store.append([{ ...event, unstamped: true }]);
  await store.append([{ ...event, occurredAt: noon + 9_000, receivedAt: noon + 9_000, unstamped: true }]);

  expect((await told("untimed")).map(({ eventName }) => eventName)).toEqual(["INSERT", "MODIFY"]);
});

test("the stream's image is the event", async () => {
  const event = anOrder({ customerId: "image", occurredAt: noon });

  await store.append([event]);

  const [record] = await told("image");
  expect(eventOf(record?.dynamodb?.NewImage ?? {})).toEqual(event);
});

test("history is kept as long as news: its time counts from the reception", async () => {
  const receivedAt = noon + 500;
  const retentionDays = Number(tables.variables.EVENT_RETENTION_DAYS);
  await store.append([anOrder({ customerId: "history", occurredAt: Date.parse("2011-06-01T00:00:00Z"), receivedAt })]);

  const [record] = await told("history");

  expect(record?.dynamodb?.NewImage?.expiresAt?.N).toBe(String(Math.ceil(receivedAt / 1000) + retentionDays * 86_400));
});

test("what breaks the rules of the table inside a custom event is stored all the same", async () => {
  const deep = JSON.parse(`${'{"a":'.repeat(60)}1e300${"}".repeat(60)}`);
  const {
    lines: _,
    amount: __,
    orderId: ___,
    ...envelope
  } = { lines: 0, amount: 0, orderId: 0, ...anOrder({ customerId: "odd", occurredAt: noon }) };
  const event = { ...envelope, kind: "custom" as const, name: "Odd", properties: { deep, "": null } };

  await store.append([event]);

  expect((await store.list({ customerId: "odd", limit: 1 })).events).toEqual([event]);
});
