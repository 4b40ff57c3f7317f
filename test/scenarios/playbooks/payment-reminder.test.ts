// P14: an order is placed and not paid. A reminder after half an hour, a last one 20 hours after the order, and nothing
// more once it is paid or cancelled.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Story, startStory } from "../../support/story.ts";

const playbook = "payment-reminder";
let story: Story;
beforeAll(async () => {
  story = await startStory({
    playbooks: [playbook],
    zone: "Europe/London",
    startsAt: "2026-05-18 10:00",
    settings: { quietHours: { default: { from: "21:00", to: "09:00" } } },
  });
}, 60_000);
afterAll(() => story.stop());

describe("payment-reminder", () => {
  it("reminds 30 minutes after an unpaid order, and for the last time 20 hours after it", async () => {
    await story.until("2026-05-18 14:00");
    const ann = await story.person("Ann");
    await ann.does("Order Created", { order_id: "T-1001", total: 24 });

    await story.until("2026-05-18 14:29");
    expect(await ann.gets()).toEqual([]);

    await story.until("2026-05-19 12:00");
    const got = await ann.gets();

    expect(got).toMatchObject([
      { on: "2026-05-18 14:30", by: "email", step: "unpaid" },
      { on: "2026-05-19 10:00", by: "email", step: "still-unpaid" },
    ]);
    expect(got[0]?.says).toBe("Your order T-1001 is waiting for payment");
    expect(got[0]?.text).toContain("We will not pack anything before it is paid.");

    await story.later({ days: 5 });
    expect(await ann.gets()).toEqual([]);
  });

  it("says nothing to who pays within the half hour", async () => {
    const ben = await story.person("Ben");
    await ben.does("Order Created", { order_id: "T-1002", total: 30 });
    await story.later({ minutes: 12 });
    await ben.does("Order Completed", { order_id: "T-1002", total: 30 });

    await story.later({ days: 2 });

    expect(await ben.gets()).toEqual([]);
  });

  it("says nothing when the shop tells of the payment before it tells of the order", async () => {
    const bea = await story.person("Bea");
    await bea.does("Order Completed", { order_id: "T-1010", total: 30 });
    await bea.does("Order Created", { order_id: "T-1010", total: 30 });

    await story.later({ days: 2 });

    expect(await bea.gets()).toEqual([]);
  });

  it("says nothing more to who pays, or cancels, after the first reminder", async () => {
    const [cat, dan] = [await story.person("Cat"), await story.person("Dan")];
    await cat.does("Order Created", { order_id: "T-1003", total: 30 });
    await dan.does("Order Created", { order_id: "T-1004", total: 30 });
    await story.later({ hours: 1 });
    expect([await cat.gets(), await dan.gets()].flat()).toHaveLength(2);

    await cat.does("Order Completed", { order_id: "T-1003", total: 30 });
    await dan.does("Order Cancelled", { order_id: "T-1004", total: 30 });
    await story.later({ days: 2 });

    expect([await cat.gets(), await dan.gets()].flat()).toEqual([]);
  });

  it("goes on reminding of an order when only another one is paid", async () => {
    const eva = await story.person("Eva");
    await eva.does("Order Created", { order_id: "T-1005", total: 30 });
    await story.later({ minutes: 10 });
    await eva.does("Order Completed", { order_id: "T-0900", total: 12 });

    await story.later({ days: 2 });

    expect(await eva.gets()).toMatchObject([{ step: "unpaid" }, { step: "still-unpaid" }]);
  });

  it("comes to the phone of who has the app, and in Chinese to who reads Chinese", async () => {
    await story.until("2026-06-02 11:00");
    const fei = await story.person("Fei", {
      traits: { language: "zh", firstName: "小飞" },
      consents: ["push", "sms"],
      hasApp: true,
    });
    const gao = await story.person("Gao", { traits: { language: "zh", firstName: "小高" }, consents: ["sms"] });
    await fei.does("Order Created", { order_id: "T-1006", total: 30 });
    await gao.does("Order Created", { order_id: "T-1007", total: 30 });

    await story.later({ minutes: 31 });

    expect(await fei.gets()).toMatchObject([{ on: "2026-06-02 11:30", by: "push", says: "您的订单还没付款" }]);
    const [text] = await gao.gets();
    expect(text).toMatchObject({ by: "sms", step: "unpaid" });
    expect(text?.says).toMatch(/^Leaf & Kettle：订单T-1007已为您保留，还没付款.* 拒收请回复R$/);
  });

  it("waits for the morning when the half hour ends at night", async () => {
    await story.until("2026-06-03 22:00");
    const hal = await story.person("Hal");
    await hal.does("Order Created", { order_id: "T-1008", total: 30 });

    await story.until("2026-06-04 08:59");
    expect(await hal.gets()).toEqual([]);

    await story.until("2026-06-04 09:00");
    expect(await hal.gets()).toMatchObject([{ on: "2026-06-04 09:00", step: "unpaid" }]);
  });

  it("does not write without consent: no-consent", async () => {
    await story.until("2026-06-08 10:00");
    const ida = await story.person("Ida", { consents: [], hasApp: true });
    await story.outcomes(playbook);
    await ida.does("Order Created", { order_id: "T-1009", total: 30 });

    await story.later({ days: 2 });

    expect(await ida.gets()).toEqual([]);
    expect(await story.outcomes(playbook)).toEqual({ "skipped:no-consent": 1 });
  });
});
