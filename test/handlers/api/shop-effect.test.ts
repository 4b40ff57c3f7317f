import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { campaignSchema } from "../../../lambdas/domain/campaign.ts";
import { isInHoldOut } from "../../../lambdas/domain/hold-out.ts";
import type { SettingsInput } from "../../../lambdas/domain/settings.ts";
import { drawingOf, shopWindowCounters } from "../../../lambdas/domain/shop-window.ts";
import { effectContract } from "../../../lambdas/handlers/api/contract/effect.ts";
import { dormantCampaign } from "../../support/campaigns.ts";
import { customerWith } from "../../support/customer-with.ts";
import { anOrder } from "../../support/factories.ts";
import { createPeopleApi } from "../../support/people-api.ts";
import { startShop, type TestShop } from "../../support/shop.ts";

const dayMs = 86_400_000;
const start = Date.parse("2026-03-02T10:00:00Z");
const policy = { leaveOnOrder: false };
const campaigns = [dormantCampaign({ policy }), dormantCampaign({ id: "second", policy })];
const holdOut = { percent: 30, salt: "shop" };
const settingsWith = (percent: number): SettingsInput => ({
  shop: { timeZone: "Europe/London" },
  importing: { settleMinutes: 0 },
  holdOut: { ...holdOut, percent },
});
const names = Array.from({ length: 20 }, (_, index) => `together-${index}`);
const heldOut = names.filter((name) => isInHoldOut(name, holdOut));
const buyers = names.slice(0, 8);
const counters = shopWindowCounters(drawingOf(holdOut) ?? "");

let shop: TestShop;

const ask = async (path = "/api/effect/shop"): Promise<unknown> => {
  const response = await createPeopleApi(shop.runtime()).request(path);
  const body: unknown = await response.json();
  expect(response.status, JSON.stringify(body)).toBe(200);
  return body;
};
const together = async () => effectContract.shop.responses[200].content["application/json"].schema.parse(await ask());

beforeAll(async () => {
  shop = await startShop(start);
  await shop.open({ campaigns, settings: settingsWith(holdOut.percent) });
  await shop.tell(names.flatMap((customerId) => customerWith({ customerId, now: start, daysSinceOrder: 180 })));
  await shop.drain();
  shop.tables.clock.advance(2 * dayMs);
  await shop.tick();
  await shop.drain();
  await shop.tell(buyers.map((customerId) => anOrder({ customerId, occurredAt: start + 3 * dayMs, amount: 20 })));
  await shop.drain();
});
afterAll(() => shop.stop());

describe("what everything together brought", () => {
  it("watches every customer once, whichever and however many campaigns wanted to write, and compares nobody yet", async () => {
    const { open, lift, treated, since, comparedFrom } = await together();

    expect(heldOut.length).toBeGreaterThan(0);
    expect(open).toEqual({ treated: names.length - heldOut.length, heldOut: heldOut.length });
    expect([treated.customers, lift.kind, lift.treated]).toEqual([0, "not-enough", 0]);
    expect([since, comparedFrom]).toEqual(["2026-03-02", "2026-05-02"]);
  });

  it("sets treated customers against held-out ones when their sixty days are over, with every order", async () => {
    shop.tables.clock.set(start + 64 * dayMs);
    const { treated, heldOut: kept, open, windowDays, percent } = await together();

    expect([percent, windowDays, open]).toEqual([30, 60, { treated: 0, heldOut: 0 }]);
    expect([treated.customers, kept.customers]).toEqual([names.length - heldOut.length, heldOut.length]);
    expect(treated.converted + kept.converted).toBe(buyers.length);
    expect(kept.orders).toBe(buyers.filter((name) => heldOut.includes(name)).length);
    expect(treated.revenue + kept.revenue).toBe(buyers.length * 20);
  });

  it("is no campaign: neither the list nor the overview takes it for one, and no campaign may be called so", async () => {
    const list = effectContract.list.responses[200].content["application/json"].schema;
    const { campaigns: listed } = list.parse(await ask("/api/effect?from=2026-03-01&to=2026-03-31"));

    expect(listed.map(({ campaignId }) => campaignId).sort()).toEqual(["dormant", "second"]);
    expect(campaignSchema.safeParse(dormantCampaign({ id: "shop" })).success).toBe(false);
    expect(campaignSchema.safeParse(dormantCampaign({ id: counters })).success).toBe(false);
  });

  it("is the lift of all settled days when there is enough", async () => {
    const arm = (name: string, customers: number, converted: number) => ({
      ...{ [`${name}:customers`]: customers, [`${name}:converted`]: converted, [`${name}:orders`]: converted },
      ...{ [`${name}:revenue`]: converted * 2000, [`${name}:revenueSquares`]: converted * 2000 ** 2 },
    });
    for (const day of ["2026-02-03", "2026-02-04"])
      await shop.reports.add({
        ...{ campaignId: counters, day, stream: "customers", shardId: "s" },
        records: [{ sequence: "1", counts: { ...arm("treated", 4_000, 600), ...arm("heldOut", 4_000, 400) } }],
      });
    const { lift } = await together();

    expect(lift.kind).toBe("lift");
    expect(lift.since).toBe("2026-02-03");
    expect(lift.conversion?.estimate).toBeCloseTo(0.05, 2);
    expect(lift.conversion?.low).toBeGreaterThan(0);
    expect(lift.days.length).toBeGreaterThan(1);
  });

  it("begins anew with another share, and says that nobody is held out when it is none", async () => {
    await shop.open({ campaigns, settings: settingsWith(20) });
    expect(await together()).toMatchObject({ percent: 20, treated: { customers: 0 }, lift: { kind: "not-enough" } });

    await shop.open({ campaigns, settings: settingsWith(0) });
    const none = await together();
    expect(none).toMatchObject({ percent: 0, open: { treated: 0, heldOut: 0 } });
    expect(none.since).toBeUndefined();
  });
});
