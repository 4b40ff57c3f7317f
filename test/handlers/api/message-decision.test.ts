import { beforeEach, describe, expect, it } from "vitest";
import { createAuditStore } from "../../../lambdas/store/audit-store.ts";
import { byEmailOnly, type Doubt, doubtfulShop } from "../../support/doubts.ts";
import type { TestShop } from "../../support/shop.ts";

const hourMs = 3_600_000;
const start = Date.parse("2026-03-02T10:00:00Z");

const setting = doubtfulShop(start);
let shop: TestShop;
let one: Doubt;
let id = "";
beforeEach(() => {
  [shop, one, id] = [setting.shop(), setting.one(), setting.id()];
});

describe("a person's decision", () => {
  it("lets a message stand as accepted, keeps its slot, and is on the record with who made it", async () => {
    await one.park();
    const now = shop.tables.clock.now();

    const answer = await one.decide("accepted", { note: "The customer quoted it" });
    await shop.drain();

    expect(answer).toMatchObject({ status: 200, body: { message: { status: "accepted", open: [] } } });
    expect(await one.onlyMessage()).toMatchObject({
      status: "accepted",
      reason: "accepted-by-person",
      rule: "park",
      decision: { decision: "accepted", by: "local", at: now, attempt: 1 },
    });
    expect((await shop.profile(id)).contacts).toHaveLength(1);
    expect(await one.keysIn("parked")).toEqual([]);
    const [entry, ...others] = await createAuditStore(shop.tables.runtime()).ofDay(now);
    expect(others).toEqual([]);
    expect(entry).toMatchObject({
      at: now,
      by: "local",
      action: "decide-message",
      details: { status: "parked", decision: "accepted", note: "The customer quoted it", attempt: 1 },
    });
    // The trail outlives the customer, so it names nobody.
    expect(JSON.stringify(entry)).not.toContain(id);
  });

  it("is made about a message in doubt as well, without waiting for the rule", async () => {
    await one.doubt();

    await one.decide("accepted");

    expect(await one.onlyMessage()).toMatchObject({ status: "accepted" });
    expect(await one.keysIn("in-doubt")).toEqual([]);
  });

  it("gives the slot of a failed message to the step's next channel", async () => {
    await one.park();

    await one.decide("failed");
    await shop.drain();

    expect(await one.onlyMessage()).toMatchObject({
      status: "accepted",
      channel: "sms",
      attempt: 2,
      decision: { decision: "failed", attempt: 1 },
    });
    expect((await shop.profile(id)).contacts).toMatchObject([{ channel: "sms" }]);
  });

  it("gives the slot of a failed message back where no channel is left", async () => {
    await one.park(byEmailOnly);

    await one.decide("failed");
    await shop.drain();

    expect(await one.onlyMessage()).toMatchObject({ status: "failed", reason: "failed-by-person" });
    expect((await shop.profile(id)).contacts).toEqual([]);
  });

  it("sends once more when asked to, and parks again when that too stays in doubt", async () => {
    await one.park();
    shop.standIns.scriptEmail(["hang"]);
    const before = shop.standIns.calls().email;

    await one.decide("send-again");
    await shop.drain();
    await shop.tick();
    await shop.drain();

    expect(shop.standIns.calls().email - before).toBe(1);
    expect(await one.onlyMessage()).toMatchObject({
      status: "in-doubt",
      attempt: 2,
      decision: { decision: "send-again", attempt: 1 },
    });
    shop.tables.clock.advance(6 * hourMs);
    await shop.tick();
    expect(await one.onlyMessage()).toMatchObject({ status: "parked", attempt: 2 });
    expect((await shop.profile(id)).contacts).toHaveLength(1);
  });

  it("keeps the doubt when a message that was to be sent again may not be sent any more", async () => {
    await one.park();
    const at = shop.tables.clock.now();
    const optOut = { kind: "consent-withdrawn", channel: "email", topic: "all", source: "test" } as const;

    await one.decide("send-again");
    await shop.tell([]);
    await shop.tell([{ customerId: id, eventId: "stop", occurredAt: at, receivedAt: at, ...optOut }]);
    await shop.drain();

    expect(await one.onlyMessage()).toMatchObject({ status: "parked", reason: "sent-again-by-person-then-no-consent" });
    expect(await one.keysIn("parked")).toEqual([id]);
    expect((await shop.profile(id)).contacts).toHaveLength(1);
  });

  it("is made once: a second one is told what stands", async () => {
    await one.park();
    await one.decide("accepted");

    const second = await one.decide("failed");

    expect(second).toMatchObject({
      status: 409,
      body: {
        problems: [{ where: "message", received: "accepted" }],
        message: { status: "accepted", decision: { decision: "accepted", by: "local" } },
      },
    });
    expect(await one.onlyMessage()).toMatchObject({ status: "accepted" });
  });

  it("is made once when two people decide at the same moment", async () => {
    await one.park();

    const answers = await Promise.all([one.decide("accepted"), one.decide("failed"), one.decide("send-again")]);

    const won = answers.filter(({ status }) => status === 200);
    expect(won).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(2);
    expect(await createAuditStore(shop.tables.runtime()).ofDay(shop.tables.clock.now())).toHaveLength(1);
    expect(await one.onlyMessage()).toMatchObject({ status: won[0]?.body.message?.status });
  });

  it("does not send again after the deadline, and says what may be decided instead", async () => {
    await one.park();
    shop.tables.clock.advance(72 * hourMs);

    const answer = await one.decide("send-again");

    expect(answer).toMatchObject({
      status: 409,
      body: { problems: [{ where: "body.decision", allowed: "accepted, failed" }] },
    });
    expect(await one.onlyMessage()).toMatchObject({ status: "parked" });
  });

  it.each([
    [{ decision: "lost" }, "decision"],
    [{}, "decision"],
    [{ decision: "accepted", note: "" }, "note"],
    [{ decision: "accepted", by: "somebody else" }, "by"],
  ])("refuses %j and changes nothing", async (body, where) => {
    await one.park();

    const answer = await one.post(JSON.stringify(body));

    expect(answer.status).toBe(400);
    expect(answer.body.problems).toEqual([expect.objectContaining({ where })]);
    expect(await one.onlyMessage()).toMatchObject({ status: "parked" });
  });

  it("refuses a form, which a foreign page could send", async () => {
    await one.park();

    const answer = await one.post('{"decision":"failed"}', "text/plain");

    expect(answer).toMatchObject({ status: 415, body: { problems: [{ where: "content-type" }] } });
  });

  it("knows no message that is not there", async () => {
    const answer = await one.request("/messages/nobody/abcdefghijklmnopqrstuvwxyz/decision", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: '{"decision":"failed"}',
    });

    expect(answer).toMatchObject({ status: 404 });
  });
});
