import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { advance, replanned } from "../../lambdas/domain/advance.ts";
import type { Campaign, Trigger } from "../../lambdas/domain/campaign.ts";
import type { CustomerEvent } from "../../lambdas/domain/event.ts";
import { nextDue } from "../../lambdas/domain/plan.ts";
import type { Predicate, Segment } from "../../lambdas/domain/predicate.ts";
import type { Profile } from "../../lambdas/domain/profile.ts";
import { compileRules, type Rules } from "../../lambdas/domain/rules.ts";
import { settingsSchema } from "../../lambdas/domain/settings.ts";
import type { Tier } from "../../lambdas/domain/tier.ts";
import { at, dayMs, dormantCampaign, hourMs } from "../support/campaigns.ts";
import { aProfile } from "../support/factories.ts";
import { happened, identified, ordered, reachable } from "../support/happenings.ts";
import { live, look } from "../support/live-profile.ts";

const minuteMs = 60_000;
const never = Number.POSITIVE_INFINITY;
const reached = reachable("2026-01-01T10:00:00Z");
const orderedAt = "2026-01-10T12:00:00Z";

const watching = (trigger: Trigger, change: Partial<Campaign> = {}): Campaign =>
  dormantCampaign({ id: "watch", trigger, ...change, policy: { leaveOnOrder: false, ...change.policy } });

const rulesOf = (campaign: Campaign | undefined, predicate?: Predicate): Rules => {
  const segments: Segment[] =
    predicate === undefined ? [] : [{ id: "watched", name: { en: "Watched", zh: "关注" }, predicate }];
  const settings = settingsSchema.parse({
    shop: { timeZone: "Europe/London" },
    caps: [],
    quietHours: { default: "none" },
    tiers: { activeDays: 90, atRiskDays: 180, dormantDays: 365, coreOrders: 3 },
  });
  const campaigns = campaign === undefined ? [] : [campaign];
  return compileRules({ revision: 1, paused: false, settings, campaigns, segments }, { gapCount: 0, gapMsTotal: 0 });
};

/** Wakes the customer at each due time, and tells what was entered and when. */
const entriesUntil = (start: Profile, until: number, rules: Rules) => {
  const entries: { occurrence: string; at: number }[] = [];
  let profile = start;
  for (let looks = 0; profile.dueAt !== undefined && profile.dueAt <= until && looks < 100; looks += 1) {
    const before = profile.entries.watch;
    profile = look(profile, profile.dueAt, rules).profile;
    const entry = profile.entries.watch;
    if (entry !== undefined && entry !== before) entries.push({ occurrence: entry.occurrence, at: entry.at });
  }
  return { entries, profile };
};

describe("a tier that sinks with time", () => {
  const down = rulesOf(watching({ kind: "tier", change: "down" }));
  const edge = (days: number): number => at(orderedAt) + days * dayMs;

  it("begins a journey at each edge, to the millisecond", () => {
    const start = live([...reached, ordered(orderedAt)], down);

    const { entries } = entriesUntil(start, edge(500), down);

    expect(entries).toEqual([
      { occurrence: "at-risk@2026-04-10", at: edge(90) },
      { occurrence: "dormant@2026-07-09", at: edge(180) },
      { occurrence: "lost@2027-01-10", at: edge(365) },
    ]);
  });

  it("begins nothing one millisecond early", () => {
    const start = live([...reached, ordered(orderedAt)], down);

    const early = look(start, edge(90) - 1, down);

    expect(early).toMatchObject({ reservations: [], changed: false });
  });

  it("is looked at on the way to the tier that is waited for", () => {
    const rules = rulesOf(watching({ kind: "tier", change: "left", tiers: ["at-risk"] }));
    const start = live([...reached, ordered(orderedAt)], rules);

    const { entries } = entriesUntil(start, edge(500), rules);

    expect(start.dueAt).toBe(edge(90));
    expect(entries).toEqual([{ occurrence: "dormant@2026-07-09", at: edge(180) }]);
  });

  it("costs no look, and nothing remembered, where only an order can begin something", () => {
    const rules = rulesOf(watching({ kind: "tier", change: "up" }));

    const profile = live([...reached, ordered(orderedAt)], rulesOf(undefined));
    const planned = replanned(profile, edge(1), rules);

    expect([planned.dueAt, planned.standings]).toEqual([undefined, undefined]);
  });
});

