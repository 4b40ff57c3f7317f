import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import type { Category } from "../../lambdas/domain/channel.ts";
import type { SettingsInput } from "../../lambdas/domain/settings.ts";
import { dormantCampaign, sendStep } from "../support/campaigns.ts";
import { customerWith } from "../support/customer-with.ts";
import { startShop, type TestShop } from "../support/shop.ts";

const start = Date.parse("2026-03-02T10:00:00Z");
const [american, british, chinese] = ["+12025550143", "+447700900123", "+8613800138000"];

let shop: TestShop;
beforeAll(async () => {
  shop = await startShop(start);
});
afterAll(() => shop.stop());
beforeEach(() => shop.tables.clock.set(start));
afterEach(async () => {
  await shop.drain();
  await shop.tables.clear();
});

/** What the provider was handed, by number. */
const textsSent = async (given: SettingsInput["senders"], category: Category = "promotion") => {
  const senders: SettingsInput["senders"] = { smsPreferences: "never", ...given };
  const steps = [sendStep({ id: "hello", channels: ["sms"], category })];
  const campaign = dormantCampaign({ trigger: { kind: "since-last-order", days: 180 }, steps });
  const settings = { shop: { name: "Harbour" }, importing: { settleMinutes: 0 }, senders };
  await shop.open({ campaigns: [campaign], settings });
  const before = shop.standIns.inbox().length;
  for (const phone of [american, british, chinese])
    await shop.tell(customerWith({ customerId: `c${phone}`, now: start, daysSinceOrder: 180, phone }));
  await shop.drain();
  const sent = shop.standIns.inbox().slice(before);
  return Object.fromEntries(sent.flatMap((one) => (one.channel === "sms" ? [[one.to[0], one.text]] : [])));
};

it("a text is signed and ended by the country of the number it goes to", async () => {
  expect(await textsSent(undefined)).toEqual({
    [american]: "Harbour: Hello Ada Reply STOP to opt out",
    [british]: "Harbour: Hello Ada Reply STOP to opt out",
    [chinese]: "【Harbour】Hello Ada 拒收请回复R",
  });
});

it("a text from a name ends with the customer's own opt-out link, where names are senders", async () => {
  expect(await textsSent({ smsSenderId: "HARBOUR" })).toEqual({
    [american]: "Harbour: Hello Ada Reply STOP to opt out",
    [british]: expect.stringMatching(/^Harbour: Hello Ada Opt out: https?:\/\/\S+\/u\/\S{10,60}$/),
    [chinese]: "【Harbour】Hello Ada 拒收请回复R",
  });
});

it("a gateway that signs itself gets the text without brackets, and a transaction has no way out to advertise", async () => {
  expect(await textsSent({ smsSignature: "gateway" }, "transactional")).toEqual({
    [american]: "Harbour: Hello Ada",
    [british]: "Harbour: Hello Ada",
    [chinese]: "Hello Ada",
  });
});

it("a text says where to choose what to get, where that costs no further part and a gateway does not mind", async () => {
  const choice = expect.stringMatching(
    /^Harbour: Hello Ada Your choice: https?:\/\/\S+\/p\/\S{10,60} Reply STOP to opt out$/,
  );

  expect(await textsSent({ smsPreferences: "when-free" })).toEqual({
    [american]: choice,
    [british]: choice,
    [chinese]: "【Harbour】Hello Ada 拒收请回复R",
  });
});
