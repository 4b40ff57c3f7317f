import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { CustomerEvent, EventBody } from "../../lambdas/domain/event.ts";
import { at, dormantCampaign, sendStep } from "../support/campaigns.ts";
import { customerWith } from "../support/customer-with.ts";
import { createPhone, isPush, openIngest, type SendMessage } from "../support/phone.ts";
import { startShop, type TestShop } from "../support/shop.ts";

const start = at("2026-03-02T10:00:00Z");
const pushOnly = dormantCampaign({ steps: [sendStep({ channels: ["push"] })] });

let shop: TestShop;
let send: SendMessage;

beforeAll(async () => {
  shop = await startShop(start);
  await shop.open({ campaigns: [pushOnly], settings: { importing: { settleMinutes: 0 } } });
  send = await openIngest(shop.runtime());
});
afterAll(() => shop.stop());
beforeEach(() => shop.standIns.scriptPush([]));

const phoneOf = (customerId: string) => createPhone(send, shop.standIns, customerId);
const dormant = (customerId: string) => shop.tell(customerWith({ customerId, now: start, daysSinceOrder: 180 }));
const happens = (customerId: string, body: EventBody): CustomerEvent => ({
  ...{ customerId, eventId: `${body.kind}-now`, occurredAt: start, receivedAt: start },
  ...body,
});
const statusOf = async (customerId: string) => (await shop.messagesOf(customerId)).map(({ status }) => status);
const pushes = () => shop.standIns.inbox().filter(isPush).length;

/** Everything up to the reservation: the message lies ready to be sent. */
const reserved = async (customerId: string) => {
  await phoneOf(customerId).signIn(customerId);
  await shop.drain();
  await dormant(customerId);
  return shop.takeReserved();
};

describe("never a push", () => {
  it("to a device whose owner did not agree to push: registering is no consent", async () => {
    await phoneOf("only-registered").signIn("only-registered", { consents: { email: true } });
    await dormant("only-registered");
    await shop.tick();
    await shop.drain();

    expect((await shop.profile("only-registered")).devices).toHaveLength(1);
    expect(await statusOf("only-registered")).toEqual([]);
    expect(shop.standIns.calls().push).toBe(0);
  });

  it.each<[string, EventBody]>([
    ["push was opted out of", { kind: "consent-withdrawn", channel: "push", topic: "all", source: "preferences" }],
    ["this topic was", { kind: "consent-withdrawn", channel: "push", topic: "promotion", source: "preferences" }],
  ])("once %s, though it was decided before", async (name, body) => {
    const customerId = `after-${name.replaceAll(" ", "-")}`;
    const records = await reserved(customerId);
    await shop.tell([happens(customerId, body)]);

    const before = shop.standIns.calls().push;
    await shop.send(records);

    expect(records).toHaveLength(1);
    expect(shop.standIns.calls().push).toBe(before);
    expect(await statusOf(customerId)).toEqual(["withdrawn"]);
  });

  it("to somebody who has handed the phone on: the device moved between the decision and the sending", async () => {
    const records = await reserved("first-owner");
    await createPhone(send, shop.standIns, "first-owner").signIn("second-owner", { consents: {} });
    await shop.drain();

    const before = shop.standIns.calls().push;
    await shop.send(records);

    expect(shop.standIns.calls().push).toBe(before);
    expect(await statusOf("first-owner")).toEqual(["withdrawn"]);
  });

  it("to a suppressed device", async () => {
    const records = await reserved("suppressed-device");
    const [device] = (await shop.profile("suppressed-device")).devices ?? [];
    const address = device?.endpoint ?? "";
    await shop.tell([happens("suppressed-device", { kind: "suppressed", channel: "push", address, cause: "manual" })]);

    const before = shop.standIns.calls().push;
    await shop.send(records);

    expect(shop.standIns.calls().push).toBe(before);
    expect(await statusOf("suppressed-device")).toEqual(["withdrawn"]);
  });

  it("twice: silence leaves it in doubt, however often its record comes", async () => {
    const records = await reserved("in-silence");
    const before = { calls: shop.standIns.calls().push, shown: pushes() };
    shop.standIns.scriptPush(["hang-after-accept"]);

    await shop.send(records);
    await shop.send(records);

    expect(shop.standIns.calls().push - before.calls).toBe(1);
    expect(pushes() - before.shown).toBe(1);
    expect(await statusOf("in-silence")).toEqual(["in-doubt"]);
  });

  it("to an endpoint that was disabled, by a later message", async () => {
    const first = await reserved("lost-app");
    const [device] = (await shop.profile("lost-app")).devices ?? [];
    const endpoint = device?.endpoint ?? "";
    const called: string[] = [];
    shop.standIns.scriptPush((_, { to }) => {
      called.push(...to);
      return "accept";
    });
    shop.standIns.disableEndpoint(endpoint);
    await shop.send(first);
    await shop.drain();

    await shop.open({
      campaigns: [dormantCampaign({ id: "another", steps: [sendStep({ channels: ["push"] })] })],
      settings: { importing: { settleMinutes: 0 } },
    });
    await shop.drain();
    await shop.tick();
    await shop.drain();

    expect(await statusOf("lost-app")).toEqual(["failed"]);
    expect(called.filter((one) => one === endpoint)).toHaveLength(1);
    // The others of this shop were called by the later campaign, so it was at work.
    expect(called.length).toBeGreaterThan(1);
  });
});
