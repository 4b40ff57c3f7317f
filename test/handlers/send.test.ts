import type { DynamoDBRecord } from "aws-lambda";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { outboxOf } from "../../lambdas/store/customer-store.ts";
import { dormantCampaign, sendStep } from "../support/campaigns.ts";
import { customerWith } from "../support/customer-with.ts";
import { failingDynamo } from "../support/failing-dynamo.ts";
import { startShop, type TestShop } from "../support/shop.ts";

const dayMs = 86_400_000;
const hourMs = 3_600_000;
const start = Date.parse("2026-03-02T10:00:00Z");
/** History is folded at once and decided about at once. */
const settings = { importing: { settleMinutes: 0 } };
const campaign = dormantCampaign({ trigger: { kind: "since-last-order", days: 180 } });

let shop: TestShop;
let counter = 0;
let id = "";

beforeAll(async () => {
  shop = await startShop(start);
});
afterAll(() => shop.stop());

beforeEach(async () => {
  counter += 1;
  id = `send-${counter}`;
  shop.tables.clock.set(start);
  await shop.open({ campaigns: [campaign], settings });
  await shop.tell(customerWith({ customerId: id, now: start, daysSinceOrder: 180, phone: "+447700900123" }));
});
afterEach(async () => {
  shop.standIns.scriptEmail([]);
  await shop.drain();
  await shop.tables.clear();
});

const email = { channel: "email", topic: "all", source: "test" } as const;

const reservationsIn = (records: readonly DynamoDBRecord[]) =>
  records.flatMap((record) => outboxOf(record.dynamodb?.NewImage ?? {})?.outbox.reservations ?? []);

const readsCustomer = (operation: string, input: object): boolean =>
  operation === "GetItem" && "TableName" in input && input.TableName === shop.tables.variables.CUSTOMERS_TABLE;

const emailsTo = (customerId: string): number =>
  shop.standIns.inbox().filter(({ to }) => to.includes(`${customerId}@example.com`)).length;

const onlyMessage = async () => {
  const [message, ...more] = await shop.messagesOf(id);
  expect(more).toEqual([]);
  return message;
};

