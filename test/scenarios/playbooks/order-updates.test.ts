// P15: paid, shipped, each node on the way, delivered. The customer is told as it happens, caps or no caps, and never at an
// address that must not be written to.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Person, type Story, startStory } from "../../support/story.ts";

const playbook = "order-updates";
let story: Story;
beforeAll(async () => {
  story = await startStory({
    playbooks: [playbook],
    zone: "Asia/Shanghai",
    startsAt: "2026-03-02 10:00",
    settings: {
      caps: [{ id: "one-a-week", scope: "all", window: { calendar: "week" }, max: 1 }],
      quietHours: { default: { from: "21:00", to: "09:00" } },
      campaigns: { [playbook]: { enabled: true, shopUrl: "https://leaf.example/orders" } },
    },
  });
}, 60_000);
afterAll(() => story.stop());

/** From the order to the door in four days. */
const travels = async (person: Person, orderId: string, day: (n: number) => string): Promise<void> => {
  await story.until(`${day(0)} 11:00`);
  await person.does("Order Completed", { order_id: orderId, total: 88 });
  await story.until(`${day(1)} 15:20`);
  await person.does("Order Shipped", { order_id: orderId, carrier: "顺丰速运" });
  await story.until(`${day(2)} 10:05`);
  await person.does("Shipment Updated", { order_id: orderId, status: "已到达杭州转运中心" });
  await story.until(`${day(3)} 09:30`);
  await person.does("Shipment Updated", { order_id: orderId, status: "派送中，快递员小王" });
  await story.until(`${day(3)} 12:45`);
  await person.does("Order Delivered", { order_id: orderId });
  await story.later({ hours: 1 });
};

describe("order-updates", () => {
  it("tells each step on the phone of who has the app, at once, although the week allows one message only", async () => {
    const lin = await story.person("Lin", {
      traits: { language: "zh", firstName: "小林" },
      consents: ["push", "email"],
      hasApp: true,
    });

    await travels(lin, "A-2001", (n) => `2026-03-0${3 + n}`);

    const got = await lin.gets();
    expect(got.map(({ on, by, step }) => `${on} ${by} ${step}`)).toEqual([
      "2026-03-03 11:00 push paid",
      "2026-03-04 15:20 push shipped",
      "2026-03-05 10:05 push moved",
      "2026-03-06 09:30 push moved",
      "2026-03-06 12:45 push delivered",
    ]);
    expect(got[1]?.text).toBe("订单 A-2001 已上路，由顺丰速运承运，有进展就告诉您。");
    expect(got[2]?.text).toBe("订单 A-2001：已到达杭州转运中心");
    expect(got[3]?.text).toBe("订单 A-2001：派送中，快递员小王");
  });

  it("tells by text what matters, and not each node: texts cost money", async () => {
    const moe = await story.person("Moe", { consents: ["sms"] });

    await travels(moe, "A-2002", (n) => `2026-03-1${n}`);

    const got = await moe.gets();
    expect(got.map(({ step }) => step)).toEqual(["paid", "shipped", "delivered"]);
    expect(got[2]?.says).toMatch(/^Leaf & Kettle: The carrier says order A-2002 was delivered\. Not there/);
  });

  it("waits for the morning with what happens at night", async () => {
    await story.until("2026-03-16 23:30");
    const ned = await story.person("Ned");
    await ned.does("Order Shipped", { order_id: "A-2003" });

    await story.until("2026-03-17 09:01");

    const [shipped] = await ned.gets();
    expect(shipped).toMatchObject({ on: "2026-03-17 09:00", by: "email", says: "Order A-2003 has left us" });
    expect(shipped?.text).toContain("Your order A-2003 is packed and has left us.");
  });

  it("tells in the morning in the order in which it happened, and counts what was too much for one night: crowded", async () => {
    await story.until("2026-03-17 22:00");
    const uma = await story.person("Uma");
    await story.outcomes(playbook);
    const before = story.local.standIns.inbox().length;
    await uma.does("Order Completed", { order_id: "A-2007", total: 20 });
    for (const event of ["Order Shipped", "Shipment Updated", "Order Delivered"]) {
      await story.later({ minutes: 40 });
      await uma.does(event, { order_id: "A-2007", status: "At the depot" });
    }

    await story.until("2026-03-18 09:01");

    const told = story.local.standIns.inbox().slice(before);
    expect(told.map((one) => one.channel === "email" && one.subject)).toEqual([
      "Order A-2007 is confirmed",
      "Order A-2007 has left us",
      "Order A-2007: news of your parcel",
    ]);
    expect(new Set(told.map(({ receivedAt }) => receivedAt)).size).toBe(1);
    expect(await story.outcomes(playbook)).toMatchObject({ reserved: 3, "skipped:crowded": 1 });
  });

  it("does not tell what is old when it arrives: yesterday's news starts nothing", async () => {
    await story.until("2026-03-18 12:00");
    const ole = await story.person("Ole");
    await story.outcomes(playbook);
    const timestamp = new Date(story.local.clock.now() - 25 * 3_600_000).toISOString();

    await ole.did(timestamp, "Order Shipped", { order_id: "A-2004" });
    await story.later({ hours: 2 });

    expect(await ole.gets()).toEqual([]);
    expect(await story.outcomes(playbook)).toEqual({});
  });

  it("does not write again to an address that bounced: suppressed", async () => {
    const pia = await story.person("Pia", { traits: { email: "bounce@simulator.amazonses.com" } });
    await pia.does("Order Completed", { order_id: "A-2005", total: 20 });
    await story.later({ hours: 1 });
    await story.outcomes(playbook);

    await pia.does("Order Shipped", { order_id: "A-2005" });
    await story.later({ hours: 1 });

    expect((await pia.gets()).map(({ step }) => step)).toEqual(["paid"]);
    expect(await story.outcomes(playbook)).toEqual({ "skipped:suppressed": 1 });
  });
});

describe("order-updates of a shop that wants fewer", () => {
  it("leaves out what the shop does not want told", async () => {
    const quiet = await startStory({
      playbooks: [playbook],
      startsAt: "2026-03-02 10:00",
      settings: { campaigns: { [playbook]: { enabled: true, tellPaid: false, tellMoved: false } } },
    });
    try {
      const rae = await quiet.person("Rae");
      await rae.does("Order Completed", { order_id: "A-2006", total: 20 });
      await rae.does("Order Shipped", { order_id: "A-2006", carrier: "Royal Mail" });
      await rae.does("Shipment Updated", { order_id: "A-2006", status: "At the depot" });
      await rae.does("Order Delivered", { order_id: "A-2006" });
      await quiet.later({ minutes: 5 });

      const got = await rae.gets();
      expect(got.map(({ step }) => step).toSorted()).toEqual(["delivered", "shipped"]);
      expect(got.find(({ step }) => step === "shipped")?.text).toContain("It travels with Royal Mail.");
      expect(await quiet.outcomes(playbook)).toEqual({ reserved: 2 });
    } finally {
      await quiet.stop();
    }
  });
});
