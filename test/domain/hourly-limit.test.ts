import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { claimHour, type HourState, hasWaited, isShared, returnToHour } from "../../lambdas/domain/hourly-limit.ts";
import { at, hourMs } from "../support/campaigns.ts";
import { aProfile } from "../support/factories.ts";

const now = at("2026-03-02T10:20:00Z");
const nextHour = at("2026-03-02T11:00:00Z");

describe("a campaign's hour", () => {
  it("is shared out until it is full; the others wait their turn, evenly spread over the following hours", () => {
    const grant = claimHour({ state: undefined, max: 1_000, waited: 0, fresh: 10_000, now, mayDefer: true });

    expect(grant).toMatchObject({ waited: 0, fresh: 1_000, backAt: nextHour, everyMs: 3_600 });
    expect(grant.state.lineEndsAt).toBe(nextHour + 9 * hourMs);
  });

  it("lets the line go on where it ended", () => {
    const first = claimHour({ state: undefined, max: 60, waited: 0, fresh: 90, now, mayDefer: true });

    const second = claimHour({ state: first.state, max: 60, waited: 0, fresh: 10, now, mayDefer: true });

    expect(second).toMatchObject({ fresh: 0, backAt: nextHour + 30 * 60_000 });
  });

  it("goes to those who waited before those who came just now, who get what nobody was promised", () => {
    const line = claimHour({ state: undefined, max: 60, waited: 0, fresh: 90, now, mayDefer: true }).state;

    const grant = claimHour({ state: line, max: 60, waited: 10, fresh: 50, now: nextHour + 60_000, mayDefer: true });

    expect(grant).toMatchObject({ waited: 10, fresh: 30 });
    expect(grant.state.reserved).toBe(40);
  });

  it("takes back what was not used, in the same hour only", () => {
    const { state } = claimHour({ state: undefined, max: 60, waited: 60, fresh: 0, now, mayDefer: true });

    const [same, later] = [now, nextHour].map((when) => returnToHour(state, { count: 15, now: when }));

    expect([same?.reserved, later?.reserved]).toEqual([45, 60]);
  });

  it("is not begun anew by a tick whose clock is behind", () => {
    const { state } = claimHour({ state: undefined, max: 60, waited: 60, fresh: 0, now: nextHour, mayDefer: true });

    const grant = claimHour({ state, max: 60, waited: 5, fresh: 5, now, mayDefer: true });

    expect(grant).toMatchObject({ waited: 0, fresh: 0, backAt: nextHour + hourMs });
    expect(grant.state.reserved).toBe(60);
  });

  it("grants no more than its limit in any hour, whatever is wanted and whenever", () => {
    const step = fc.record({ waitMs: fc.nat({ max: 2 * hourMs }), waited: fc.nat(80), fresh: fc.nat(80) });
    void fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), fc.array(step, { maxLength: 40 }), (max, steps) => {
        const granted = new Map<number, number>();
        let state: HourState | undefined;
        let clock = now;
        for (const { waitMs, waited, fresh } of steps) {
          clock += waitMs;
          const grant = claimHour({ state, max, waited, fresh, now: clock, mayDefer: true });
          const hour = Math.floor(clock / hourMs);
          granted.set(hour, (granted.get(hour) ?? 0) + grant.waited + grant.fresh);
          expect(grant.backAt).toBeGreaterThan(clock);
          state = grant.state;
        }

        expect(Math.max(0, ...granted.values())).toBeLessThanOrEqual(max);
      }),
    );
  });

  it("defers each of a line once: everybody who is asked back finds a place", () => {
    void fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 0, max: 400 }), (max, due) => {
        const first = claimHour({ state: undefined, max, waited: 0, fresh: due, now, mayDefer: true });
        const turns = Array.from({ length: due - first.fresh }, (_, index) =>
          Math.ceil((first.backAt ?? 0) + index * first.everyMs),
        );
        let state = first.state;
        let refused = 0;
        for (const turn of turns) {
          const grant = claimHour({ state, max, waited: 1, fresh: 0, now: turn, mayDefer: true });
          refused += 1 - grant.waited;
          state = grant.state;
        }

        expect(refused).toBe(0);
      }),
    );
  });

  it("leaves those without a place to a run that was there before, and is nobody's a minute later", () => {
    const { state } = claimHour({ state: undefined, max: 60, waited: 0, fresh: 50, now, mayDefer: true });
    const shared = [now, now + 44_999, now + 45_000].map((when) => isShared(state, when));

    const grant = claimHour({ state, max: 60, waited: 0, fresh: 50, now, mayDefer: false });

    expect(shared).toEqual([true, true, false]);
    expect(grant).toMatchObject({ fresh: 10, backAt: undefined, state: { lineEndsAt: 0 } });
  });

  it("knows who waited by the journey's place", () => {
    const journey = {
      campaignId: "dormant",
      occurrence: "o-1",
      version: 1,
      enteredAt: now - hourMs,
      stepIndex: 0,
      stepAt: now - hourMs,
    };
    const waiting = aProfile({ journeys: [{ ...journey, lookAt: now }] });
    const arriving = aProfile({ journeys: [{ ...journey, lookAt: now - hourMs }] });

    const known = [waiting, arriving, aProfile()].map((profile) => hasWaited(profile, "dormant", now));

    expect(known).toEqual([true, false, false]);
  });
});
