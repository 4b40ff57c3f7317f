import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CustomerEvent } from "../../lambdas/domain/event.ts";
import { createHandler as createFeedback } from "../../lambdas/handlers/feedback.ts";
import { createUnsubscribeApp } from "../../lambdas/handlers/unsubscribe.ts";
import { createEventStore } from "../../lambdas/store/event-store.ts";
import { dormantCampaign, sendStep } from "../support/campaigns.ts";
import { customerWith } from "../support/customer-with.ts";
import { everythingStored } from "../support/everything-stored.ts";
import { bounce, complaint, notified, queued, type SesEventInput } from "../support/ses-events.ts";
import { startShop, type TestShop } from "../support/shop.ts";
import { smsReply } from "../support/sms-reply.ts";

const start = Date.parse("2026-03-02T10:00:00Z");
const tickMs = 60_000;
const settings = { importing: { settleMinutes: 0 }, inDoubt: { leaseMinutes: 5 } } as const;

let shop: TestShop;
beforeAll(async () => {
  shop = await startShop(start);
});
afterAll(() => shop.stop());

const open = (channels: readonly ("email" | "sms")[]) =>
  shop.open({ campaigns: [dormantCampaign({ steps: [sendStep({ channels: [...channels] })] })], settings });

const arrivals = (address: string) => shop.standIns.inbox().filter(({ to }) => to.includes(address));
const hear = (...records: ReturnType<typeof queued>[]) => createFeedback(shop.tables.runtime())({ Records: records });
/** Hands the events stored meanwhile on to the profiles. */
const fold = async () => shop.refresh(await shop.take("EVENTS_TABLE"));

describe("never after a STOP", () => {
  const known = (customerId: string, phone: string): CustomerEvent[] =>
    customerWith({ customerId, phone, now: start, daysSinceOrder: 180 });

  it("withdraws a text that was reserved when the person answered STOP", async () => {
    await open(["sms"]);
    const phone = "+447700900101";
    await shop.tell(known("stops", phone));
    const reserved = await shop.takeReserved();

    await hear(smsReply({ from: phone, text: "Stop." }));
    await fold();
    await shop.send(reserved);
    await shop.drain();

    expect(reserved).toHaveLength(1);
    expect(arrivals(phone)).toEqual([]);
    expect(await shop.messagesOf("stops")).toMatchObject([
      { channel: "sms", status: "withdrawn", reason: "suppressed" },
    ]);
    expect(await shop.profile("stops")).toMatchObject({
      suppressions: { sms: [{ address: phone, cause: "stop" }] },
      consents: { sms: { all: { granted: false, source: "sms-reply" } } },
    });
  });

  it("stops everybody who has the number, and keeps the reply as evidence", async () => {
    await open(["sms"]);
    const phone = "+447700900102";
    await shop.tell([...known("he", phone), ...known("she", phone)]);

    await hear(smsReply({ from: phone, text: "退订", id: "reply-7" }));
    await fold();

    for (const id of ["he", "she"]) {
      expect((await shop.profile(id)).suppressions.sms).toMatchObject([{ cause: "stop" }]);
      const { events } = await createEventStore(shop.tables.runtime()).list({ customerId: id, limit: 10 });
      expect(events).toContainEqual(expect.objectContaining({ kind: "consent-withdrawn", evidence: "reply-7" }));
    }
  });

  it("holds for a number that turns up with a customer only later", async () => {
    await open(["sms"]);
    const phone = "+447700900103";
    await hear(smsReply({ from: phone, text: "STOP" }));
    const before = await everythingStored(shop.tables);

    await shop.tell(known("comes-later", phone));
    await shop.drain();

    expect(before).not.toContain(phone);
    expect(arrivals(phone)).toEqual([]);
    expect((await shop.profile("comes-later")).suppressions.sms).toMatchObject([{ address: phone, cause: "stop" }]);
  });

  it("takes any other answer as an event, and goes on writing", async () => {
    await open(["sms"]);
    const phone = "+447700900104";
    await shop.tell(known("answers", phone));

    const result = await hear(smsReply({ from: phone, text: "Where is the bus stop?" }), queued({ odd: true }, "odd"));
    await shop.drain();

    const { events } = await createEventStore(shop.tables.runtime()).list({ customerId: "answers", limit: 10 });
    expect(result.batchItemFailures).toEqual([]);
    expect(events).toContainEqual(
      expect.objectContaining({ name: "sms-received", properties: { text: "Where is the bus stop?" } }),
    );
    expect(arrivals(phone)).toHaveLength(1);
  });

  it("counts a STOP once, however often it is delivered", async () => {
    await open(["sms"]);
    const phone = "+447700900105";
    await shop.tell(known("once", phone));
    const reply = smsReply({ from: phone, text: "STOP", at: start - 5 });

    await hear(reply);
    await hear(reply);
    await fold();

    const { events } = await createEventStore(shop.tables.runtime()).list({ customerId: "once", limit: 10 });
    expect(events.filter(({ occurredAt }) => occurredAt === start - 5)).toHaveLength(2);
  });
});

