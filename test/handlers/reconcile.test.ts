import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { applyRepair } from "../../lambdas/handlers/replan/apply-repair.ts";
import { createTableScans } from "../../lambdas/store/table-scans.ts";
import { dormantCampaign, sendStep } from "../support/campaigns.ts";
import { customerWith } from "../support/customer-with.ts";
import { hourMs, lossyShop, reservationIn } from "../support/lossy-shop.ts";
import { startShop, type TestShop } from "../support/shop.ts";

const start = Date.parse("2026-03-02T10:00:00Z");

let shop: TestShop;
let lossy: ReturnType<typeof lossyShop>;

beforeAll(async () => {
  shop = await startShop(start);
  lossy = lossyShop(shop);
});
afterAll(() => shop.stop());

beforeEach(async () => {
  shop.tables.clock.set(start);
});
afterEach(async () => {
  await shop.drain();
  await shop.tables.clear();
});

/** Anything that happens to the customer: their next write, which takes the outbox away. */
const view = (customerId: string, at: number) =>
  shop.tell([
    { customerId, eventId: `view-${at}`, occurredAt: at, receivedAt: at, kind: "product-viewed", productId: "tea" },
  ]);

describe("a reservation whose record was lost", () => {
  it("goes out by the ordinary way when its deadline is still ahead", async () => {
    await lossy.lose("ada");
    shop.tables.clock.advance(30 * hourMs);

    const { tally } = await lossy.reconcile();
    await lossy.run(2);

    expect(tally).toEqual({ released: 1 });
    expect(lossy.sentTo("ada")).toBe(1);
    expect(await lossy.statuses("ada")).toEqual(["delivered 2"]);
  });

  it("is rebuilt from its key when the outbox has been overwritten", async () => {
    await lossy.lose("bea");
    const outboxed = (await shop.profile("bea")).contacts[0];
    shop.tables.clock.advance(30 * hourMs);
    await view("bea", shop.tables.clock.now());

    const { tally } = await lossy.reconcile();
    const [message] = await shop.messagesOf("bea");
    await lossy.run(2);

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
    expect(lossy.sentTo("bea")).toBe(1);
  });

  it("expires past its deadline and gives its slot back", async () => {
    await lossy.lose("cleo");
    shop.tables.clock.advance(100 * hourMs);
    await view("cleo", shop.tables.clock.now());

    const { tally } = await lossy.reconcile();
    await lossy.run(2);

    expect(tally).toEqual({ expired: 1 });
    expect(lossy.sentTo("cleo")).toBe(0);
    expect(await lossy.statuses("cleo")).toEqual(["expired 1"]);
    expect((await shop.profile("cleo")).contacts).toEqual([]);
  });

  it("is left alone as long as its record may be under way", async () => {
    await lossy.lose("dora");
    shop.tables.clock.advance(hourMs - 1);

    const { tally, lookedAt } = await lossy.reconcile();

    expect({ tally, lookedAt }).toEqual({ tally: {}, lookedAt: 1 });
  });

  it("is recorded when the customer was held out", async () => {
    await lossy.lose("elsa", dormantCampaign({ policy: { holdOutPercent: 50 } }));
    const others = ["fay", "gwen", "hope", "iris", "jane", "kate"];
    await shop.tell(others.flatMap((customerId) => customerWith({ customerId, now: start, daysSinceOrder: 200 })));
    const lost = await shop.takeReserved();
    shop.tables.clock.advance(2 * hourMs);

    const { tally } = await lossy.reconcile();

    expect(lost.length).toBeGreaterThan(0);
    expect(tally["held-out"]).toBeGreaterThan(0);
    expect((tally["held-out"] ?? 0) + (tally.released ?? 0)).toBe(7);
  });

  it("is listed for a person and keeps its slot when nothing has its key", async () => {
    await lossy.lose("lena");
    const profile = await shop.profile("lena");
    const contacts = profile.contacts.map((contact) => ({ ...contact, messageKey: "a".repeat(26) }));
    await shop.customers.save({ ...profile, contacts });
    shop.tables.clock.advance(2 * hourMs);

    const { tally, listed } = await lossy.reconcile();
    await lossy.run(1);

    expect(tally).toEqual({ unknown: 1 });
    expect(listed).toEqual([{ customerId: "lena", messageKey: "a".repeat(26) }]);
    expect((await shop.profile("lena")).contacts).toEqual(contacts);
    expect(await shop.messagesOf("lena")).toEqual([]);
  });

  it("is only counted by a dry run", async () => {
    await lossy.lose("mona");
    shop.tables.clock.advance(2 * hourMs);

    const { tally, dryRun } = await lossy.reconcile({ dryRun: true });
    await lossy.run(1);

    expect({ tally, dryRun }).toEqual({ tally: { released: 1 }, dryRun: true });
    expect(await shop.messagesOf("mona")).toEqual([]);
  });
});

describe("a message that an outage left standing", () => {
  it("is told of by the next reconcile when one was killed right after recording it", async () => {
    const records = await lossy.lose("quin");
    const reservation = reservationIn(records);
    shop.tables.clock.advance(30 * hourMs);
    const now = shop.tables.clock.now();
    const scans = createTableScans(shop.tables.runtime());
    const append = () => Promise.reject(new Error("killed"));
    const killed = { scans, messages: shop.messages, events: { append }, now };
    await expect(applyRepair(killed, "quin", { kind: "record", reservation, status: "released" })).rejects.toThrow(
      "killed",
    );

    shop.tables.clock.advance(2 * hourMs);
    const { tally } = await lossy.reconcile();
    await lossy.run(2);

    expect(tally).toEqual({ "told-again": 1 });
    expect(lossy.sentTo("quin")).toBe(1);
  });

  it("is told again when it came back and its event was lost", async () => {
    const records = await lossy.lose("olga");
    shop.standIns.scriptEmail(["throttle-rate"]);
    await shop.send(records);
    await shop.take("EVENTS_TABLE");
    shop.tables.clock.advance(30 * hourMs);

    const { tally } = await lossy.reconcile();
    await lossy.run(2);

    expect(tally).toEqual({ "told-again": 1 });
    expect(await lossy.statuses("olga")).toEqual(["delivered 2"]);
    expect(lossy.sentTo("olga")).toBe(1);
  });

  it("is handed to the rule for doubts when its claim was left and nobody came again", async () => {
    const records = await lossy.lose("pia");
    const reservation = reservationIn(records);
    await shop.messages.claim({ customerId: "pia", reservation, now: start, leaseUntil: start + 60_000 });
    shop.tables.clock.advance(30 * hourMs);

    const { tally } = await lossy.reconcile();
    await shop.tick();

    expect(tally).toEqual({ watched: 1 });
    expect(await lossy.statuses("pia")).toEqual(["in-doubt 1"]);
  });

  it("gives its slot back when it expired and its event was lost", async () => {
    const records = await lossy.lose("rita", dormantCampaign({ steps: [sendStep({ sendWithinHours: 1 })] }));
    shop.tables.clock.advance(2 * hourMs);
    await shop.send(records);
    await shop.take("EVENTS_TABLE");
    shop.tables.clock.advance(2 * hourMs);

    const { tally } = await lossy.reconcile();
    await lossy.run(1);

    expect(tally).toEqual({ "told-again": 1 });
    expect((await shop.profile("rita")).contacts).toEqual([]);
  });
});