describe("a tier that rises with an order", () => {
  const up = rulesOf(watching({ kind: "tier", change: "up" }));
  const order = (iso: string): CustomerEvent => ordered(iso, `o-${iso}`);

  it("begins a journey at once, also with the first order of all", () => {
    const events = [order(orderedAt), order("2026-02-10T12:00:00Z"), order("2026-02-20T12:00:00Z")];

    const occurrences = events.map((_, index) => {
      const profile = live([...reached, ...events.slice(0, index + 1)], up);
      return profile.entries.watch?.occurrence;
    });

    expect(occurrences).toEqual(["new@2026-01-10", "potential@2026-02-10", "core@2026-02-20"]);
  });

  it("counts from where time had brought the customer, though nobody looked in between", () => {
    const events = [order(orderedAt), order("2026-02-10T12:00:00Z"), order("2026-02-20T12:00:00Z")];
    const core = live([...reached, ...events], up);
    const back = order("2026-12-20T12:00:00Z");

    const { profile } = advance({ profile: core, events: [back], now: back.occurredAt, rules: up });

    expect(core.standings?.watch?.at).toBe("core");
    expect(profile.entries.watch).toMatchObject({ occurrence: "core@2026-12-20", count: 4 });
  });

  it("begins nothing while history is read", () => {
    const profile = live(reached, up);
    const now = at("2026-12-01T12:00:00Z");
    const events = [order("2026-01-10T12:00:00Z"), order("2026-11-10T12:00:00Z"), order("2026-11-11T12:00:00Z")];

    const after = advance({ profile, events, now, rules: up }).profile;

    expect(after.settleUntil).toBeGreaterThan(now);
    expect(after.entries).toEqual({});
  });
});

describe("a standing that is not known", () => {
  it("is where the customer stands when the plan is made, and begins nothing", () => {
    const rules = rulesOf(watching({ kind: "tier", change: "down" }));
    const profile = live([...reached, ordered(orderedAt)], rulesOf(undefined));
    const now = at(orderedAt) + 100 * dayMs;

    const planned = replanned(profile, now, rules);
    const looked = look(planned, now + 1, rules).profile;

    expect(planned.standings).toEqual({ watch: { at: "at-risk", since: now } });
    expect(planned.dueAt).toBe(at(orderedAt) + 180 * dayMs);
    expect(looked.entries).toEqual({});
  });

  it("is where the customer stood before the event at hand", () => {
    const rules = rulesOf(watching({ kind: "tier", change: "entered", tiers: ["core"] }));
    const two = live([...reached, ordered(orderedAt, "a"), ordered("2026-01-11T12:00:00Z", "b")], rulesOf(undefined));
    const third = ordered("2026-01-12T12:00:00Z", "c");

    const { profile } = advance({ profile: two, events: [third], now: third.occurredAt, rules });

    expect(profile.entries.watch).toMatchObject({ occurrence: "core@2026-01-12" });
    expect(profile.standings?.watch).toEqual({ at: "core", since: third.occurredAt });
  });
});