describe("never after an opt-out", () => {
  const unsubscribePath = async (customerId: string): Promise<string> => {
    const [sent] = arrivals(`${customerId}@example.com`);
    const header = sent?.channel === "email" ? sent.headers["List-Unsubscribe"] : "";
    return new URL(String(header).slice(1, -1)).pathname;
  };

  it("withdraws a message that was reserved when the person left by one click of an earlier one", async () => {
    const second = dormantCampaign({
      steps: [
        sendStep({ channels: ["email"] }),
        { kind: "wait", id: "pause", days: 1 },
        sendStep({ id: "again", channels: ["email"] }),
      ],
    });
    await shop.open({ campaigns: [second], settings });
    await shop.tell(customerWith({ customerId: "leaves", now: shop.tables.clock.now(), daysSinceOrder: 180 }));
    await shop.drain();
    shop.tables.clock.advance(86_400_000);
    await shop.tick();
    const reserved = await shop.takeReserved();

    const answer = await createUnsubscribeApp(shop.tables.runtime()).request(await unsubscribePath("leaves"), {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: "List-Unsubscribe=One-Click",
    });
    await fold();
    await shop.send(reserved);
    await shop.drain();

    expect(answer.status).toBe(200);
    expect(reserved).toHaveLength(1);
    expect(arrivals("leaves@example.com")).toHaveLength(1);
    expect(await shop.messagesOf("leaves")).toContainEqual(
      expect.objectContaining({ stepId: "again", status: "withdrawn", reason: "no-consent" }),
    );
  });
});

describe("never to an address that is dead or complained", () => {
  it.each<[string, SesEventInput]>([
    ["a complaint", complaint()],
    ["a hard bounce", bounce("Permanent")],
  ])("suppresses within one tick: what %s finds reserved is withdrawn", async (name, event) => {
    await open(["email"]);
    const customerId = `hurt-by-${name.replaceAll(" ", "-")}`;
    const now = shop.tables.clock.now();
    await shop.tell(
      customerWith({ customerId, now, daysSinceOrder: 180 }).map((told) =>
        told.kind === "identified" ? { ...told, traits: { ...told.traits, email: "ada@example.com" } } : told,
      ),
    );
    const reserved = await shop.takeReserved();
    const before = arrivals("ada@example.com").length;

    // From an older message, of which the event says no more than the address.
    await hear(queued(notified(event), name));
    await fold();
    shop.tables.clock.advance(tickMs);
    await shop.tick();
    await shop.send(reserved);
    await shop.drain();

    expect(reserved).toHaveLength(1);
    expect(arrivals("ada@example.com")).toHaveLength(before);
    expect(await shop.messagesOf(customerId)).toMatchObject([{ status: "withdrawn", reason: "suppressed" }]);
  });
});
