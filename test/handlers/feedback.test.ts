import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { CustomerEvent } from "../../lambdas/domain/event.ts";
import type { Message, MessageStatus } from "../../lambdas/domain/message.ts";
import { createHandler } from "../../lambdas/handlers/feedback.ts";
import { createCustomerStore } from "../../lambdas/store/customer-store.ts";
import { createEventStore } from "../../lambdas/store/event-store.ts";
import { createMessageStore } from "../../lambdas/store/message-store.ts";
import { aProfile, aReservation } from "../support/factories.ts";
import {
  bounce,
  click,
  complaint,
  delivery,
  happenedAt,
  notified,
  published,
  queued,
  reject,
  type SesEventInput,
  send,
  sentAt,
  subscription,
  taggedMessage,
} from "../support/ses-events.ts";
import { startTables, type Tables } from "../support/tables.ts";

const { customerId, messageKey, campaignId, stepId, occurrence } = taggedMessage;
const reservation = aReservation({ messageKey, campaignId, stepId, occurrence });

let tables: Tables;
beforeAll(async () => {
  tables = await startTables({ now: Date.parse("2026-03-02T12:10:00Z") });
});
afterAll(() => tables.stop());
beforeEach(() => tables.clear());

const messages = () => createMessageStore(tables.runtime());
const handle = (records: readonly ReturnType<typeof queued>[], runtime = tables.runtime()) =>
  createHandler(runtime)({ Records: [...records] });

/** Each event in a batch of its own, in this order. */
const arrive = async (...events: readonly SesEventInput[]): Promise<void> => {
  for (const event of events) await handle([queued(published(event))]);
};

const claim = async (): Promise<void> => {
  const now = tables.clock.now();
  await messages().claim({ customerId, reservation, now, leaseUntil: now + 300_000 });
};

const claimAndSettle = async (status: MessageStatus): Promise<void> => {
  await claim();
  await messages().settle({
    customerId,
    messageKey,
    expected: { statuses: ["submitting"] },
    next: { status, ...(status === "in-doubt" && { leaseUntil: tables.clock.now() + 1 }) },
    now: tables.clock.now(),
  });
};

const stored = (): Promise<Message | undefined> => messages().get(customerId, messageKey, { consistent: true });
const eventsOf = async (id: string): Promise<readonly CustomerEvent[]> =>
  (await createEventStore(tables.runtime()).list({ customerId: id, limit: 20 })).events;

describe("evidence about a message", () => {
  it.each([
    ["in-doubt", send, "accepted"],
    ["in-doubt", delivery, "delivered"],
    ["parked", send, "accepted"],
    ["released", send, "accepted"],
    ["accepted", delivery, "delivered"],
    ["delivered", complaint(), "complained"],
    ["delivered", bounce("Permanent"), "bounced"],
    ["delivered", bounce("Transient"), "delivered"],
    ["failed", send, "failed"],
    ["accepted", click(), "delivered"],
  ] as const)("takes a message that is %s, on %o, to %s", async (status, event, expected) => {
    await claimAndSettle(status);

    await arrive(event);

    expect((await stored())?.status).toBe(expected);
  });

  it("settles a submission whose result is still to be written, and that result then changes nothing", async () => {
    await claim();

    await arrive(delivery);
    const late = await messages().settle({
      customerId,
      messageKey,
      expected: { statuses: ["submitting"], attempt: 1 },
      next: { status: "accepted", providerId: "provider-1" },
      now: tables.clock.now(),
    });

    expect(late).toMatchObject({ refused: { status: "delivered" } });
    expect(await stored()).toMatchObject({
      status: "delivered",
      providerId: "provider-1",
      submittedAt: Date.parse(sentAt),
    });
  });

  it("takes a doubt off the list of uncertain messages", async () => {
    await claimAndSettle("in-doubt");

    await arrive(send);

    const uncertain = await messages().uncertain({ until: Number.MAX_SAFE_INTEGER, limit: 10 });
    expect(uncertain).toEqual([]);
    expect(await stored()).not.toHaveProperty("leaseUntil");
  });

  it.each([
    ["in order", [send, delivery, click()]],
    ["backwards", [click(), delivery, send]],
    ["doubled", [delivery, send, delivery, click(), send, click()]],
  ])("ends delivered with one click, however the events come (%s)", async (_order, events) => {
    await claim();

    await arrive(...events);

    expect((await stored())?.status).toBe("delivered");
    expect(await eventsOf(customerId)).toEqual([
      expect.objectContaining({
        kind: "message-clicked",
        occurredAt: Date.parse(happenedAt),
        message: { messageKey, campaignId, stepId, occurrence, channel: "email" },
      }),
    ]);
  });

  it("settles all events of a batch with one write", async () => {
    await claimAndSettle("accepted");
    const writes: string[] = [];
    const runtime = tables.runtime();
    runtime.dynamo.middlewareStack.add(
      (next, context) => (args) => {
        writes.push(String(context.commandName));
        return next(args);
      },
      { step: "initialize" },
    );
    const batch = [send, delivery, delivery].map((event, index) => queued(published(event), `record-${index}`));

    const result = await handle(batch, runtime);

    expect(result).toEqual({ batchItemFailures: [] });
    expect(writes).toEqual(["GetItemCommand", "UpdateItemCommand"]);
  });

  it("writes nothing when the event tells nothing new", async () => {
    await claimAndSettle("delivered");
    const before = await stored();
    tables.clock.advance(1000);

    await arrive(send, delivery);

    expect(await stored()).toEqual(before);
  });

  it("drops a message that SES refused after accepting it, also when that is told twice", async () => {
    await claimAndSettle("accepted");

    await arrive(reject, reject);

    expect(await stored()).toMatchObject({ status: "failed", reason: "ses-reject" });
    expect(await eventsOf(customerId)).toEqual([
      expect.objectContaining({ kind: "message-dropped", outcome: "failed", occurredAt: Date.parse(sentAt) }),
    ]);
  });

  it("lets go of events about a message that is not stored", async () => {
    const result = await handle([queued(published(delivery))]);

    expect(result).toEqual({ batchItemFailures: [] });
    expect(await stored()).toBeUndefined();
  });

  it.each(["Open", "Click"])("takes no notice of a %s by a machine", async (type) => {
    await claimAndSettle("accepted");
    const part = { [type.toLowerCase()]: { timestamp: happenedAt, isBotEvent: "Likely" } };

    await arrive({ type, part });

    expect((await stored())?.status).toBe("accepted");
    expect(await eventsOf(customerId)).toEqual([]);
  });
});

