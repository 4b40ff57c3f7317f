import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isoDateOf, mondayOf } from "../../lambdas/domain/civil-date.ts";
import { weeksOf } from "../../lambdas/domain/effect/weeks.ts";
import { evenShare, learnWays, sharesOf } from "../../lambdas/domain/learn-ways.ts";
import { wayKey } from "../../lambdas/domain/learned.ts";
import { campaignOf, liveThrough, type MadeUpSplit, splitOf, wayNames } from "../support/simulated-splits.ts";

interface Cell {
  readonly customers: number;
  readonly converted: number;
}

/** Treated customers of each way on one day. */
const dayOf = (day: string, cells: readonly Cell[]) => ({
  day,
  counts: Object.fromEntries(
    cells.flatMap(({ customers, converted }, way) => [
      [`treated/${wayNames[way]}:customers`, customers],
      [`treated/${wayNames[way]}:converted`, converted],
    ]),
  ),
});

const shares = (ways: number, days: readonly ReturnType<typeof dayOf>[]) =>
  sharesOf(splitOf(ways, true), weeksOf(days));

describe("the shares of a split that adapts", () => {
  it("are those of the step until every way had fifty customers and all together twenty conversions", () => {
    const ample = { customers: 400, converted: 19 };

    expect(shares(2, [dayOf("2026-01-05", [ample, { customers: 49, converted: 10 }])])).toBeUndefined();
    expect(shares(2, [dayOf("2026-01-05", [ample, { customers: 400, converted: 0 }])])).toBeUndefined();
    expect(shares(2, [dayOf("2026-01-05", [ample, { customers: 50, converted: 1 }])])).toBeDefined();
  });

  it("follow the chance to be best, and keep a tenth for the worse of two", () => {
    const [one, other] = [
      { customers: 2_000, converted: 300 },
      { customers: 2_000, converted: 200 },
    ];

    expect(shares(2, [dayOf("2026-01-05", [one, other])])).toEqual({ "way-a": 0.9, "way-b": 0.1 });
  });

  it("do not take a good month for a good way", () => {
    // Both ways convert alike in both weeks; the second went out mostly in the good one.
    const good = [
      { customers: 200, converted: 60 },
      { customers: 1_800, converted: 540 },
    ];
    const bad = [
      { customers: 1_800, converted: 90 },
      { customers: 200, converted: 10 },
    ];
    const found = shares(2, [dayOf("2026-01-05", good), dayOf("2026-01-12", bad)]);

    expect(found?.["way-a"]).toBeCloseTo(0.5, 2);
  });

  it("add up to one and leave every way its part of the even share, whatever was seen", () => {
    const cell = fc
      .tuple(fc.integer({ min: 0, max: 20_000 }), fc.double({ min: 0, max: 1, noNaN: true }))
      .map(([customers, share]) => ({ customers, converted: Math.floor(customers * share) }));
    const weeks = fc
      .integer({ min: 2, max: 5 })
      .chain((ways) => fc.array(fc.array(cell, { minLength: ways, maxLength: ways }), { minLength: 1, maxLength: 6 }));
    void fc.assert(
      fc.property(weeks, (cells) => {
        const days = cells.map((one, index) => dayOf(isoDateOf(mondayOf(20_000) + 7 * index), one));
        const ways = cells[0]?.length ?? 0;
        const found = Object.values(shares(ways, days) ?? { all: 1 });

        expect(Math.round(found.reduce((sum, share) => sum + share * 10_000, 0))).toBe(10_000);
        for (const share of found)
          expect(share).toBeGreaterThanOrEqual(Math.floor((evenShare / ways) * 10_000) / 10_000);
        expect(shares(ways, days)).toEqual(shares(ways, days));
      }),
      { numRuns: 60 },
    );
  });
});

