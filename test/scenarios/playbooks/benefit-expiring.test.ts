// P24: a coupon that the customer holds runs out in three days. A push says so where push is welcome; a text while push
// rests, or was never allowed. Only once for each coupon, never after it has run out, and not to who has used it.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Coupon } from "../../../lambdas/domain/coupon.ts";
import { createEventStore } from "../../../lambdas/store/event-store.ts";
import { instantOf } from "../../support/shop-clock.ts";
import { type Person, type Story, startStory } from "../../support/story.ts";
import { complain } from "../../support/story-cases.ts";

const playbook = "benefit-expiring";
const zone = "Europe/London";
const gift: Coupon = {
  kind: "pool",
  id: "gift",
  name: { en: "A gift", zh: "心意" },
  value: { amount: 15, unit: "money" },
  minimumSpend: 60,
  lowAt: 1,
  empty: false,
};

let story: Story;
beforeAll(async () => {
  story = await startStory({
    playbooks: [playbook],
    zone,
    startsAt: "2026-03-02 10:00",
    coupons: [gift],
    settings: { quietHours: { default: { from: "21:00", to: "09:00" } } },
  });
}, 60_000);
afterAll(() => story.stop());

/** Some campaign of the shop gave the customer a code, which is good until a local time. */
const holds = async ({ id: customerId }: Person, code: string, until: string): Promise<void> => {
  const now = story.local.clock.now();
  const envelope = { customerId, eventId: `issued-${code}`, occurredAt: now, receivedAt: now };
  const coupon = { couponId: gift.id, code, campaignId: "spring", validUntil: instantOf(until, zone) };
  await createEventStore(story.local.runtime).append([{ ...envelope, kind: "coupon-issued", ...coupon }]);
  await story.local.drain();
};

describe("benefit-expiring", () => {
  it("reminds by push three days before the coupon runs out, once", async () => {
    const ann = await story.person("Ann", { consents: ["push", "sms"], hasApp: true });
    await holds(ann, "ANN-1", "2026-03-20 12:00");

    await story.until("2026-03-17 11:59");
    expect(await ann.gets()).toEqual([]);

    await story.until("2026-03-25 12:00");
    expect(await ann.gets()).toMatchObject([
      {
        ...{ on: "2026-03-17 12:00", by: "push", says: "$15 off, still yours" },
        text: "Good until 20 March 2026. Code ANN-1 at the checkout. No use for it? Just let it lapse.",
      },
    ]);
  });

  it("says it by text to who never allowed push, with the minimum spend", async () => {
    const ben = await story.person("Ben", { consents: ["sms"] });
    await holds(ben, "BEN-1", "2026-04-20 12:00");

    await story.until("2026-04-18 12:00");

    const [text] = await ben.gets();
    expect(text).toMatchObject({ on: "2026-04-17 12:00", by: "sms" });
    expect(text?.says).toContain("your $15 off is good until 20 April 2026. Code: BEN-1, from $60.");
  });

  it("changes to text for who has left three pushes in a row unopened", async () => {
    await story.until("2026-05-01 10:00");
    const cat = await story.person("Cat", { consents: ["push", "sms"], hasApp: true });
    for (const [code, until] of [
      ["CAT-1", "2026-05-10 12:00"],
      ["CAT-2", "2026-05-20 12:00"],
      ["CAT-3", "2026-05-30 12:00"],
      ["CAT-4", "2026-06-10 12:00"],
    ] as const)
      await holds(cat, code, until);

    await story.until("2026-06-15 10:00");

    expect(await cat.gets()).toMatchObject([
      { on: "2026-05-07 12:00", by: "push" },
      { on: "2026-05-17 12:00", by: "push" },
      { on: "2026-05-27 12:00", by: "push" },
      { on: "2026-06-07 12:00", by: "sms" },
    ]);
  });

  it("writes in Chinese to who reads Chinese", async () => {
    const dong = await story.person("Dong", { traits: { firstName: "小冬", language: "zh" }, consents: ["sms"] });
    await holds(dong, "DONG-1", "2026-06-30 12:00");

    await story.until("2026-06-28 12:00");

    const [text] = await dong.gets();
    expect(text?.says).toMatch(
      /^Leaf & Kettle：小冬，您有.*优惠，有效期到2026年6月30日，结账填DONG-1，满.*拒收请回复R$/,
    );
  });

  it("does not remind who has used it", async () => {
    await story.until("2026-07-01 10:00");
    const eva = await story.person("Eva");
    await holds(eva, "EVA-1", "2026-07-20 12:00");
    await story.until("2026-07-10 10:00");
    await eva.does("Order Completed", { order_id: "tea-1", total: 70, coupon: "EVA-1" });

    await story.until("2026-07-25 10:00");

    expect(await eva.gets()).toEqual([]);
  });

  it("waits for nine o'clock when the three days begin at night", async () => {
    await story.until("2026-08-01 10:00");
    const fay = await story.person("Fay");
    await holds(fay, "FAY-1", "2026-08-21 00:00");

    await story.until("2026-08-18 12:00");

    // Good until midnight: the last day is the 20th.
    const [mail] = await fay.gets();
    expect(mail).toMatchObject({ on: "2026-08-18 09:00", by: "email" });
    expect(mail?.says).toBe("Before it lapses: $15 off is still yours");
    expect(mail?.text).toContain("Good until 20 August 2026");
  });

  it("offers nothing to who has a complaint open, and lets the reminder expire: case-open, expired", async () => {
    await story.until("2026-09-01 10:00");
    const gil = await story.person("Gil");
    await holds(gil, "GIL-1", "2026-09-20 12:00");
    await complain(story, gil, "C-1");
    await story.outcomes(playbook);

    await story.until("2026-09-25 10:00");

    expect(await gil.gets()).toEqual([]);
    expect(await story.outcomes(playbook)).toEqual({ "skipped:case-open": 1, "skipped:expired": 1 });
  });

  it("has no way to remind who allows push only, while push rests: push-paused", async () => {
    await story.until("2026-10-01 10:00");
    const hal = await story.person("Hal", { consents: ["push"], hasApp: true });
    for (const day of ["10", "14", "18", "22"]) await holds(hal, `HAL-${day}`, `2026-10-${day} 12:00`);
    await story.outcomes(playbook);

    await story.until("2026-10-25 10:00");

    expect(await hal.gets()).toHaveLength(3);
    expect(await story.outcomes(playbook)).toEqual({ reserved: 3, "skipped:push-paused": 1 });
  });
});
