import type { DynamoDBRecord } from "aws-lambda";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { applyRepair } from "../../lambdas/handlers/replan/apply-repair.ts";
import { createCampaignStore } from "../../lambdas/store/campaign-store.ts";
import { outboxOf } from "../../lambdas/store/customer-store.ts";
import { createEventStore } from "../../lambdas/store/event-store.ts";
import { createSurveyStore } from "../../lambdas/store/survey-store.ts";
import { reconcileProgress, startReconcile } from "../../lib/repair/reconcile-jobs.ts";
import { dormantCampaign, sendStep } from "../support/campaigns.ts";
import { customerWith } from "../support/customer-with.ts";
import { startShop, type TestShop } from "../support/shop.ts";

const hourMs = 3_600_000;
const start = Date.parse("2026-03-02T10:00:00Z");
const settings = { importing: { settleMinutes: 0 } };
const caps = [{ id: "one-a-day", scope: "all" as const, window: { rollingDays: 1 }, max: 1 }];

let shop: TestShop;

beforeAll(async () => {
  shop = await startShop(start);
});
afterAll(() => shop.stop());

beforeEach(async () => {
  shop.tables.clock.set(start);
});
afterEach(async () => {
  await shop.drain();
  await shop.tables.clear();
});

/** A customer who is reserved a message; the record of the decision is returned and goes no further. */
const lose = async (customerId: string, campaign = dormantCampaign()): Promise<readonly DynamoDBRecord[]> => {
  await shop.open({ campaigns: [campaign], settings: { ...settings, caps } });
  await shop.drain();
  await shop.tell(customerWith({ customerId, now: start, daysSinceOrder: 200 }));
  await shop.tick();
  return shop.takeReserved();
};

/** Anything that happens to the customer: their next write, which takes the outbox away. */
const view = (customerId: string, at: number) =>
  shop.tell([
    { customerId, eventId: `view-${at}`, occurredAt: at, receivedAt: at, kind: "product-viewed", productId: "tea" },
  ]);

const reconcile = async (q: { readonly dryRun?: boolean } = {}) => {
  const campaigns = createCampaignStore(shop.tables.runtime());
  await startReconcile(campaigns, { now: shop.tables.clock.now(), dryRun: q.dryRun ?? false });
  let records = await shop.take("CAMPAIGNS_TABLE");
  while (records.length > 0) {
    await shop.replan(records);
    records = await shop.take("CAMPAIGNS_TABLE");
  }
  return reconcileProgress(campaigns);
};

/** Lets everything run for a while, minute by minute. */
const run = async (minutes: number): Promise<void> => {
  for (let minute = 0; minute < minutes; minute += 1) {
    await shop.drain();
    await shop.tick();
    await shop.drain();
    shop.tables.clock.advance(60_000);
  }
};

const sentTo = (customerId: string) =>
  shop.standIns.inbox().filter((one) => one.to.includes(`${customerId}@example.com`)).length;

const statuses = async (customerId: string) =>
  (await shop.messagesOf(customerId)).map(({ status, attempt }) => `${status} ${attempt}`);