describe("a segment", () => {
  const quiet: Predicate = {
    all: [
      { figure: "visits.daysSinceLast", atLeast: 30 },
      { figure: "orders.count", atLeast: 1 },
    ],
  };
  const visited = (iso: string): CustomerEvent => happened(iso, { kind: "visited" });
  const start = [...reached, ordered(orderedAt), visited(orderedAt)];

  it("is entered when its time comes, and left with the visit that follows", () => {
    const entered = rulesOf(watching({ kind: "segment", segment: "watched", change: "entered" }), quiet);
    const left = rulesOf(watching({ kind: "segment", segment: "watched", change: "left" }), quiet);
    const joinsAt = at(orderedAt) + 30 * dayMs;

    const joined = entriesUntil(live(start, entered), joinsAt + dayMs, entered);
    const inside = entriesUntil(live(start, left), joinsAt + dayMs, left).profile;
    const back = visited("2026-02-20T12:00:00Z");
    const gone = advance({ profile: inside, events: [back], now: back.occurredAt, rules: left }).profile;

    expect(joined.entries).toEqual([{ occurrence: "in@2026-02-09", at: joinsAt }]);
    expect(gone.entries.watch).toMatchObject({ occurrence: "out@2026-02-20" });
  });

  it("that only an event can change costs no look", () => {
    const rules = rulesOf(watching({ kind: "segment", segment: "watched", change: "entered" }), {
      figure: "orders.count",
      atLeast: 2,
    });

    const one = live([...reached, ordered(orderedAt, "a")], rules);
    const two = advance({
      profile: one,
      events: [ordered("2026-02-01T12:00:00Z", "b")],
      now: at("2026-02-01T12:00:00Z"),
      rules,
    });

    expect([one.dueAt, one.standings]).toEqual([undefined, undefined]);
    expect(two.profile.entries.watch?.occurrence).toBe("in@2026-02-01");
  });

  it("that is not known lets nobody in", () => {
    const rules = rulesOf(watching({ kind: "segment", segment: "unknown", change: "left" }), quiet);

    expect(nextDue(rules.campaigns[0] as Campaign, live(start, rules), at(orderedAt), rules)).toBe(never);
  });

  it("of newcomers is entered with the event that makes somebody known", () => {
    const rules = rulesOf(watching({ kind: "segment", segment: "watched", change: "entered" }), {
      attribute: "country",
      is: "GB",
    });

    const profile = live([identified("2026-01-01T10:00:00Z", { email: "a@example.com", country: "GB" })], rules);

    expect(profile.entries.watch?.occurrence).toBe("in@2026-01-01");
  });
});

describe("who may not enter", () => {
  it("has the standing moved all the same, so that a later change is seen", () => {
    const trigger: Trigger = { kind: "tier", change: "down" };
    const rules = rulesOf(watching(trigger, { audience: { figure: "orders.count", atLeast: 5 } }));
    const edge = at(orderedAt) + 90 * dayMs;

    const { profile, entries } = entriesUntil(live([...reached, ordered(orderedAt)], rules), edge, rules);

    expect(entries).toEqual([]);
    expect(profile.standings?.watch).toEqual({ at: "at-risk", since: edge });
    expect(profile.dueAt).toBe(at(orderedAt) + 180 * dayMs);
  });

  it("waits, once entered, as long as the campaign says", () => {
    const rules = rulesOf(
      watching(
        { kind: "tier", change: "down" },
        { policy: { ...dormantCampaign().policy, leaveOnOrder: false, reentry: { afterDays: 120 } } },
      ),
    );

    const { entries } = entriesUntil(live([...reached, ordered(orderedAt)], rules), at(orderedAt) + 500 * dayMs, rules);

    expect(entries.map(({ occurrence }) => occurrence)).toEqual(["at-risk@2026-04-10", "lost@2027-01-10"]);
  });
});

/** The tier as the settings describe it, read off at one instant. */
const tierByHand = (count: number, silentMs: number): Tier => {
  if (count === 0) return "none";
  if (silentMs >= 365 * dayMs) return "lost";
  if (silentMs >= 180 * dayMs) return "dormant";
  if (silentMs >= 90 * dayMs) return "at-risk";
  return count >= 3 ? "core" : count === 1 ? "new" : "potential";
};
const order: readonly Tier[] = ["none", "lost", "dormant", "at-risk", "new", "potential", "core"];

const anyChange = fc.oneof(
  fc.constantFrom({ change: "up" as const }, { change: "down" as const }),
  fc.record({
    change: fc.constantFrom("entered" as const, "left" as const),
    tiers: fc.uniqueArray(fc.constantFrom(...order), { minLength: 1, maxLength: 3 }),
  }),
);

