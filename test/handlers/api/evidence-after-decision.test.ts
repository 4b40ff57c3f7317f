import { beforeEach, describe, expect, it } from "vitest";
import { byEmailOnly, campaign, type Doubt, doubtfulShop, settings } from "../../support/doubts.ts";
import type { TestShop } from "../../support/shop.ts";

const start = Date.parse("2026-03-02T10:00:00Z");

const setting = doubtfulShop(start);
let shop: TestShop;
let one: Doubt;
let id = "";
beforeEach(() => {
  [shop, one, id] = [setting.shop(), setting.one(), setting.id()];
});

/** The provider's events, which were held up somewhere while a person decided. */
const hearLate = async (): Promise<void> => {
  await shop.hear();
  await shop.drain();
};

describe("evidence after a decision", () => {
  it("takes a message that a person let stand to delivered", async () => {
    await one.doubt("drop-after-accept");
    await one.decide("accepted");

    await hearLate();

    expect(await one.onlyMessage()).toMatchObject({ status: "delivered", decision: { decision: "accepted" } });
  });

  it("wins over a person's failed: the message is delivered and takes its slot again", async () => {
    await one.doubt("drop-after-accept", byEmailOnly);
    const events = shop.standIns.idle();
    await one.decide("failed");
    await shop.tell([]);
    expect((await shop.profile(id)).contacts).toEqual([]);
    await events;

    await hearLate();

    expect(await one.onlyMessage()).toMatchObject({ status: "delivered", decision: { decision: "failed" } });
    expect((await shop.profile(id)).contacts).toMatchObject([{ channel: "email" }]);
  });

  it("keeps the next channel from sending, when it comes before that one's turn", async () => {
    await one.doubt("drop-after-accept");
    await one.decide("failed");
    await shop.tell([]);
    const reserved = await shop.takeReserved();
    const texts = shop.standIns.calls().sms;

    await shop.hear();
    await shop.send(reserved);
    await shop.drain();

    expect(reserved).toHaveLength(1);
    expect(shop.standIns.calls().sms).toBe(texts);
    expect(await one.onlyMessage()).toMatchObject({ channel: "email", status: "delivered" });
    expect((await shop.profile(id)).contacts).toHaveLength(1);
  });

  it("ends a wait for the next channel's hours", async () => {
    const night = { ...settings, quietHours: { default: "none", sms: { from: "00:00", to: "23:00" } } } as const;
    await one.doubt("drop-after-accept");
    await shop.open({ campaigns: [campaign], settings: night });
    await one.decide("failed");
    await shop.tell([]);
    expect((await shop.profile(id)).journeys).toMatchObject([{ resend: { holdsSlot: false } }]);

    await hearLate();

    const { journeys, contacts } = await shop.profile(id);
    expect(journeys).toEqual([]);
    expect(contacts).toMatchObject([{ channel: "email" }]);
  });

  it("about the channel that was given up does not settle the channel that took over, and is kept", async () => {
    await one.doubt("drop-after-accept");
    await one.decide("failed");
    await shop.tell([]);
    await shop.send(await shop.takeReserved());
    expect(await one.onlyMessage()).toMatchObject({ channel: "sms", status: "accepted" });

    await hearLate();

    expect(await one.onlyMessage()).toMatchObject({
      channel: "sms",
      status: "accepted",
      earlier: { channel: "email", status: "delivered" },
    });
  });
});
