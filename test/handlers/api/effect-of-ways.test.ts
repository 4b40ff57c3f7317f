import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Campaign } from "../../../lambdas/domain/campaign.ts";
import { effectContract } from "../../../lambdas/handlers/api/contract/effect.ts";
import { dormantCampaign, sendStep } from "../../support/campaigns.ts";
import { customerWith } from "../../support/customer-with.ts";
import { anOrder } from "../../support/factories.ts";
import { createPeopleApi } from "../../support/people-api.ts";
import { startShop, type TestShop } from "../../support/shop.ts";

const dayMs = 86_400_000;
const start = Date.parse("2026-03-02T10:00:00Z");
const goal = { on: { event: "order-placed" }, windowDays: 7 };
const steps = (change: { adapts?: boolean; channel?: "email" | "sms" }): Campaign["steps"] => [
  {
    ...{ kind: "split", id: "which", ...(change.adapts && { adapts: true }) },
    ways: [
      { name: "story", share: 50, to: "tell" },
      { name: "offer", share: 50, to: "sell" },
    ],
  },
  { ...sendStep({ id: "tell", channels: ["email"] }), next: "end" },
  sendStep({ id: "sell", channels: [change.channel ?? "email"] }),
  { kind: "exit", id: "end" },
];
const policy = { holdOutPercent: 30, leaveOnOrder: false };
const campaigns = [
  dormantCampaign({ id: "adapting", goal, policy, steps: steps({ adapts: true }) }),
  dormantCampaign({
    id: "unlike",
    trigger: { kind: "since-last-order", days: 999 },
    goal,
    steps: steps({ channel: "sms" }),
  }),
];
const names = Array.from({ length: 24 }, (_, index) => `ways-${index}`);
const buyers = names.slice(0, 10);
const effect = effectContract.get.responses[200].content["application/json"].schema;

let shop: TestShop;

const splitsOf = async (campaignId: string) => {
  const response = await createPeopleApi(shop.runtime()).request(`/api/effect/${campaignId}`);
  const body: unknown = await response.json();
  expect(response.status, JSON.stringify(body)).toBe(200);
  return effect.parse(body).splits;
};

beforeAll(async () => {
  shop = await startShop(start);
  await shop.open({ campaigns, settings: { shop: { timeZone: "Europe/London" }, importing: { settleMinutes: 0 } } });
  await shop.tell(names.flatMap((customerId) => customerWith({ customerId, now: start, daysSinceOrder: 180 })));
  await shop.drain();
  shop.tables.clock.advance(2 * dayMs);
  await shop.tick();
  await shop.drain();
  await shop.tell(buyers.map((customerId) => anOrder({ customerId, occurredAt: start + 3 * dayMs, amount: 20 })));
  await shop.drain();
});
afterAll(() => shop.stop());

describe("the ways of a campaign", () => {
  it("are not spoken of while nobody's window is over", async () => {
    expect(await splitsOf("adapting")).toEqual([]);
  });

  it("are told by customers, orders and held-out ones once their windows are over, everybody once", async () => {
    shop.tables.clock.set(start + 12 * dayMs);

    const [split] = await splitsOf("adapting");

    expect(split).toMatchObject({ stepId: "which", adapts: true, pairs: [{ one: "story", other: "offer" }] });
    expect(split?.unlike).toBeUndefined();
    expect(split?.nextShares).toBeUndefined();
    const [story, offer] = split?.ways ?? [];
    const heldOut = story?.heldOut;
    expect(offer?.heldOut).toEqual(heldOut);
    const groups = [story?.treated, offer?.treated, heldOut];
    expect(groups.reduce((sum, one) => sum + (one?.customers ?? 0), 0)).toBe(names.length);
    expect(groups.reduce((sum, one) => sum + (one?.converted ?? 0), 0)).toBe(buyers.length);
    expect(groups.reduce((sum, one) => sum + (one?.revenue ?? 0), 0)).toBe(buyers.length * 20);
    expect(split?.ways.map(({ againstHeldOut }) => againstHeldOut.kind)).toEqual(["not-enough", "not-enough"]);
    expect(split?.weeks).toEqual([
      { week: "2026-03-02", customers: { story: story?.treated.customers, offer: offer?.treated.customers } },
    ]);
  });

  it("are compared as soon as there is enough, with the shares that follow from it", async () => {
    await tellOf("adapting");

    const [split] = await splitsOf("adapting");

    const [pair] = split?.pairs ?? [];
    expect(pair?.compared.conversion?.low).toBeGreaterThan(0);
    expect(pair?.compared.revenue?.estimate).toBeCloseTo(2, 0);
    expect(split?.ways[0]?.againstHeldOut.conversion?.estimate).toBeCloseTo(0.1, 1);
    expect(split?.nextShares).toEqual({ story: 0.9, offer: 0.1 });
  });

  it("that reach other people are set against their own held-out customers alone, and it is said why", async () => {
    await tellOf("unlike");

    const [split] = await splitsOf("unlike");

    expect(split).toMatchObject({ unlike: "other-start", pairs: [], adapts: false });
    expect(split?.ways.map(({ heldOut }) => heldOut.customers)).toEqual([2_000, 2_000]);
  });
});

/** A week in which the story brings back twice as many as the offer, which does nothing. */
const tellOf = async (campaignId: string): Promise<void> => {
  const arm = (name: string, customers: number, converted: number) => ({
    ...{ [`${name}:customers`]: customers, [`${name}:converted`]: converted, [`${name}:orders`]: converted },
    ...{ [`${name}:revenue`]: converted * 2000, [`${name}:revenueSquares`]: converted * 2000 ** 2 },
  });
  const counts = {
    ...{ ...arm("treated/story", 4_000, 800), ...arm("treated/offer", 4_000, 400) },
    ...{ ...arm("heldOut/story", 2_000, 200), ...arm("heldOut/offer", 2_000, 200) },
  };
  await shop.reports.add({
    ...{ campaignId, day: "2026-02-11", stream: "customers", shardId: "s" },
    records: [{ sequence: "1", counts }],
  });
};
