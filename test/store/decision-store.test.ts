import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createAuditStore } from "../../lambdas/store/audit-store.ts";
import { createDecisionStore, type DecisionStore, type RecordedDecision } from "../../lambdas/store/decision-store.ts";
import { createEventStore } from "../../lambdas/store/event-store.ts";
import { createMessageStore, type MessageStore } from "../../lambdas/store/message-store.ts";
import { aReservation } from "../support/factories.ts";
import { startTables, type Tables } from "../support/tables.ts";

let tables: Tables;
let store: DecisionStore;
let messages: MessageStore;

beforeAll(async () => {
  tables = await startTables();
  store = createDecisionStore(tables.runtime());
  messages = createMessageStore(tables.runtime());
});
beforeEach(async () => {
  await tables.clear();
  await messages.claim({ customerId, reservation, now, leaseUntil: now + 300_000 });
  await messages.settle({
    customerId,
    messageKey,
    expected: { statuses: ["submitting"] },
    next: { status: "parked" },
    now,
  });
});
afterAll(() => tables.stop());

const customerId = "customer-1";
const reservation = aReservation();
const { messageKey } = reservation;
const now = Date.parse("2026-03-02T12:00:00Z");

const decided = (by: string, attempt = 1): RecordedDecision => ({
  settle: {
    ...{ customerId, messageKey, now: now + 1 },
    expected: { statuses: ["parked"], attempt },
    next: { status: "failed", reason: "failed-by-person", decision: { decision: "failed", by, at: now, attempt } },
  },
  events: [
    {
      ...{ kind: "message-dropped", customerId, eventId: `dropped-${by}`, occurredAt: now, receivedAt: now },
      ...{ reservation, outcome: "failed" },
    },
  ],
  audit: { at: now, by, action: "decide-message", subject: `${messageKey}-${by}`, details: { messageKey } },
});

const stored = async () => ({
  message: await messages.get(customerId, messageKey, { consistent: true }),
  events: (await createEventStore(tables.runtime()).list({ customerId, limit: 10 })).events,
  entries: await createAuditStore(tables.runtime()).ofDay(now),
});

describe("a decision", () => {
  test("settles the message, tells the profile and is on the record", async () => {
    expect(await store.record(decided("ada"))).toBe("settled");

    const { message, events, entries } = await stored();
    expect(message).toMatchObject({ status: "failed", decision: { by: "ada" } });
    expect(events).toHaveLength(1);
    expect(entries).toMatchObject([{ by: "ada" }]);
  });

  test("about another attempt writes nothing at all, and is answered with what stands", async () => {
    expect(await store.record(decided("ada", 2))).toMatchObject({ refused: { status: "parked", attempt: 1 } });

    const { message, events, entries } = await stored();
    expect(message).toMatchObject({ status: "parked" });
    expect([...events, ...entries]).toEqual([]);
  });

  test("about a message that is not there writes nothing either", async () => {
    const unknown = decided("ada");
    const elsewhere = { ...unknown, settle: { ...unknown.settle, customerId: "nobody" } };

    expect(await store.record(elsewhere)).toEqual({ refused: undefined });

    expect((await stored()).entries).toEqual([]);
  });

  test("of five people is one person's, whole", async () => {
    const people = ["ada", "bo", "cy", "di", "ed"];

    const answers = await Promise.all(people.map((by) => store.record(decided(by))));

    expect(answers.filter((answer) => answer === "settled")).toHaveLength(1);
    const { message, events, entries } = await stored();
    expect(events.map(({ eventId }) => eventId)).toEqual([`dropped-${message?.decision?.by}`]);
    expect(entries.map(({ by }) => by)).toEqual([message?.decision?.by]);
  });
});
