import { describe, expect, it } from "vitest";
import type { Step } from "../../../lambdas/domain/campaign.ts";
import { type SplitEffect, splitEffects } from "../../../lambdas/domain/effect/ways-compared.ts";
import { weeksOf } from "../../../lambdas/domain/effect/weeks.ts";
import { campaignOf, liveThrough, splitCoverageOf } from "../../support/simulated-splits.ts";

/** Customers and conversions of a group, by its name among the counters; each conversion is an order of 20.00. */
const group = (name: string, customers: number, converted: number) => ({
  ...{ [`${name}:customers`]: customers, [`${name}:converted`]: converted, [`${name}:orders`]: converted },
  ...{ [`${name}:revenue`]: converted * 2000, [`${name}:revenueSquares`]: converted * 2000 ** 2 },
});

const campaign = campaignOf({ lifts: [0, 0], adapts: true });
const effectOf = (days: Parameters<typeof weeksOf>[0], steps: readonly Step[] = campaign.steps): SplitEffect => {
  const [effect] = splitEffects({ steps: [...steps] }, weeksOf(days));
  if (effect === undefined) throw new Error("Nobody took the split");
  return effect;
};

describe("the ways of a split", () => {
  it("are set against the held-out customers of all ways, and against each other", () => {
    const { ways, pairs, unlike } = effectOf([
      {
        day: "2026-01-07",
        counts: {
          ...group("treated/way-a", 4_000, 400),
          ...group("treated/way-b", 4_000, 800),
          ...group("heldOut/way-a", 2_000, 200),
          ...group("heldOut/way-b", 2_000, 200),
        },
      },
    ]);

    expect(unlike).toBeUndefined();
    expect(ways.map(({ way, heldOut }) => [way, heldOut.customers])).toEqual([
      ["way-a", 4_000],
      ["way-b", 4_000],
    ]);
    expect(ways[1]?.againstHeldOut).toMatchObject({
      kind: "difference",
      conversion: { estimate: expect.closeTo(0.1) },
      revenue: { estimate: expect.closeTo(2) },
    });
    expect(pairs).toMatchObject([
      { one: "way-a", other: "way-b", compared: { conversion: { estimate: expect.closeTo(-0.1) } } },
    ]);
  });

  it("are compared within weeks: a good week that most went one way in is no merit of the way", () => {
    const { pairs, weeks } = effectOf([
      { day: "2026-01-07", counts: { ...group("treated/way-a", 1_000, 300), ...group("treated/way-b", 9_000, 2_700) } },
      { day: "2026-01-14", counts: { ...group("treated/way-a", 9_000, 450), ...group("treated/way-b", 1_000, 50) } },
    ]);

    expect(pairs[0]?.compared).toMatchObject({ kind: "difference", conversion: { estimate: expect.closeTo(0) } });
    expect(weeks).toEqual([
      { week: "2026-01-05", customers: { "way-a": 1_000, "way-b": 9_000 } },
      { week: "2026-01-12", customers: { "way-a": 9_000, "way-b": 1_000 } },
    ]);
  });

  it("say that it takes more data, and about how long, rather than an estimate of nothing", () => {
    const days = [
      { day: "2026-01-07", counts: { ...group("treated/way-a", 45, 5), ...group("treated/way-b", 45, 4) } },
      { day: "2026-01-14", counts: { ...group("treated/way-a", 4, 1), ...group("treated/way-b", 4, 0) } },
    ];
    const { pairs, ways } = effectOf(days);

    expect(pairs[0]?.compared).toEqual({ kind: "not-enough", weeksToGo: expect.any(Number) });
    expect(ways.map(({ againstHeldOut }) => againstHeldOut)).toEqual([{ kind: "nobody" }, { kind: "nobody" }]);
  });

  it("have wider intervals the more of them there are", () => {
    const counts = Object.assign(
      {},
      ...["a", "b", "c", "d", "e"].flatMap((way) => [
        group(`treated/way-${way}`, 2_000, 200),
        group(`heldOut/way-${way}`, 200, 20),
      ]),
    );
    const width = (ways: number): number => {
      const { pairs } = effectOf(
        [{ day: "2026-01-07", counts }],
        campaignOf({ lifts: Array(ways).fill(0), adapts: true }).steps,
      );
      const compared = pairs[0]?.compared;
      return compared?.kind === "difference" ? compared.conversion.high - compared.conversion.low : Number.NaN;
    };

    expect(width(5)).toBeGreaterThan(width(2));
    expect(width(5)).toBeLessThan(1.3 * width(2));
  });

  it("that begin unlike each other are set against their own held-out customers only", () => {
    const [split, first, second] = campaign.steps as [Step, Step, Step];
    const steps = [{ ...split, adapts: false } as Step, first, { ...second, channels: ["sms"] } as Step];
    const { unlike, ways, pairs } = effectOf(
      [
        {
          day: "2026-01-07",
          counts: {
            ...group("treated/way-a", 500, 50),
            ...group("heldOut/way-a", 70, 7),
            ...group("heldOut/way-b", 60, 7),
          },
        },
      ],
      steps,
    );

    expect(unlike).toBe("other-start");
    expect(pairs).toEqual([]);
    expect(ways.map(({ heldOut }) => heldOut.customers)).toEqual([70, 60]);
  });

  it("are not spoken of before somebody took one", () => {
    expect(splitEffects(campaign, weeksOf([]))).toEqual([]);
  });
});

describe("made-up shops whose shares adapt and whose customers come and go with the season", () => {
  // A part of what test/full/ways-coverage.test.ts runs.
  it.each([0, 0.02])("hardly ever see an interval without the truth, when the ways lie %f apart", (apart) => {
    const { shops, missedConversion, missedRevenue } = splitCoverageOf({ shops: 20, days: 120, apart, adapts: true });

    expect(missedConversion).toBeLessThanOrEqual(0.05 * shops);
    expect(missedRevenue).toBeLessThanOrEqual(0.05 * shops);
  });

  it("find out which way is better, in the end", () => {
    const q = { seed: 4, days: 250, customersPerDay: 50, heldOut: 0.1, base: 0.08, lifts: [0, 0.06], adapts: true };
    const last = liveThrough(q, { looks: true, learnsEvery: 7 }).at(-1)?.effect;

    expect(last?.pairs[0]?.compared).toMatchObject({ kind: "difference" });
    const compared = last?.pairs[0]?.compared;
    expect(compared?.kind === "difference" && compared.conversion.high).toBeLessThan(0);
  });
});
