import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { applyRepair } from "../../lambdas/handlers/replan/apply-repair.ts";
import { createEventStore } from "../../lambdas/store/event-store.ts";
import { createTableScans } from "../../lambdas/store/table-scans.ts";
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
      const lost = await lossy.lose(customerId);
      shop.tables.clock.advance(30 * hourMs);
      const turnUp = async (step: number) => {
        if (step !== at) return;
        await shop.send(lost);
        if (twice) await shop.send(lost);
      };

      await turnUp(0);
      await lossy.reconcile();
      await turnUp(1);
      await shop.refresh(await shop.take("EVENTS_TABLE"));
      await turnUp(2);
      await shop.tick();
      await turnUp(3);
      await shop.send(await shop.takeReserved());
      await lossy.run(3);
      await turnUp(4);
      await lossy.run(3);

      expect(lossy.sentTo(customerId)).toBe(1);
      expect(await lossy.statuses(customerId)).toHaveLength(1);
      expect((await shop.profile(customerId)).contacts).toHaveLength(1);
    },
  );

  it.each(["released", "expired"] as const)("between the look and the write of %s wins", async (status) => {
    const customerId = `race-${status}`;
    const lost = await lossy.lose(customerId);
    const reservation = reservationIn(lost);
    shop.tables.clock.advance(30 * hourMs);
    const runtime = shop.tables.runtime();
    const tools = { scans: createTableScans(runtime), messages: shop.messages, events: createEventStore(runtime) };
    await shop.send(lost);

    const done = await applyRepair({ ...tools, now: shop.tables.clock.now() }, customerId, {
      kind: "record",
      reservation,
      status,
    });
    await lossy.run(2);

    expect(done).toBe("handled");
    expect(lossy.sentTo(customerId)).toBe(1);
    // Its slot was thirty hours old, so it was decided again before it left.
    expect(await lossy.statuses(customerId)).toEqual(["delivered 2"]);
    expect((await shop.profile(customerId)).contacts).toHaveLength(1);
  });

  it("after it expired does not send it and refunds the slot once", async () => {
    const lost = await lossy.lose("nina");
    shop.tables.clock.advance(100 * hourMs);
    await lossy.reconcile();

    await shop.send(lost);
    await lossy.run(2);

    expect(lossy.sentTo("nina")).toBe(0);
    expect(await lossy.statuses("nina")).toEqual(["expired 1"]);
    expect((await shop.profile("nina")).contacts).toEqual([]);
  });
});