describe("an address that must be left alone", () => {
  it.each([
    [bounce("Permanent"), "hard-bounce"],
    [complaint("abuse"), "complaint"],
  ] as const)("is suppressed for the customer of the message, once (%o)", async (event, cause) => {
    await claimAndSettle("accepted");

    await arrive(event, event);

    expect(await eventsOf(customerId)).toEqual([
      expect.objectContaining({ kind: "suppressed", channel: "email", address: "ada@example.com", cause }),
    ]);
  });

  it("stays in use after a transient bounce", async () => {
    await claimAndSettle("accepted");

    await arrive(bounce("Transient"));

    expect((await stored())?.status).toBe("bounced");
    expect(await eventsOf(customerId)).toEqual([]);
  });

  it("is suppressed for everybody who has it when the notification carries no tags", async () => {
    const customers = createCustomerStore(tables.runtime());
    await customers.save(aProfile({ customerId: "ada", traits: { email: "Ada@Example.com" } }));
    await customers.save(aProfile({ customerId: "ada-again", traits: { email: "ada@example.com" } }));
    await customers.save(aProfile({ customerId: "eve", traits: { email: "eve@example.com" } }));

    await handle([queued(notified(bounce("Permanent")))]);

    const found = await Promise.all(["ada", "ada-again", "eve"].map(eventsOf));
    expect(found.map((events) => events.map(({ kind }) => kind))).toEqual([["suppressed"], ["suppressed"], []]);
  });
});

describe("an opt-out through a list of SES", () => {
  it("withdraws consent", async () => {
    await claimAndSettle("delivered");

    await arrive(subscription({ unsubscribeAll: true, topicSubscriptionStatus: [] }));

    expect(await eventsOf(customerId)).toEqual([
      expect.objectContaining({ kind: "consent-withdrawn", channel: "email", topic: "all" }),
    ]);
  });
});

describe("a batch", () => {
  it("logs and lets go of records that nobody can read, without their text", async () => {
    const logged: unknown[] = [];
    const note = (...line: unknown[]) => void logged.push(line);
    const runtime = tables.runtime({ logger: { debug: note, info: note, warn: note, error: note } });
    const broken = { ...queued({}, "broken"), body: "ada@example.com" };

    const result = await handle([broken, queued("Successfully validated SNS topic", "hello")], runtime);

    expect(result).toEqual({ batchItemFailures: [] });
    expect(logged).toHaveLength(2);
    expect(JSON.stringify(logged)).not.toContain("ada@");
  });

  it("reports the record that failed and keeps the others done", async () => {
    await claimAndSettle("accepted");
    const runtime = tables.runtime();
    runtime.dynamo.middlewareStack.add(
      (next, context) => async (args) => {
        if (context.commandName === "QueryCommand") throw new Error("The index cannot be read");
        return next(args);
      },
      { step: "initialize" },
    );

    const result = await handle(
      [queued(published(delivery), "good"), queued(notified(bounce("Permanent")), "bad")],
      runtime,
    );

    expect(result).toEqual({ batchItemFailures: [{ itemIdentifier: "bad" }] });
    expect((await stored())?.status).toBe("delivered");
  });
});