describe("by the minute", () => {
  it("a change of tier begins what a watch that looks at every minute sees", () => {
    let begun = 0;
    fc.assert(
      fc.property(
        anyChange,
        fc.integer({ min: 1, max: 4 }),
        fc.constantFrom(90, 180, 365),
        fc.integer({ min: -3000, max: 3000 }),
        (change, count, days, minutes) => {
          const trigger: Trigger = { kind: "tier", ...change };
          const rules = rulesOf(watching(trigger));
          const now = at("2026-06-01T00:00:00Z");
          const lastAt = now - days * dayMs + minutes * minuteMs;
          const orders = { count, revenue: 10, recent: [], lastAt, lastOrderId: "a" };
          const until = now + 4 * dayMs;

          const { entries } = entriesUntil(replanned(aProfile({ orders }), now, rules), until, rules);

          const expected: number[] = [];
          let seen = tierByHand(count, now - lastAt);
          for (let minute = now; minute <= until; minute += minuteMs) {
            const tier = tierByHand(count, minute - lastAt);
            if (tier !== seen && isMeant(trigger, seen, tier)) expected.push(minute);
            seen = tier;
          }
          begun += expected.length;
          expect(entries.map((entry) => entry.at)).toEqual(expected);
        },
      ),
      { numRuns: 200 },
    );
    expect(begun).toBeGreaterThan(10);
  });

  it("a change of segment begins what a watch that looks at every minute sees", () => {
    const hours = fc.integer({ min: 1, max: 90 });
    fc.assert(
      fc.property(
        fc.constantFrom("entered" as const, "left" as const),
        hours,
        hours,
        hours,
        (change, since, within, ago) => {
          const predicate: Predicate = {
            any: [
              {
                all: [
                  { figure: "visits.daysSinceLast", atLeast: since / 24 },
                  { not: { event: "tasted", withinDays: within / 24 } },
                ],
              },
              { event: "tasted", withinDays: 0.25 },
            ],
          };
          const rules = rulesOf(watching({ kind: "segment", segment: "watched", change }), predicate);
          const now = at("2026-06-01T00:00:00Z");
          const tastedAt = now - ago * hourMs;
          const profile = aProfile({
            visits: { count: 1, lastAt: now - 10 * hourMs },
            activities: [{ name: "tasted", at: tastedAt }],
          });
          const until = now + 5 * dayMs;

          const { entries } = entriesUntil(replanned(profile, now, rules), until, rules);

          const isIn = (minute: number): boolean => {
            const isTasted = (windowHours: number) => tastedAt > minute - windowHours * hourMs && tastedAt <= minute;
            return (minute - now + 10 * hourMs >= since * hourMs && !isTasted(within)) || isTasted(6);
          };
          const expected: string[] = [];
          for (let minute = now + minuteMs; minute <= until; minute += minuteMs) {
            if (isIn(minute) === isIn(minute - minuteMs) || isIn(minute) !== (change === "entered")) continue;
            const occurrence = `${isIn(minute) ? "in" : "out"}@${new Date(minute + hourMs).toISOString().slice(0, 10)}`;
            if (expected.at(-1)?.startsWith(occurrence) !== true) expected.push(`${occurrence} ${minute}`);
          }
          expect(entries.map((entry) => `${entry.occurrence} ${entry.at}`)).toEqual(expected);
        },
      ),
      { numRuns: 150 },
    );
  });
});

const isMeant = (trigger: Extract<Trigger, { kind: "tier" }>, from: Tier, to: Tier): boolean => {
  const { change, tiers = [] } = trigger;
  if (change === "up") return order.indexOf(to) > order.indexOf(from);
  if (change === "down") return order.indexOf(to) < order.indexOf(from);
  const [was, is] = [tiers.includes(from), tiers.includes(to)];
  return change === "entered" ? is && !was : was && !is;
};