describe("a reservation whose record was lost", () => {
  it("goes out by the ordinary way when its deadline is still ahead", async () => {
    await lose("ada");
    shop.tables.clock.advance(30 * hourMs);

    const { tally } = await reconcile();
    await run(2);

    expect(tally).toEqual({ released: 1 });
    expect(sentTo("ada")).toBe(1);
    expect(await statuses("ada")).toEqual(["delivered 2"]);
  });

  it("is rebuilt from its key when the outbox has been overwritten", async () => {
    await lose("bea");
    const outboxed = (await shop.profile("bea")).contacts[0];
    shop.tables.clock.advance(30 * hourMs);
    await view("bea", shop.tables.clock.now());

    const { tally } = await reconcile();
    const [message] = await shop.messagesOf("bea");
    await run(2);

    expect(tally).toEqual({ released: 1 });
    expect(message).toMatchObject({
      messageKey: outboxed?.messageKey,
      campaignId: "dormant",
      stepId: "gift",
      occurrence: "order-of-bea",
      reservedAt: start,
      sendBy: start + 72 * hourMs,
      day: "2026-03-02",
    });
    expect(sentTo("bea")).toBe(1);
  });

  it("expires past its deadline and gives its slot back", async () => {
    await lose("cleo");
    shop.tables.clock.advance(100 * hourMs);
    await view("cleo", shop.tables.clock.now());

    const { tally } = await reconcile();
    await run(2);

    expect(tally).toEqual({ expired: 1 });
    expect(sentTo("cleo")).toBe(0);
    expect(await statuses("cleo")).toEqual(["expired 1"]);
    expect((await shop.profile("cleo")).contacts).toEqual([]);
  });

  it("is left alone as long as its record may be under way", async () => {
    await lose("dora");
    shop.tables.clock.advance(hourMs - 1);

    const { tally, lookedAt } = await reconcile();

    expect({ tally, lookedAt }).toEqual({ tally: {}, lookedAt: 1 });
  });

  it("is recorded when the customer was held out", async () => {
    await lose("elsa", dormantCampaign({ policy: { holdOutPercent: 50 } }));
    const others = ["fay", "gwen", "hope", "iris", "jane", "kate"];
    await shop.tell(others.flatMap((customerId) => customerWith({ customerId, now: start, daysSinceOrder: 200 })));
    const lost = await shop.takeReserved();
    shop.tables.clock.advance(2 * hourMs);

    const { tally } = await reconcile();

    expect(lost.length).toBeGreaterThan(0);
    expect(tally["held-out"]).toBeGreaterThan(0);
    expect((tally["held-out"] ?? 0) + (tally.released ?? 0)).toBe(7);
  });

  it("is listed for a person and keeps its slot when nothing has its key", async () => {
    await lose("lena");
    const profile = await shop.profile("lena");
    const contacts = profile.contacts.map((contact) => ({ ...contact, messageKey: "a".repeat(26) }));
    await shop.customers.save({ ...profile, contacts });
    shop.tables.clock.advance(2 * hourMs);

    const { tally, listed } = await reconcile();
    await run(1);

    expect(tally).toEqual({ unknown: 1 });
    expect(listed).toEqual([{ customerId: "lena", messageKey: "a".repeat(26) }]);
    expect((await shop.profile("lena")).contacts).toEqual(contacts);
    expect(await shop.messagesOf("lena")).toEqual([]);
  });

  it("is only counted by a dry run", async () => {
    await lose("mona");
    shop.tables.clock.advance(2 * hourMs);

    const { tally, dryRun } = await reconcile({ dryRun: true });
    await run(1);

    expect({ tally, dryRun }).toEqual({ tally: { released: 1 }, dryRun: true });
    expect(await shop.messagesOf("mona")).toEqual([]);
  });
});

