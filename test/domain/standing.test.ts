import { describe, expect, it } from "vitest";
import { advance, replanned } from "../../lambdas/domain/advance.ts";
import type { Campaign, Trigger } from "../../lambdas/domain/campaign.ts";
import type { CustomerEvent } from "../../lambdas/domain/event.ts";
import { nextDue } from "../../lambdas/domain/plan.ts";
import type { Predicate } from "../../lambdas/domain/predicate.ts";
import { at, dayMs, dormantCampaign } from "../support/campaigns.ts";
import { happened, identified, ordered } from "../support/happenings.ts";
import { live, look } from "../support/live-profile.ts";
import { entriesUntil, never, orderedAt, reached, rulesOf, watching } from "../support/watching-campaigns.ts";

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
