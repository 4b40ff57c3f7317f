// Where the bands of tiers are learned they may move overnight. Nobody may hear of it as if they themselves had changed.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { advance, replanned } from "../../lambdas/domain/advance.ts";
import { asksTier, bandsMark, bandsOf } from "../../lambdas/domain/bands.ts";
import type { Trigger } from "../../lambdas/domain/campaign.ts";
import { holds } from "../../lambdas/domain/holds.ts";
import type { Predicate } from "../../lambdas/domain/predicate.ts";
import type { Profile } from "../../lambdas/domain/profile.ts";
import type { Rules } from "../../lambdas/domain/rules.ts";
import type { TierBands } from "../../lambdas/domain/tier-bands.ts";
import { at, dayMs, dormantCampaign } from "../support/campaigns.ts";
import { happened, ordered } from "../support/happenings.ts";
import { live, look } from "../support/live-profile.ts";
import { orderedAt, reached, rulesOf, watching } from "../support/watching-campaigns.ts";

/** Whoever entered may enter again at once: what is told twice shows. */
const again = { policy: { ...dormantCampaign().policy, leaveOnOrder: false, reentry: { afterDays: 0 } } };

const bands = (change: Partial<TierBands> = {}): TierBands => ({
  ...{ activeDays: 60, atRiskDays: 120, dormantDays: 240, coreOrders: 3, coreRevenue: 0 },
  ...change,
});
const enteredCore: Trigger = { kind: "tier", change: "entered", tiers: ["core"] };
const down: Trigger = { kind: "tier", change: "down" };
const under = (trigger: Trigger, change: Partial<TierBands> = {}): Rules =>
  rulesOf(watching(trigger, again), undefined, bands(change));

const isoOf = (instant: number): string => new Date(instant).toISOString();
const order = (day: number) => ordered(isoOf(at(orderedAt) + day * dayMs), `o-${day}`);
const visit = (day: number) => happened(isoOf(at(orderedAt) + day * dayMs), { kind: "visited" });

/** Tells the customer's entries night by night: each day has its own bands, an event or none, and the looks that are due. */
const lived = (trigger: Trigger, days: readonly { readonly bands: TierBands; readonly does?: "order" | "visit" }[]) => {
  let profile = live(reached, rulesOf(watching(trigger), undefined, bands()));
  const entries: { readonly day: number; readonly occurrence: string }[] = [];
  let looks = 0;
  for (const [day, { bands: tonight, does }] of days.entries()) {
    const rules = rulesOf(watching(trigger, again), undefined, tonight);
    const note = (next: Profile): void => {
      const [was, is] = [profile.entries.watch, next.entries.watch];
      if (is !== undefined && (is.at !== was?.at || is.occurrence !== was.occurrence))
        entries.push({ day, occurrence: is.occurrence });
      profile = next;
    };
    const until = at(orderedAt) + (day + 1) * dayMs;
    if (does !== undefined) {
      const event = does === "order" ? order(day) : visit(day);
      note(advance({ profile, events: [event], now: event.occurredAt, rules }).profile);
    }
    for (let today = 0; profile.dueAt !== undefined && profile.dueAt < until && today < 20; today += 1) {
      looks += 1;
      note(look(profile, Math.max(profile.dueAt, until - dayMs), rules).profile);
    }
  }
  return { entries, looks, profile };
};

describe("which bands tiers go by", () => {
  const profile = live([...reached, ordered(orderedAt)], rulesOf(undefined));
  const now = at(orderedAt) + 70 * dayMs;
  const isAtRisk: Predicate = { tier: ["at-risk"] };

  it("says a setting: the shop's own fixed ones, or the learned ones once there are any", () => {
    const fixed = rulesOf(undefined);
    const learned = rulesOf(undefined, undefined, bands());
    const none = { ...learned, learned: { at: 0 } };

    expect(bandsOf(fixed)).toMatchObject({ activeDays: 90 });
    expect(bandsOf({ ...fixed, learned: learned.learned })).toMatchObject({ activeDays: 90 });
    expect(bandsOf(learned)).toMatchObject({ activeDays: 60 });
    expect(bandsOf(none)).toMatchObject({ activeDays: 90 });
    expect([bandsMark(fixed), bandsMark(none), bandsMark(learned)]).toEqual([undefined, undefined, "60-120-240-3-0"]);
  });

  it("decides what a predicate holds of a customer", () => {
    expect(holds(isAtRisk, profile, now, rulesOf(undefined))).toBe(false);
    expect(holds(isAtRisk, profile, now, rulesOf(undefined, undefined, bands()))).toBe(true);
  });

  it("matters for a segment that asks for the tier, itself or by another, and ends where segments go in a circle", () => {
    const rules = rulesOf(undefined, { all: [{ not: { tier: ["core"] } }] });

    expect(asksTier({ any: [{ segment: "watched" }] }, rules)).toBe(true);
    expect(asksTier({ figure: "orders.count", atLeast: 2 }, rules)).toBe(false);
    expect(asksTier({ segment: "watched" }, rulesOf(undefined, { segment: "watched" }))).toBe(false);
  });
});

