import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type * as z from "zod";
import type { SettingsInput } from "../../../lambdas/domain/settings.ts";
import { costContract } from "../../../lambdas/handlers/api/contract/cost.ts";
import { dormantCampaign, sendStep } from "../../support/campaigns.ts";
import { customerWith } from "../../support/customer-with.ts";
import { createPeopleApi } from "../../support/people-api.ts";
import { startShop, type TestShop } from "../../support/shop.ts";

const dayMs = 86_400_000;
const start = Date.parse("2026-03-02T10:00:00Z");
const schema = costContract.get.responses[200].content["application/json"].schema;
/** Three get an email; two of them have a phone in the United States, the price of which is known, and one in France. */
const phones = ["+14155550001", "+14155550002", "+33612345678"];

let shop: TestShop;
let api: ReturnType<typeof createPeopleApi>;

const ask = async (): Promise<z.output<typeof schema>> => {
  const response = await api.request("/api/cost");
  const body: unknown = await response.json();
  expect(response.status, JSON.stringify(body)).toBe(200);
  return schema.parse(body);
};

beforeAll(async () => {
  shop = await startShop(start);
  api = createPeopleApi(shop.runtime());
});
afterAll(() => shop.stop());

describe("what a month costs", () => {
  it("is for a shop without anything what it costs to be there", async () => {
    const { totalUsd, engineUsd, feesUsd, fees, volumes } = await ask();

    expect(engineUsd).toBeGreaterThan(10);
    expect([totalUsd, feesUsd]).toEqual([engineUsd, 0]);
    expect(fees.map(({ messages }) => messages)).toEqual([0, 0, 0]);
    expect(volumes).toEqual({ customers: 0, orders: 0, otherEvents: 0, looks: 0 });
  });

  it("counts the shop's own messages at the shop's own prices, and says which texts have none", async () => {
    const settings: SettingsInput = {
      shop: { timeZone: "Europe/London" },
      importing: { settleMinutes: 0 },
      // Dear enough to show in cents.
      senders: { emailPriceUsdPerThousand: 1_000 },
    };
    const byText = dormantCampaign({ id: "by-text", steps: [sendStep({ channels: ["sms"] })] });
    await shop.open({ campaigns: [dormantCampaign(), byText], settings });
    const people = phones.map((phone, index) => ({
      customerId: `cost-${index}`,
      now: start,
      daysSinceOrder: 180,
      phone,
    }));
    await shop.tell(people.flatMap((person) => customerWith(person)));
    await shop.drain();
    shop.tables.clock.advance(2 * dayMs);
    await shop.tick();
    await shop.drain();
    api = createPeopleApi(shop.runtime());

    const { fees, unpriced, volumes, engine, engineUsd, feesUsd, totalUsd } = await ask();
    const all = (await Promise.all(people.map(({ customerId }) => shop.messagesOf(customerId)))).flat();
    const took = (channel: string) =>
      all.filter((one) => one.channel === channel && (one.status === "accepted" || one.status === "delivered")).length;

    expect(took("email") + took("sms")).toBeGreaterThan(0);
    expect(fees).toMatchObject([
      { channel: "email", messages: took("email"), usd: took("email") },
      { channel: "sms", messages: took("sms") },
      { channel: "push", messages: 0, usd: 0 },
    ]);
    expect(unpriced).toBeLessThanOrEqual(1);
    expect(volumes).toMatchObject({ customers: people.length, orders: 0 });
    expect(totalUsd).toBeCloseTo(engineUsd + feesUsd, 1);
    expect(engine.reduce((sum, { usd }) => sum + usd, 0)).toBeCloseTo(engineUsd, 1);
  });
});
