import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CustomerEvent, EventBody } from "../../lambdas/domain/event.ts";
import { caseKeyOf } from "../../lambdas/domain/service-case.ts";
import { createCaseStore } from "../../lambdas/store/case-store.ts";
import { createTaskStore } from "../../lambdas/store/task-store.ts";
import { dormantCampaign } from "../support/campaigns.ts";
import { customerWith } from "../support/customer-with.ts";
import { startShop, type TestShop } from "../support/shop.ts";

const start = Date.parse("2026-03-02T10:00:00Z");
const minuteMs = 60_000;

let shop: TestShop;
beforeAll(async () => {
  shop = await startShop(start);
  await shop.open({
    campaigns: [dormantCampaign()],
    settings: { shop: { timeZone: "Europe/London" }, importing: { settleMinutes: 0 } },
  });
});
afterAll(() => shop.stop());

const arrivals = (customerId: string) =>
  shop.standIns.inbox().filter(({ to }) => to.includes(`${customerId}@example.com`));
const due = (customerId: string) => customerWith({ customerId, now: shop.tables.clock.now(), daysSinceOrder: 180 });
const told = (customerId: string, body: EventBody): CustomerEvent => {
  const occurredAt = shop.tables.clock.now();
  return { customerId, eventId: `${body.kind}-${occurredAt}`, occurredAt, receivedAt: occurredAt, ...body };
};
const opened = (customerId: string) => told(customerId, { kind: "case-opened", caseId: "t-1", subject: "complaint" });
const closed = (customerId: string, caseId = "t-1") =>
  told(customerId, { kind: "case-closed", caseId, subject: "complaint", outcome: "refund" });
const passing = (minutes: number) => shop.tables.clock.advance(minutes * minuteMs);
const run = async () => {
  await shop.tick();
  await shop.drain();
};
const caseOf = (customerId: string, caseId: string) =>
  createCaseStore(shop.tables.runtime()).get({ customerId, caseKey: caseKeyOf({ customerId, caseId }) });

describe("no promotion leaves while a case is open", () => {
  it("when the case opened before it was due; it leaves when the case closes", async () => {
    await shop.tell([opened("complains"), ...due("complains")]);
    await run();
    expect(arrivals("complains")).toEqual([]);

    passing(30);
    await shop.tell([closed("complains")]);
    await run();

    expect(arrivals("complains")).toHaveLength(1);
    expect(await caseOf("complains", "t-1")).toMatchObject({ status: "closed", outcome: "refund" });
  });

  it("when it was reserved already; it leaves when the case closes, once", async () => {
    await shop.tell(due("reserved"));
    const reserved = await shop.takeReserved();
    await shop.tell([opened("reserved")]);
    await shop.send(reserved);
    await shop.drain();
    expect(reserved).toHaveLength(1);
    expect(arrivals("reserved")).toEqual([]);

    passing(20);
    await run();
    expect(arrivals("reserved")).toEqual([]);

    await shop.tell([closed("reserved")]);
    await run();
    passing(20);
    await run();

    expect(arrivals("reserved")).toHaveLength(1);
    expect(await shop.messagesOf("reserved")).toMatchObject([{ attempt: 2 }]);
  });

  it("when a bad review arrives together with what makes it due", async () => {
    const review = told("reviews", { kind: "review-posted", reviewId: "r-9", rating: 2 });
    await shop.tell([review, ...due("reviews")]);
    await run();

    expect(arrivals("reviews")).toEqual([]);
    expect(await caseOf("reviews", "review-r-9")).toMatchObject({ status: "open", subject: "review" });
    expect((await shop.profile("reviews")).cases).toMatchObject([{ caseId: "review-r-9" }]);
  });

  it("also after its deadline: then it never leaves", async () => {
    await shop.tell([opened("too-late"), ...due("too-late")]);
    await run();
    passing(73 * 60);
    await run();
    await shop.tell([closed("too-late")]);
    await run();

    expect(arrivals("too-late")).toEqual([]);
  });
});

describe("a case that nobody answers", () => {
  it("becomes a manager's task when its deadline has passed, one however many ticks see it", async () => {
    shop.tables.clock.advance(24 * 60 * minuteMs - ((shop.tables.clock.now() - start) % (24 * 60 * minuteMs)));
    await shop.tell([...due("waits"), opened("waits")]);
    passing(29);
    await run();
    const before = await createTaskStore(shop.tables.runtime()).list("waits");

    passing(1);
    await Promise.all([shop.tick(), shop.tick()]);
    passing(5);
    await run();

    expect(before).toEqual([]);
    expect(await createTaskStore(shop.tables.runtime()).list("waits")).toMatchObject([
      { role: "manager", task: "reply", caseId: "t-1", status: "open" },
    ]);
    expect(await caseOf("waits", "t-1")).toMatchObject({ level: 1, status: "open" });
  });

  it("is not taken to anybody when somebody answered in time", async () => {
    await shop.tell([opened("answered")]);
    passing(10);
    await shop.tell([told("answered", { kind: "case-acknowledged", caseId: "t-1", subject: "complaint" })]);
    passing(60);
    await run();

    expect(await createTaskStore(shop.tables.runtime()).list("answered")).toEqual([]);
    expect(await caseOf("answered", "t-1")).toMatchObject({ level: 0, acknowledgedAt: expect.any(Number) });
  });
});