describe("when bands move overnight", () => {
  it("who becomes core by it hears nothing, in the night, at the next visit or by a new plan", () => {
    const before = under(enteredCore, { coreOrders: 4 });
    const after = under(enteredCore, { coreOrders: 3 });
    const now = at(orderedAt) + 20 * dayMs;
    const three = [...reached, order(0), order(5), order(10)];
    const profile = live(three, before);

    const planned = replanned(profile, now, after);
    const looked = look(profile, now, after);
    const visited = advance({ profile, events: [visit(20)], now, rules: after }).profile;

    expect(profile.standings?.watch).toMatchObject({ at: "potential", by: "60-120-240-4-0" });
    expect([planned.dueAt, looked.profile.entries, visited.entries]).toEqual([undefined, {}, {}]);
    expect(visited.standings?.watch).toEqual({ at: "core", since: now, by: "60-120-240-3-0" });
  });

  it("an order that makes somebody core is heard of once, whatever the bands do afterwards", () => {
    const days = Array.from({ length: 60 }, (_, day) => ({
      bands: bands({ coreOrders: day < 12 || day % 2 === 0 ? 3 : 4 }),
      ...(day % 5 === 0 && day <= 10 ? { does: "order" as const } : { does: "visit" as const }),
    }));

    expect(lived(enteredCore, days).entries).toEqual([{ day: 10, occurrence: "core@2026-01-20" }]);
  });

  it("silence is told once for each step down, though the step moves to and fro by a hair", () => {
    const days = Array.from({ length: 300 }, (_, day) => ({
      bands: bands({ activeDays: 60 + (day % 3), atRiskDays: 120 - (day % 2), dormantDays: 240 + ((day * 7) % 5) }),
      ...(day === 0 && { does: "order" as const }),
    }));

    const { entries, looks } = lived(down, days);

    expect(entries.map(({ occurrence }) => occurrence.split("@")[0])).toEqual(["at-risk", "dormant", "lost"]);
    expect(looks).toBeLessThan(20);
  });

  it("going over to learned bands, and back, tells nobody anything", () => {
    const fixed = rulesOf(watching(enteredCore));
    const learned = rulesOf(watching(enteredCore), undefined, bands({ coreOrders: 2 }));
    const two = live([...reached, order(0), order(5)], fixed);

    const over = advance({ profile: two, events: [visit(7)], now: at(orderedAt) + 7 * dayMs, rules: learned }).profile;
    const back = advance({ profile: over, events: [visit(9)], now: at(orderedAt) + 9 * dayMs, rules: fixed }).profile;
    const again = advance({ profile: back, events: [visit(11)], now: at(orderedAt) + 11 * dayMs, rules: learned });

    expect([over, back, again.profile].map(({ standings }) => standings?.watch?.at)).toEqual([
      "core",
      "potential",
      "core",
    ]);
    expect(again.profile.entries).toEqual({});
  });

  it("a segment of core customers is not entered by it either", () => {
    const trigger: Trigger = { kind: "segment", segment: "watched", change: "entered" };
    const isCore: Predicate = { tier: ["core"] };
    const before = rulesOf(watching(trigger), isCore, bands({ coreOrders: 4 }));
    const after = rulesOf(watching(trigger), isCore, bands());
    const profile = live([...reached, order(0), order(5), order(10)], before);

    const visited = advance({ profile, events: [visit(12)], now: at(orderedAt) + 12 * dayMs, rules: after }).profile;
    const bought = advance({
      profile: live([...reached, order(0), order(5)], before),
      events: [order(12)],
      now: at(orderedAt) + 12 * dayMs,
      rules: after,
    });

    expect(visited.entries).toEqual({});
    expect(bought.profile.entries.watch?.occurrence).toBe("in@2026-01-22");
  });

  it("only an order ever makes core, and no step down comes twice in one silence, in any life under any nights", () => {
    const night = fc.record({
      coreOrders: fc.integer({ min: 2, max: 4 }),
      activeDays: fc.integer({ min: 8, max: 12 }),
      atRiskDays: fc.integer({ min: 18, max: 22 }),
      dormantDays: fc.integer({ min: 36, max: 44 }),
    });
    const day = fc.record({
      night,
      does: fc.option(fc.constantFrom("order" as const, "visit" as const), { nil: undefined, freq: 4 }),
      isQuiet: fc.nat(9).map((one) => one > 0),
    });
    let begun = 0;
    fc.assert(
      fc.property(
        fc.array(day, { minLength: 40, maxLength: 90 }),
        fc.constantFrom(enteredCore, down),
        (drawn, trigger) => {
          const days = drawn.map(({ night: tonight, does, isQuiet }) => ({
            bands: bands(tonight),
            ...(does !== undefined && !isQuiet && { does }),
          }));

          const { entries } = lived(trigger, days);

          begun += entries.length;
          const ordersUntil = (until: number): number =>
            days.slice(0, until + 1).filter(({ does }) => does === "order").length;
          if (trigger === enteredCore) {
            for (const entry of entries) expect(days[entry.day]?.does).toBe("order");
            return;
          }
          const told = entries.map((entry) => `${entry.occurrence.split("@")[0]} after ${ordersUntil(entry.day)}`);
          expect(new Set(told).size).toBe(told.length);
        },
      ),
      { numRuns: 150 },
    );
    expect(begun).toBeGreaterThan(50);
  });
});