describe("a lost record that turns up after all", () => {
  /** Every place between the steps of a repair at which the record may come, and coming twice. */
  const steps = [
    "before",
    "after the message is recorded",
    "after the profile heard",
    "after the decision",
    "at the end",
  ];

  it.each(steps.flatMap((step, at) => [[step, at, false] as const, [`${step}, twice`, at, true] as const]))(
    "%s makes no second message",
    async (_step, at, twice) => {
      const customerId = `late-${at}-${twice}`;
      const lost = await lose(customerId);
      shop.tables.clock.advance(30 * hourMs);
      const turnUp = async (step: number) => {
        if (step !== at) return;
        await shop.send(lost);
        if (twice) await shop.send(lost);
      };

      await turnUp(0);
      await reconcile();
      await turnUp(1);
      await shop.refresh(await shop.take("EVENTS_TABLE"));
      await turnUp(2);
      await shop.tick();
      await turnUp(3);
      await shop.send(await shop.takeReserved());
      await run(3);
      await turnUp(4);
      await run(3);

      expect(sentTo(customerId)).toBe(1);
      expect(await statuses(customerId)).toHaveLength(1);
      expect((await shop.profile(customerId)).contacts).toHaveLength(1);
    },
  );

  it.each(["released", "expired"] as const)("between the look and the write of %s wins", async (status) => {
    const customerId = `race-${status}`;
    const lost = await lose(customerId);
    const [reservation] = lost.flatMap((record) => reservationsIn(record));
    if (reservation === undefined) throw new Error("Nothing was reserved.");
    shop.tables.clock.advance(30 * hourMs);
    const runtime = shop.tables.runtime();
    const tools = { survey: createSurveyStore(runtime), messages: shop.messages, events: createEventStore(runtime) };
    await shop.send(lost);

    const done = await applyRepair({ ...tools, now: shop.tables.clock.now() }, customerId, {
      kind: "record",
      reservation,
      status,
    });
    await run(2);

    expect(done).toBe("handled");
    expect(sentTo(customerId)).toBe(1);
    expect(await statuses(customerId)).toEqual(["delivered 1"]);
    expect((await shop.profile(customerId)).contacts).toHaveLength(1);
  });

  it("after it expired does not send it and refunds the slot once", async () => {
    const lost = await lose("nina");
    shop.tables.clock.advance(100 * hourMs);
    await reconcile();

    await shop.send(lost);
    await run(2);

    expect(sentTo("nina")).toBe(0);
    expect(await statuses("nina")).toEqual(["expired 1"]);
    expect((await shop.profile("nina")).contacts).toEqual([]);
  });
});

describe("a message that an outage left standing", () => {
  it("is told of by the next reconcile when one was killed right after recording it", async () => {
    const records = await lose("quin");
    const [reservation] = records.flatMap((record) => reservationsIn(record));
    if (reservation === undefined) throw new Error("Nothing was reserved.");
    shop.tables.clock.advance(30 * hourMs);
    const now = shop.tables.clock.now();
    const survey = createSurveyStore(shop.tables.runtime());
    const append = () => Promise.reject(new Error("killed"));
    const killed = { survey, messages: shop.messages, events: { append }, now };
    await expect(applyRepair(killed, "quin", { kind: "record", reservation, status: "released" })).rejects.toThrow(
      "killed",
    );

    shop.tables.clock.advance(2 * hourMs);
    const { tally } = await reconcile();
    await run(2);

    expect(tally).toEqual({ "told-again": 1 });
    expect(sentTo("quin")).toBe(1);
  });

  it("is told again when it came back and its event was lost", async () => {
    const records = await lose("olga");
    shop.standIns.scriptEmail(["throttle-rate"]);
    await shop.send(records);
    await shop.take("EVENTS_TABLE");
    shop.tables.clock.advance(30 * hourMs);

    const { tally } = await reconcile();
    await run(2);

    expect(tally).toEqual({ "told-again": 1 });
    expect(await statuses("olga")).toEqual(["delivered 2"]);
    expect(sentTo("olga")).toBe(1);
  });

  it("is handed to the rule for doubts when its claim was left and nobody came again", async () => {
    const records = await lose("pia");
    const [reservation] = records.flatMap((record) => reservationsIn(record));
    if (reservation === undefined) throw new Error("Nothing was reserved.");
    await shop.messages.claim({ customerId: "pia", reservation, now: start, leaseUntil: start + 60_000 });
    shop.tables.clock.advance(30 * hourMs);

    const { tally } = await reconcile();
    await shop.tick();

    expect(tally).toEqual({ watched: 1 });
    expect(await statuses("pia")).toEqual(["in-doubt 1"]);
  });

  it("gives its slot back when it expired and its event was lost", async () => {
    const records = await lose("rita", dormantCampaign({ steps: [sendStep({ sendWithinHours: 1 })] }));
    shop.tables.clock.advance(2 * hourMs);
    await shop.send(records);
    await shop.take("EVENTS_TABLE");
    shop.tables.clock.advance(2 * hourMs);

    const { tally } = await reconcile();
    await run(1);

    expect(tally).toEqual({ "told-again": 1 });
    expect((await shop.profile("rita")).contacts).toEqual([]);
  });
});

const reservationsIn = (record: DynamoDBRecord) => outboxOf(record.dynamodb?.NewImage ?? {})?.outbox.reservations ?? [];
