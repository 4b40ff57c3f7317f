import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { dueShardOf } from "../../lambdas/domain/due-shard.ts";
import { createHandler } from "../../lambdas/handlers/tick.ts";
import { dormantCampaign } from "../support/campaigns.ts";
import { customerWith } from "../support/customer-with.ts";
import { failingDynamo } from "../support/failing-dynamo.ts";
import { startShop, type TestShop } from "../support/shop.ts";

const dayMs = 86_400_000;
const start = Date.parse("2026-03-02T10:00:00Z");
const settings = { importing: { settleMinutes: 0 } };
const campaign = dormantCampaign({ trigger: { kind: "since-last-order", days: 180 } });

let shop: TestShop;

beforeAll(async () => {
  shop = await startShop(start);
});
afterAll(() => shop.stop());

beforeEach(async () => {
  shop.tables.clock.set(start);
  await shop.open({ campaigns: [campaign], settings });
});
afterEach(async () => {
  await shop.drain();
  await shop.tables.clear();
});

/** Customers whose campaign is due tomorrow. */
const customersDueTomorrow = async (names: readonly string[]): Promise<void> => {
  await shop.tell(names.flatMap((customerId) => customerWith({ customerId, now: start, daysSinceOrder: 179 })));
};

const emails = (): number => shop.standIns.calls().email;

describe("tick", () => {
  it("reserves one message for a due customer, who then gets one email", async () => {
    await customersDueTomorrow(["tick-a"]);
    const before = emails();
    shop.tables.clock.advance(dayMs);

    const summary = await shop.tick();
    await shop.drain();

    expect(summary).toEqual({ lookedAt: 1, reserved: 1, conflicts: 0, leftOver: 0 });
    expect(emails() - before).toBe(1);
    expect(await shop.messagesOf("tick-a")).toMatchObject([{ status: "delivered", reservedAt: start + dayMs }]);
  });

  it("looks at nobody who is not due", async () => {
    await customersDueTomorrow(["tick-b"]);
    shop.tables.clock.advance(dayMs - 1);

    const summary = await shop.tick();

    expect(summary).toEqual({ lookedAt: 0, reserved: 0, conflicts: 0, leftOver: 0 });
  });

  it("reserves one message per customer when two ticks run at once", async () => {
    const names = Array.from({ length: 12 }, (_, index) => `tick-c-${index}`);
    await customersDueTomorrow(names);
    const before = emails();
    shop.tables.clock.advance(dayMs);

    const summaries = await Promise.all([shop.tick(), shop.tick()]);
    await shop.drain();

    expect(summaries.reduce((sum, { reserved }) => sum + reserved, 0)).toBe(12);
    expect(emails() - before).toBe(12);
  });

  it("divides the due customers among parts that run side by side, each customer to one of them", async () => {
    const names = Array.from({ length: 40 }, (_, index) => `tick-p-${index}`);
    await customersDueTomorrow(names);
    const before = emails();
    shop.tables.clock.advance(dayMs);

    const first = await shop.tick({ part: 0, parts: 3 });
    const others = await Promise.all([1, 2].map((part) => shop.tick({ part, parts: 3 })));
    await shop.drain();

    const ofPart = (part: number) => names.filter((name) => dueShardOf(name, 4) % 3 === part).length;
    expect([first, ...others].map(({ lookedAt }) => lookedAt)).toEqual([ofPart(0), ofPart(1), ofPart(2)]);
    expect(emails() - before).toBe(40);
  });

  it("refuses a part that there is not, before it looks at anybody", async () => {
    await customersDueTomorrow(["tick-q"]);
    shop.tables.clock.advance(dayMs);

    await expect(shop.tick({ part: 3, parts: 3 })).rejects.toMatchObject({ code: "tick-part-unknown" });
    expect(await shop.messagesOf("tick-q")).toEqual([]);
  });

  it("reads every page of a shard", async () => {
    const names = Array.from({ length: 600 }, (_, index) => `tick-d-${index}`);
    const oneShard = names.filter((name) => dueShardOf(name, 4) === 2).slice(0, 120);
    await customersDueTomorrow(oneShard);
    shop.tables.clock.advance(dayMs);

    const summary = await shop.tick();

    expect(summary).toMatchObject({ lookedAt: 120, reserved: 120, leftOver: 0 });
    await shop.take("CUSTOMERS_TABLE");
  });

  it("leaves the rest for the next tick when its time is up, from every shard", async () => {
    const names = Array.from({ length: 8 }, (_, index) => `tick-e-${index}`);
    await customersDueTomorrow(names);
    shop.tables.clock.advance(dayMs);
    const slow = {
      now: () => {
        shop.tables.clock.advance(20_000);
        return shop.tables.clock.now();
      },
    };

    const summary = await createHandler(shop.runtime({ clock: slow }))();

    expect(summary.leftOver).toBeGreaterThan(0);
    expect((await shop.tick()).lookedAt + summary.lookedAt).toBe(8);
  });

  it("decides nothing while the account is paused, and everything after", async () => {
    await customersDueTomorrow(["tick-f"]);
    shop.tables.clock.advance(dayMs);
    await shop.open({ campaigns: [campaign], settings, paused: true });
    const paused = await shop.tick();

    await shop.open({ campaigns: [campaign], settings });
    const resumed = await shop.tick();

    expect([paused.lookedAt, resumed.reserved]).toEqual([0, 1]);
  });

  it("goes on with the others when one customer cannot be written", async () => {
    await customersDueTomorrow(["tick-g", "tick-h"]);
    shop.tables.clock.advance(dayMs);
    const dynamo = failingDynamo(shop.tables, (operation, input) => operation === "PutItem" && isOf(input, "tick-g"));

    const summary = await createHandler(shop.runtime({ dynamo }))();

    expect(summary).toMatchObject({ lookedAt: 1, reserved: 1, conflicts: 1 });
    expect(await shop.tick()).toMatchObject({ lookedAt: 1, reserved: 1 });
  });
});

const isOf = (input: object, customerId: string): boolean =>
  "Item" in input && (input.Item as { readonly customerId?: string }).customerId === customerId;
