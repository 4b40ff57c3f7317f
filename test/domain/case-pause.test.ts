import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { advance } from "../../lambdas/domain/advance.ts";
import type { CustomerEvent } from "../../lambdas/domain/event.ts";
import type { Profile } from "../../lambdas/domain/profile.ts";
import { recheck } from "../../lambdas/domain/recheck.ts";
import { at, careCampaign, dayMs, dormantCampaign, hourMs, rulesWith, sendStep } from "../support/campaigns.ts";
import { happened, ordered, reachable } from "../support/happenings.ts";
import { live, look } from "../support/live-profile.ts";

const now = at("2026-03-02T10:00:00Z");
const lastOrder = new Date(now - 180 * dayMs).toISOString();
const rules = rulesWith({ campaigns: [dormantCampaign()] });
const subject = "complaint";
const opened = (when: number, caseId = "t-1") =>
  happened(new Date(when).toISOString(), { kind: "case-opened", caseId, subject });
const closed = (when: number, caseId = "t-1") =>
  happened(new Date(when).toISOString(), { kind: "case-closed", caseId, subject, outcome: "solved" });
const customer = (...events: readonly CustomerEvent[]) =>
  live([...reachable(lastOrder), ordered(lastOrder), ...events], rules);

const advanceTo = (profile: Profile, event: CustomerEvent, when: number) =>
  advance({ profile, events: [event], now: when, rules });

describe("while a case is open", () => {
  test("a promotion that is due waits, and says why", () => {
    const { reservations, looks, profile } = look(customer(opened(now - hourMs)), now, rules);

    expect(reservations).toEqual([]);
    expect(looks).toMatchObject([{ outcome: "case-open" }]);
    expect(profile.dueAt).toBe(now + 72 * hourMs + 1);
  });

  test("it is due at once when the last case closes", () => {
    const waiting = look(customer(opened(now - hourMs), opened(now - hourMs, "t-2")), now, rules).profile;
    const half = advanceTo(waiting, closed(now + hourMs), now + hourMs);
    const done = advanceTo(half.profile, closed(now + 2 * hourMs, "t-2"), now + 2 * hourMs);

    expect(half.reservations).toEqual([]);
    expect(done.reservations).toMatchObject([{ campaignId: "dormant", status: "reserved" }]);
  });

  test("of several cases the oldest alone still holds it back, however many were opened since", () => {
    const many = Array.from({ length: 6 }, (_, at) => `t-${at}`);
    const openings = many.map((caseId, at) => opened(now - (9 - at) * hourMs, caseId));
    const endings = many.slice(1).map((caseId) => closed(now - hourMs, caseId));
    const held = look(customer(...openings, ...endings), now, rules);
    const freed = look(customer(...openings, ...endings, closed(now - hourMs, "t-0")), now, rules);

    expect(held.looks).toMatchObject([{ outcome: "case-open" }]);
    expect(freed.reservations).toMatchObject([{ campaignId: "dormant" }]);
  });

  test("it expires at its deadline when the case stays open", () => {
    const waiting = look(customer(opened(now - hourMs)), now, rules).profile;
    const { looks, reservations } = look(waiting, waiting.dueAt ?? 0, rules);

    expect(looks).toMatchObject([{ outcome: "expired" }]);
    expect(reservations).toEqual([]);
  });

  test("care and service go on", () => {
    const caring = rulesWith({ campaigns: [careCampaign()] });
    const delivery = new Date(now - 2 * dayMs).toISOString();
    const profile = live(
      [
        ...reachable(lastOrder),
        ordered(new Date(now - 5 * dayMs).toISOString(), "o-1"),
        opened(now - 3 * dayMs),
        happened(delivery, { kind: "order-delivered", orderId: "o-1" }),
      ],
      caring,
    );

    expect(look(profile, now, caring).reservations).toMatchObject([{ category: "care" }]);
  });

  test("a bad review stops the promotion that the same write would have decided", () => {
    const bad = happened(new Date(now).toISOString(), { kind: "review-posted", reviewId: "r-1", rating: 1 });
    const { reservations, profile } = advanceTo(customer(), bad, now);

    expect(reservations).toEqual([]);
    expect(profile.cases).toMatchObject([{ caseId: "review-r-1" }]);
  });
});

describe("a promotion that was reserved before the case opened", () => {
  const reserved = look(customer(), now, rules);
  const [reservation] = reserved.reservations;

  test("is held back at its submission and comes back when the case closes, within its deadline", () => {
    if (reservation === undefined) throw new Error("Nothing was reserved");
    const complaining = advanceTo(reserved.profile, opened(now + 1), now + 1).profile;
    const clearance = recheck({ profile: complaining, reservation, decidedAt: now, now: now + 2, rules });
    if (clearance.kind !== "later") throw new Error(`It is ${clearance.kind}`);

    const { retryAt } = clearance;
    const back = happened(new Date(now + 2).toISOString(), { kind: "message-released", reservation, retryAt });
    const returned = advanceTo(complaining, back, now + 2).profile;
    const waiting = look(returned, retryAt, rules);
    const resumed = advanceTo(waiting.profile, closed(now + hourMs), now + hourMs);

    expect(waiting.reservations).toEqual([]);
    expect(waiting.profile.dueAt).toBe(reservation.sendBy + 1);
    expect(resumed.reservations).toMatchObject([{ messageKey: reservation.messageKey, attempt: 2 }]);
  });

  test("is not forgotten when the case closes while it is on its way back", () => {
    if (reservation === undefined) throw new Error("Nothing was reserved");
    const complaining = advanceTo(reserved.profile, opened(now + 1), now + 1).profile;
    const clearance = recheck({ profile: complaining, reservation, decidedAt: now, now: now + 2, rules });
    if (clearance.kind !== "later") throw new Error(`It is ${clearance.kind}`);
    const { retryAt } = clearance;

    const calm = advanceTo(complaining, closed(now + 3), now + 3).profile;
    const back = happened(new Date(now + 4).toISOString(), { kind: "message-released", reservation, retryAt });
    const returned = advanceTo(calm, back, now + 4).profile;

    expect(returned.dueAt).toBe(retryAt);
    expect(look(returned, retryAt, rules).reservations).toHaveLength(1);
  });
});

test("whatever opens and closes when, no promotion is reserved while a case is open, and one is as soon as none is", () => {
  const step = fc.record({
    minutes: fc.integer({ min: 1, max: 600 }),
    caseId: fc.constantFrom("a", "b", "c"),
    opens: fc.boolean(),
  });
  const one = rulesWith({ campaigns: [dormantCampaign({ steps: [sendStep({ sendWithinHours: 24 * 14 })] })] });
  void fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      let profile = customer(opened(now - 1, "first"));
      const open = new Set(["first"]);
      let [clock, reserved] = [now, 0];
      for (const { minutes, caseId, opens } of [
        ...steps,
        ...["first", "a", "b", "c"].map((id) => ({ minutes: 1, caseId: id, opens: false })),
      ]) {
        clock += minutes * 60_000;
        opens ? open.add(caseId) : open.delete(caseId);
        const told = advance({
          profile,
          events: [opens ? opened(clock, caseId) : closed(clock, caseId)],
          now: clock,
          rules: one,
        });
        const looked = look(told.profile, clock, one);
        const made = told.reservations.length + looked.reservations.length;
        // Of the four cases at once that can happen here a profile keeps three.
        if (open.size > 0 && open.size < 4) expect(made).toBe(0);
        reserved += made;
        profile = looked.profile;
      }
      expect(reserved).toBe(1);
    }),
  );
});