describe("send", () => {
  it("submits a reservation once and records the acceptance", async () => {
    await shop.send(await shop.takeReserved());

    expect(emailsTo(id)).toBe(1);
    expect(await onlyMessage()).toMatchObject({ status: "accepted", attempt: 1, submittedAt: start });
    expect(shop.standIns.inbox().at(-1)).toMatchObject({ subject: "Hello Ada" });
  });

  it("makes no second call when the same batch arrives twice", async () => {
    const records = await shop.takeReserved();
    await shop.send(records);

    const again = await shop.send(records);

    expect(again.batchItemFailures).toEqual([]);
    expect(emailsTo(id)).toBe(1);
    expect(await onlyMessage()).toMatchObject({ status: "accepted" });
  });

  it("makes one call when the same batch arrives twice at the same time", async () => {
    const records = await shop.takeReserved();

    await Promise.all([shop.send(records), shop.send(records)]);

    expect(emailsTo(id)).toBe(1);
    expect(await onlyMessage()).toMatchObject({ status: "accepted" });
  });

  it("brings a throttled message back, and the second attempt is accepted", async () => {
    shop.standIns.scriptEmail(["throttle-rate"]);
    await shop.drain();
    expect(await onlyMessage()).toMatchObject({ status: "released", attempt: 1 });

    shop.tables.clock.advance(60_000);
    await shop.tick();
    await shop.drain();

    expect(emailsTo(id)).toBe(1);
    expect(await onlyMessage()).toMatchObject({ status: "delivered", attempt: 2, reservedAt: start });
    expect((await shop.profile(id)).contacts).toHaveLength(1);
  });

  it("tries the next channel when the first one refuses for good", async () => {
    shop.standIns.scriptEmail(["reject"]);

    await shop.drain();

    expect(emailsTo(id)).toBe(0);
    expect(await onlyMessage()).toMatchObject({ status: "accepted", channel: "sms", attempt: 2 });
    expect((await shop.profile(id)).contacts).toMatchObject([{ channel: "sms" }]);
  });

  it("doubts a call whose connection broke, and believes the provider's own event", async () => {
    shop.standIns.scriptEmail(["drop-after-accept"]);
    await shop.send(await shop.takeReserved());
    expect(await onlyMessage()).toMatchObject({ status: "in-doubt", leaseUntil: start + 6 * hourMs });

    await shop.hear();

    expect(await onlyMessage()).toMatchObject({ status: "delivered" });
    expect(emailsTo(id)).toBe(1);
  });

  it("doubts a call that is never answered, and parks it when no evidence comes", async () => {
    shop.standIns.scriptEmail(["hang"]);
    await shop.drain();
    expect(await onlyMessage()).toMatchObject({ status: "in-doubt" });

    shop.tables.clock.advance(6 * hourMs);
    await shop.tick();
    await shop.drain();

    expect(await onlyMessage()).toMatchObject({ status: "parked", reason: "no-evidence" });
    expect(emailsTo(id)).toBe(0);
    expect((await shop.profile(id)).contacts).toHaveLength(1);
  });

  it("never calls after a crash between claim and result: the message is doubted, then parked", async () => {
    const records = await shop.takeReserved();
    for (const reservation of reservationsIn(records))
      await shop.messages.claim({ customerId: id, reservation, now: start, leaseUntil: start + 300_000 });

    await shop.send(records);
    shop.tables.clock.advance(300_000);
    await shop.tick();
    expect(await onlyMessage()).toMatchObject({ status: "in-doubt", reason: "lease-expired" });
    shop.tables.clock.advance(6 * hourMs);
    await shop.tick();

    expect(await onlyMessage()).toMatchObject({ status: "parked" });
    expect(emailsTo(id)).toBe(0);
  });

  it("tries a doubtful email once more where the shop chose so, and never a third time", async () => {
    await shop.open({ campaigns: [campaign], settings: { ...settings, inDoubt: { email: "retry-once" } } });
    shop.standIns.scriptEmail(["hang", "hang"]);
    await shop.drain();

    shop.tables.clock.advance(6 * hourMs);
    await shop.tick();
    await shop.drain();
    expect(await onlyMessage()).toMatchObject({ status: "in-doubt", attempt: 2 });
    shop.tables.clock.advance(6 * hourMs);
    await shop.tick();
    await shop.drain();

    expect(await onlyMessage()).toMatchObject({ status: "parked", attempt: 2 });
  });

  it("gives no slot back when consent is withdrawn before a doubtful email is tried again", async () => {
    await shop.open({ campaigns: [campaign], settings: { ...settings, inDoubt: { email: "retry-once" } } });
    shop.standIns.scriptEmail(["hang"]);
    await shop.drain();
    shop.tables.clock.advance(6 * hourMs);
    const at = start + 6 * hourMs;
    await shop.tick();
    await shop.tell([]);
    await shop.tell([
      { customerId: id, eventId: "stop", occurredAt: at, receivedAt: at, kind: "consent-withdrawn", ...email },
    ]);

    await shop.drain();

    expect(await onlyMessage()).toMatchObject({ status: "parked", reason: "retried-once-then-no-consent" });
    expect((await shop.profile(id)).contacts).toHaveLength(1);
  });

  it("takes the message back and gives the slot back when consent was withdrawn since the decision", async () => {
    const records = await shop.takeReserved();
    await shop.tell([
      { customerId: id, eventId: "stop", occurredAt: start, receivedAt: start, kind: "consent-withdrawn", ...email },
    ]);

    await shop.send(records);
    await shop.drain();

    expect(await onlyMessage()).toMatchObject({ status: "withdrawn", reason: "no-consent" });
    expect((await shop.profile(id)).contacts).toEqual([]);
    expect(emailsTo(id)).toBe(0);
  });

  it("waits for the morning when quiet hours began since the decision", async () => {
    const night = { ...settings, quietHours: { default: { from: "21:00", to: "09:00" } } };
    await shop.open({ campaigns: [campaign], settings: night });
    const records = await shop.takeReserved();
    shop.tables.clock.set(Date.parse("2026-03-02T21:30:00Z"));

    await shop.send(records);
    await shop.drain();
    expect(await onlyMessage()).toMatchObject({ status: "released" });
    shop.tables.clock.set(Date.parse("2026-03-03T09:00:00Z"));
    await shop.tick();
    await shop.drain();

    expect(await onlyMessage()).toMatchObject({ status: "delivered", attempt: 2 });
  });

  it("takes the message back when the campaign was paused", async () => {
    await shop.open({ campaigns: [], settings });

    await shop.drain();

    expect(await onlyMessage()).toMatchObject({ status: "withdrawn", reason: "campaign-paused" });
    expect(emailsTo(id)).toBe(0);
  });

  it("lets a message expire that comes after its deadline, and gives the slot back", async () => {
    shop.tables.clock.advance(4 * dayMs);

    await shop.drain();

    expect(await onlyMessage()).toMatchObject({ status: "expired" });
    expect((await shop.profile(id)).contacts).toEqual([]);
    expect(emailsTo(id)).toBe(0);
  });

  it("fails a message that has no words, and never sends half of one", async () => {
    const wordless = dormantCampaign({ id: "wordless", steps: [sendStep({ id: "gift", channels: ["email"] })] });
    await shop.open({ campaigns: [wordless], settings, withoutWords: true });
    await shop.tell(customerWith({ customerId: `${id}-b`, now: start, daysSinceOrder: 180 }));

    await shop.drain();

    const [message] = await shop.messagesOf(`${id}-b`);
    expect(message).toMatchObject({ status: "failed", reason: "render-failed" });
    expect(emailsTo(`${id}-b`)).toBe(0);
  });

  it("comes back when the customer cannot be read, because nothing was submitted", async () => {
    const records = await shop.takeReserved();
    const dynamo = failingDynamo(shop.tables, readsCustomer);

    await shop.send(records, { dynamo });
    await shop.drain();

    expect(await onlyMessage()).toMatchObject({ status: "released", reason: "not-submitted" });
    expect(emailsTo(id)).toBe(0);
  });

  it("tells the profile again when the first telling was lost", async () => {
    shop.standIns.scriptEmail(["throttle-rate"]);
    const records = await shop.takeReserved();
    const dynamo = failingDynamo(shop.tables, (operation) => operation === "BatchWriteItem");
    const failed = await shop.send(records, { dynamo });
    expect(failed.batchItemFailures).toHaveLength(1);

    await shop.send(records);
    await shop.drain();

    expect((await shop.profile(id)).journeys).toMatchObject([{ resend: { holdsSlot: true } }]);
  });
});
