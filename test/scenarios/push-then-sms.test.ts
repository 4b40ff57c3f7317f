import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Step } from "../../lambdas/domain/campaign.ts";
import { at, dayMs, dormantCampaign, hourMs, sendStep } from "../support/campaigns.ts";
import { customerWith } from "../support/customer-with.ts";
import { createPhone, isPush, openIngest } from "../support/phone.ts";
import { startShop, type TestShop } from "../support/shop.ts";

/*
 * A shop writes to Ada by push where it may, and by text otherwise, every other day. She does not look at three of them,
 * so push rests and the texts take over. Then she taps an old notification, and push is welcome again.
 */
const start = at("2026-03-02T10:00:00Z");
const phoneNumber = "+447700900123";
const customerId = "ada";

const every2Days: readonly Step[] = Array.from({ length: 6 }, (_, index): Step[] => [
  sendStep({ id: `word-${index + 1}`, channels: ["push", "sms"] }),
  { kind: "wait", id: `rest-${index + 1}`, days: 2 },
]).flat();

let shop: TestShop;
let phone: ReturnType<typeof createPhone>;

beforeAll(async () => {
  shop = await startShop(start - hourMs);
  await shop.open({
    campaigns: [dormantCampaign({ steps: [...every2Days] })],
    settings: { importing: { settleMinutes: 0 } },
  });
  const send = await openIngest(shop.runtime());
  phone = createPhone(send, shop.standIns, "adas-phone");
});
afterAll(() => shop.stop());

const next2Days = async (): Promise<void> => {
  shop.tables.clock.advance(2 * dayMs);
  await shop.tick();
  await shop.drain();
};
const channels = () => shop.standIns.inbox().map(({ channel }) => channel);

describe("three unopened pushes, then SMS", () => {
  it("a device that signs in with consent gets the first message", async () => {
    await phone.signIn(customerId);
    await shop.drain();
    shop.tables.clock.advance(hourMs);
    await shop.tell(customerWith({ customerId, now: start, daysSinceOrder: 180, phone: phoneNumber }));
    await shop.tick();
    await shop.drain();

    expect(channels()).toEqual(["push"]);
    expect(phone.shown()).toMatchObject([{ title: "Hello Ada", body: "A word from My shop" }]);
    expect(phone.shown()[0]?.data.preferencesUrl).toMatch(/^https:\/\/shop\.example\/preferences\//);
  });

  it("the second and the third come by push, and the fourth by SMS", async () => {
    await next2Days();
    await next2Days();
    expect(channels()).toEqual(["push", "push", "push"]);

    await next2Days();

    expect(channels()).toEqual(["push", "push", "push", "sms"]);
    expect(shop.standIns.inbox().at(-1)).toMatchObject({
      to: [phoneNumber],
      text: expect.stringContaining("Hello Ada"),
    });
  });

  it("once she taps on a notification, however old, push is back", async () => {
    const [first] = phone.shown();
    if (first === undefined) throw new Error("There was no push.");
    await phone.open(customerId, first, "Push Notification Tapped");
    await shop.drain();

    await next2Days();

    expect(channels()).toEqual(["push", "push", "push", "sms", "push"]);
  });

  it("a disabled device is called once more and never again: the text takes over within the same message", async () => {
    const endpoint = phone.endpoint() ?? "";
    shop.standIns.disableEndpoint(endpoint);
    const before = shop.standIns.calls().push;

    await next2Days();
    await shop.tick();
    await shop.drain();

    expect(shop.standIns.calls().push - before).toBe(1);
    expect(channels()).toEqual(["push", "push", "push", "sms", "push", "sms"]);
    expect((await shop.profile(customerId)).devices).toBeUndefined();
    expect(shop.standIns.inbox().filter(isPush)).toHaveLength(4);
  });

  it("the app that starts again is enabled again", async () => {
    await phone.start(customerId);
    await shop.drain();

    expect((await shop.profile(customerId)).devices).toMatchObject([{ endpoint: phone.endpoint(), platform: "fcm" }]);
    expect(shop.standIns.endpoint(phone.endpoint() ?? "")).toMatchObject({ enabled: true });
  });
});
