import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createHandler } from "../../lambdas/handlers/replan.ts";
import { dormantCampaign } from "../support/campaigns.ts";
import { customerWith } from "../support/customer-with.ts";
import { startShop, type TestShop } from "../support/shop.ts";

const dayMs = 86_400_000;
const start = Date.parse("2026-03-02T10:00:00Z");
const settings = { importing: { settleMinutes: 0 } };
const dormantAfter = (days: number) => dormantCampaign({ trigger: { kind: "since-last-order", days } });

let shop: TestShop;

beforeAll(async () => {
  shop = await startShop(start);
});
afterAll(() => shop.stop());

beforeEach(async () => {
  shop.tables.clock.set(start);
  await shop.open({ campaigns: [], settings });
  await shop.drain();
});
afterEach(async () => {
  await shop.drain();
  await shop.tables.clear();
});

const sleepers = async (count: number): Promise<readonly string[]> => {
  const names = Array.from({ length: count }, (_, index) => `sleeper-${index}`);
  await shop.tell(names.flatMap((customerId) => customerWith({ customerId, now: start, daysSinceOrder: 100 })));
  return names;
};

const dueAts = async (names: readonly string[]): Promise<ReadonlySet<number | undefined>> =>
  new Set((await Promise.all(names.map((name) => shop.profile(name)))).map(({ dueAt }) => dueAt));

describe("replan", () => {
  it("gives every customer the look that a newly activated campaign calls for", async () => {
    const names = await sleepers(10);
    expect(await dueAts(names)).toEqual(new Set([undefined]));

    await shop.open({ campaigns: [dormantAfter(180)], settings });
    await shop.drain();

    expect(await dueAts(names)).toEqual(new Set([start + 80 * dayMs]));
  });

  it("takes the look away when the campaign is archived", async () => {
    const names = await sleepers(3);
    await shop.open({ campaigns: [dormantAfter(180)], settings });
    await shop.drain();

    await shop.open({ campaigns: [], settings });
    await shop.drain();

    expect(await dueAts(names)).toEqual(new Set([undefined]));
  });

  it("remembers where the customers stand for a campaign that waits for a change, which then begins on time", async () => {
    const names = await sleepers(3);
    const trigger = { kind: "tier", change: "down" } as const;

    await shop.open({ campaigns: [dormantCampaign({ trigger })], settings });
    await shop.drain();

    const planned = await Promise.all(names.map(shop.profile));
    expect(planned.map(({ standings }) => standings?.dormant?.at)).toEqual(["at-risk", "at-risk", "at-risk"]);
    expect(await dueAts(names)).toEqual(new Set([start + 80 * dayMs]));

    shop.tables.clock.set(start + 80 * dayMs);
    expect((await shop.tick()).reserved).toBe(3);
    await shop.drain();
    expect((await shop.profile(names[0] ?? "")).standings?.dormant?.at).toBe("dormant");
  });

  it("decides nothing, however due the customers are", async () => {
    await sleepers(3);
    await shop.drain();

    await shop.open({ campaigns: [dormantAfter(90)], settings });
    await shop.replan(await shop.take("CAMPAIGNS_TABLE"));
    await shop.replan(await shop.take("CAMPAIGNS_TABLE"));

    expect(await shop.takeReserved()).toEqual([]);
    expect((await shop.tick()).reserved).toBe(3);
  });

  it("writes nobody a second time when its records arrive twice", async () => {
    const names = await sleepers(3);
    await shop.open({ campaigns: [dormantAfter(180)], settings });
    const publication = await shop.take("CAMPAIGNS_TABLE");
    await shop.replan(publication);
    const jobs = await shop.take("CAMPAIGNS_TABLE");
    await shop.replan(jobs);

    await shop.replan([...publication, ...jobs]);
    await shop.drain();

    expect(new Set((await Promise.all(names.map(shop.profile))).map(({ version }) => version))).toEqual(new Set([2]));
  });

  it("reads no customer when only the pause changed", async () => {
    await shop.open({ campaigns: [dormantAfter(180)], settings });
    await shop.drain();

    await shop.open({ campaigns: [dormantAfter(180)], settings, paused: true });
    await shop.replan(await shop.take("CAMPAIGNS_TABLE"));

    expect(await shop.take("CAMPAIGNS_TABLE")).toEqual([]);
  });

  it("goes on in a further run when its time is up", async () => {
    const names = await sleepers(40);
    await shop.open({ campaigns: [dormantAfter(180)], settings });
    const slow = {
      now: () => {
        shop.tables.clock.advance(60_000);
        return shop.tables.clock.now();
      },
    };
    const replan = createHandler(shop.tables.runtime({ clock: slow }), 4);

    let runs = 0;
    for (let records = await shop.take("CAMPAIGNS_TABLE"); records.length > 0; runs += 1) {
      await replan({ Records: [...records] });
      records = await shop.take("CAMPAIGNS_TABLE");
    }

    expect(runs).toBeGreaterThan(3);
    expect(await dueAts(names.slice(0, 20))).toEqual(new Set([start + 80 * dayMs]));
  });
});