describe("what is learned of ways", () => {
  const campaign = campaignOf({ lifts: [0, 0], adapts: true });
  const key = wayKey(campaign.id, "split");
  const settled = [
    dayOf("2026-01-05", [
      { customers: 900, converted: 90 },
      { customers: 900, converted: 45 },
    ]),
  ];
  const learn = (today: string, before?: Parameters<typeof learnWays>[1]["before"]) =>
    learnWays([{ campaign, settled }], { before, today }).get(key);

  it("holds from the next Monday on, so that a week's customers are divided alike", () => {
    expect(learn("2026-02-04")?.map(({ from }) => from)).toEqual(["2026-02-09"]);
    expect(learn("2026-02-08")?.map(({ from }) => from)).toEqual(["2026-02-09"]);
    expect(learn("2026-02-09")?.map(({ from }) => from)).toEqual(["2026-02-16"]);
  });

  it("leaves this week's shares as they are, and remembers nothing older", () => {
    const now = { from: "2026-02-09", shares: { "way-a": 0.3, "way-b": 0.7 } };
    const old = { from: "2026-02-02", shares: { "way-a": 0.4, "way-b": 0.6 } };
    const before = new Map([[key, [old, now]]]);

    expect(learn("2026-02-11", before)).toEqual([now, { from: "2026-02-16", shares: expect.anything() }]);
    expect(learn("2026-03-11", before)?.[0]).toEqual(now);
  });

  it("is nothing of a split that does not adapt, and forgets one that is gone", () => {
    const fixed = campaignOf({ lifts: [0, 0], adapts: false });
    const before = new Map([[key, [{ from: "2026-02-02", shares: { "way-a": 0.4, "way-b": 0.6 } }]]]);

    expect(learnWays([{ campaign: fixed, settled }], { before, today: "2026-02-04" })).toEqual(new Map());
  });
});

describe("made-up shops whose split adapts", () => {
  const shop = (seed: number, change: Partial<MadeUpSplit> = {}): MadeUpSplit => ({
    ...{ seed, days: 168, customersPerDay: 30, heldOut: 0.1, base: 0.1, lifts: [0, 0.06, 0.01], adapts: true },
    ...change,
  });
  const takenIn = (days: ReturnType<typeof liveThrough>, from: number, to: number): readonly number[] =>
    wayNames
      .slice(0, days[0]?.taken.length)
      .map((_, way) => days.slice(from, to).reduce((sum, { taken }) => sum + (taken[way] ?? 0), 0));
  /** Conversions that were missed because a customer went a worse way than the best, on average. */
  const regret = (q: MadeUpSplit): number => {
    const best = Math.max(...q.lifts);
    const taken = takenIn(liveThrough(q, { looks: false, learnsEvery: 7 }), 0, q.days);
    return taken.reduce((sum, customers, way) => sum + customers * (best - (q.lifts[way] ?? 0)), 0);
  };
  const seeds = [1, 2, 3, 4, 5, 6];

  it("send more and more customers the better way, and some every other way each week", () => {
    for (const seed of seeds) {
      const days = liveThrough(shop(seed), { looks: false, learnsEvery: 7 });
      const [first, last] = [takenIn(days, 0, 28), takenIn(days, 140, 168)];
      const share = (taken: readonly number[]): number => (taken[1] ?? 0) / taken.reduce((sum, one) => sum + one, 0);

      expect(share(first)).toBeLessThan(0.45);
      expect(share(last)).toBeGreaterThan(0.6);
      for (let week = 0; week < 24; week += 1)
        for (const taken of takenIn(days, week * 7, week * 7 + 7)) expect(taken).toBeGreaterThan(0);
    }
  });

  it("lose fewer conversions than with equal shares, in each of them", () => {
    for (const seed of seeds) expect(regret(shop(seed))).toBeLessThan(0.75 * regret(shop(seed, { adapts: false })));
  });

  it("lose next to nothing where all ways are alike", () => {
    expect(regret(shop(1, { lifts: [0.02, 0.02] }))).toBe(0);
  });

  it("do the same again, to the byte", () => {
    const run = () =>
      JSON.stringify(liveThrough(shop(3), { looks: true }).map(({ ways, ...day }) => [day, [...(ways ?? [])]]));

    expect(run()).toBe(run());
  });
});
