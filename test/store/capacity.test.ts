import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { inParallel } from "../../lambdas/shared/batch.ts";
import type { UsedCapacity } from "../../lambdas/shared/capacity.ts";
import { createCouponStore } from "../../lambdas/store/coupon-store.ts";
import { customerItemOf } from "../../lambdas/store/customer-item.ts";
import { createCustomerStore } from "../../lambdas/store/customer-store.ts";
import { createMessageStore } from "../../lambdas/store/message-store.ts";
import { createPoolUpload } from "../../lambdas/store/pool-upload.ts";
import { aProfile, aReservation } from "../support/factories.ts";
import { itemSize } from "../support/item-size.ts";
import { startTables, type Tables } from "../support/tables.ts";

let tables: Tables;
let used: UsedCapacity[];

beforeAll(async () => {
  tables = await startTables();
});
beforeEach(() => {
  used = [];
});
afterAll(() => tables.stop());

const metered = () => tables.runtime({ capacity: (one) => used.push(one) });
const units = (side: "read" | "write"): number => used.reduce((sum, one) => sum + one[side], 0);
const noon = Date.parse("2026-03-02T12:00:00Z");

/** Filled up to a few bytes less than the budget, with its outbox. */
const profileOf = (bytes: number, dueAt: number) => {
  const profile = aProfile({ dueAt });
  const room = bytes - itemSize({ ...customerItemOf(profile), dueShard: 3 });
  const occurrence = "o".repeat(room - 40);
  return { ...profile, entries: { filler: { occurrence, at: noon, count: 1 } } };
};

test("a decision about a customer of just under 2 KB costs at most four write units, its new place in the index included", async () => {
  const customers = createCustomerStore(metered());
  const outbox = { at: noon, day: "2026-03-02", reservations: [aReservation()], looks: [], actions: [] };
  const room = itemSize({ outbox: { ...outbox, reserved: 1 } });
  await customers.save(profileOf(2040 - room, noon));
  used = [];

  const result = await customers.save({ ...profileOf(2040 - room, noon + 60_000), version: 1 }, { outbox });

  expect(result).toBe("saved");
  expect(units("write")).toBeGreaterThan(0);
  expect(units("write")).toBeLessThanOrEqual(4);
});

test("a claim and its result cost at most two write units and no read", async () => {
  const messages = createMessageStore(metered());
  const reservation = aReservation();
  const customerId = "customer-1";

  await messages.claim({ customerId, reservation, now: noon, leaseUntil: noon + 300_000 });
  await messages.settle({
    customerId,
    messageKey: reservation.messageKey,
    expected: { statuses: ["submitting"], attempt: 1 },
    next: { status: "accepted", providerId: "010701928374abcd-12345678-90ab-cdef", submittedAt: noon },
    now: noon,
  });

  expect([units("write"), units("read")]).toEqual([2, 0]);
});

test("looking for who is due costs the same however many sleep", async () => {
  const customers = createCustomerStore(metered());
  const look = async () => {
    used = [];
    for (let shard = 0; shard < 4; shard += 1) await customers.due({ shard, until: noon, limit: 100 });
    return units("read");
  };
  const sleep = (from: number, to: number) =>
    inParallel([...Array(to - from).keys()], 10, async (index) => {
      await customers.save(aProfile({ customerId: `sleeper-${from + index}`, dueAt: noon + 86_400_000 }));
    });
  await sleep(0, 10);
  const few = await look();

  await sleep(10, 400);
  const many = await look();

  expect(few).toBeGreaterThan(0);
  expect(many).toBe(few);
});

test("a code of a pool costs its first message three write units, a later one of the journey one, and hardly a read", async () => {
  const journey = { couponId: "gift", customerId: "ann", campaignId: "dormant", occurrence: "order-1" };
  const codes = Array.from({ length: 90 }, (_, index) => `WELCOME-BACK-${index}`);
  await createPoolUpload(tables.runtime()).add("gift", codes);
  const coupons = createCouponStore(metered());
  const take = (customerId: string, messageKey: string, mayHave: boolean) =>
    coupons.take({ ...journey, customerId, carrier: { messageKey, attempt: 1 }, now: noon, mayHave });
  await take("first", "a".repeat(26), false);
  used = [];

  await take("ann", "b".repeat(26), false);
  const [write, read] = [units("write"), units("read")];
  used = [];
  await take("ann", "c".repeat(26), true);

  expect({ write, read }).toEqual({ write: 3, read: 0 });
  expect({ write: units("write"), read: units("read") }).toEqual({ write: 1, read: 1 });
});
