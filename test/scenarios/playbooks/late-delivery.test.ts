// P16: the promised time has passed and nothing arrived. The shop apologises and makes up for it before the customer asks.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Story, startStory } from "../../support/story.ts";

const playbook = "late-delivery";
let story: Story;
beforeAll(async () => {
  story = await startStory({
    playbooks: [playbook],
    zone: "Europe/London",
    startsAt: "2026-01-12 10:00",
    settings: { shop: { currency: "GBP" }, quietHours: { default: { from: "21:00", to: "09:00" } } },
  });
}, 60_000);
afterAll(() => story.stop());

describe("late-delivery", () => {
  it("apologises two hours after the promised time, once, with a coupon", async () => {
    const ann = await story.person("Ann");
    await ann.does("Order Completed", { order_id: "W-1", total: 60, promised_at: "2026-01-15T12:00:00Z" });
    await story.until("2026-01-13 09:00");
    await ann.does("Order Shipped", { order_id: "W-1", carrier: "Royal Mail" });

    await story.until("2026-01-15 13:59");
    expect(await ann.gets()).toEqual([]);

    await story.until("2026-01-20 12:00");
    const got = await ann.gets();
    expect(got).toMatchObject([
      { on: "2026-01-15 14:00", by: "email", step: "apology", says: "Order W-1 is late, and we are sorry" },
    ]);
    expect(got[0]?.text).toContain("£10 off your next order, with no minimum spend.");
    expect(got[0]?.text).toContain("SORRY10");
    // Sixty days, the sixteenth of March being the last of them.
    expect(got[0]?.text).toContain("Good until 16 March 2026.");
  });

  it("says nothing when the parcel arrives in time, or within the two hours of grace", async () => {
    const [ben, cat] = [await story.person("Ben"), await story.person("Cat")];
    await story.until("2026-02-02 10:00");
    await ben.does("Order Completed", { order_id: "W-2", total: 60, promised_at: "2026-02-05T12:00:00Z" });
    await cat.does("Order Completed", { order_id: "W-3", total: 60, promised_at: "2026-02-05T12:00:00Z" });
    await story.outcomes(playbook);
    await story.until("2026-02-04 16:00");
    await ben.does("Order Delivered", { order_id: "W-2" });
    await story.until("2026-02-05 13:30");
    await cat.does("Order Delivered", { order_id: "W-3" });

    await story.until("2026-02-10 12:00");

    expect([await ben.gets(), await cat.gets()].flat()).toEqual([]);
    expect(await story.outcomes(playbook)).toEqual({});
  });

  it("says nothing about an order that was cancelled, or that had no promise", async () => {
    const [dan, eva] = [await story.person("Dan"), await story.person("Eva")];
    await dan.does("Order Completed", { order_id: "W-4", total: 60, promised_at: "2026-02-13T12:00:00Z" });
    await dan.does("Order Cancelled", { order_id: "W-4", total: 60 });
    await eva.does("Order Completed", { order_id: "W-5", total: 60 });

    await story.until("2026-02-20 12:00");

    expect([await dan.gets(), await eva.gets()].flat()).toEqual([]);
  });

  it("goes by the newer promise, made when the parcel left", async () => {
    const fay = await story.person("Fay");
    await fay.does("Order Completed", { order_id: "W-6", total: 60, promised_at: "2026-02-24T12:00:00Z" });
    await story.until("2026-02-22 10:00");
    await fay.does("Order Shipped", { order_id: "W-6", promised_at: "2026-02-26T12:00:00Z" });

    await story.until("2026-03-02 12:00");

    expect(await fay.gets()).toMatchObject([{ on: "2026-02-26 14:00", step: "apology" }]);
  });

  it("waits for the morning, and the order that came meanwhile needs no apology any more", async () => {
    const [gil, hua] = [await story.person("Gil"), await story.person("Hua", { traits: { language: "zh" } })];
    await gil.does("Order Completed", { order_id: "W-7", total: 60, promised_at: "2026-03-05T20:00:00Z" });
    await hua.does("Order Completed", { order_id: "W-8", total: 60, promised_at: "2026-03-05T20:00:00Z" });
    await story.until("2026-03-06 08:00");
    await gil.does("Order Delivered", { order_id: "W-7" });

    await story.until("2026-03-06 12:00");

    expect(await gil.gets()).toEqual([]);
    const [apology] = await hua.gets();
    expect(apology).toMatchObject({ on: "2026-03-06 09:00", says: "订单 W-8 送晚了，很抱歉" });
    expect(apology?.text).toContain("下一单立减£10，没有使用门槛");
  });

  it("goes by text to who allows nothing else", async () => {
    const ida = await story.person("Ida", { consents: ["sms"] });
    await ida.does("Order Completed", { order_id: "W-9", total: 60, promised_at: "2026-03-10T12:00:00Z" });

    await story.until("2026-03-11 12:00");

    const [text] = await ida.gets();
    expect(text).toMatchObject({ on: "2026-03-10 14:00", by: "sms" });
    expect(text?.says).toContain("Sorry, order W-9 is late.");
    expect(text?.says).toContain("£10 off your next order, code SORRY10.");
  });

  it("does not write without consent: no-consent", async () => {
    const joe = await story.person("Joe", { consents: [] });
    await story.outcomes(playbook);
    await joe.does("Order Completed", { order_id: "W-10", total: 60, promised_at: "2026-03-17T12:00:00Z" });

    await story.until("2026-03-20 12:00");

    expect(await joe.gets()).toEqual([]);
    expect(await story.outcomes(playbook)).toEqual({ "skipped:no-consent": 1 });
  });
});
