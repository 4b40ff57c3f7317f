import { describe, expect, it } from "vitest";
import { compileRules } from "../../lambdas/domain/rules.ts";
import { settingsSchema } from "../../lambdas/domain/settings.ts";
import { at, dayMs, hourMs } from "../support/campaigns.ts";
import { happened, ordered, reachable } from "../support/happenings.ts";
import {
  due,
  follow,
  journeyOf,
  ordering,
  send,
  stepsOf,
  task,
  visited,
  wait,
  walkThrough,
} from "../support/journeys.ts";
import { live, look } from "../support/live-profile.ts";

describe("leaving", () => {
  const leaveOn = [{ event: "order-cancelled", occurrenceField: "orderId" }];
  const policy = { leaveOn, leaveOnOrder: false };
  const steps = [send("first"), wait("pause", { days: 7 }), send("second"), task("call")];
  const cancelled = (orderId: string, days: number) =>
    happened(new Date(due + days * dayMs).toISOString(), { kind: "order-cancelled", orderId, amount: 30 });
  const departure = { campaignId: "journey", occurrence: "order-2026-01-05" };
  const survey = (days: number) =>
    happened(new Date(due + days * dayMs).toISOString(), {
      kind: "survey-answered",
      surveyId: "s",
      measure: "csat",
      score: 1,
    });

  it("on an event ends the journey and remembers the departure", () => {
    const walked = walkThrough(steps, {
      policy: { leaveOn: [{ event: "survey-answered" }], leaveOnOrder: false },
      events: [survey(3)],
    });

    expect(stepsOf(walked)).toEqual(["first"]);
    expect(walked.profile.journeys).toEqual([]);
    expect(walked.profile.departures).toEqual([{ ...departure, at: due + 3 * dayMs }]);
  });

  it("is for the occurrence that the event is about", () => {
    expect(stepsOf(walkThrough(steps, { policy, events: [cancelled("another", 3)] }))).toEqual([
      "first",
      "second",
      "call",
    ]);
    expect(stepsOf(walkThrough(steps, { policy, events: [cancelled("order-2026-01-05", 3)] }))).toEqual(["first"]);
  });

  it("on an order ends every further step", () => {
    const back = ordered(new Date(due + dayMs).toISOString(), "back");

    expect(stepsOf(walkThrough(steps, { events: [back] }))).toEqual(["first"]);
  });

  it("is noticed while the campaign is paused, and so is what a wait waits for", () => {
    const campaign = journeyOf(
      [
        send("first"),
        wait("for-visit", { days: 7, until: { event: "visited" }, onEvent: "thanks" }),
        send("nag", { next: "end" }),
        send("thanks"),
        { kind: "exit", id: "end" },
      ],
      { policy: { leaveOn: [{ event: "survey-answered" }], leaveOnOrder: false } },
    );
    const settings = settingsSchema.parse({
      shop: { timeZone: "Europe/London" },
      caps: [],
      quietHours: { default: "none" },
    });
    const figures = { gapCount: 0, gapMsTotal: 0 };
    const snapshot = { revision: 1, paused: false, settings };
    const rules = compileRules({ ...snapshot, campaigns: [campaign] }, figures);
    const paused = compileRules({ ...snapshot, campaigns: [], earlier: [{ campaign, inside: "finish" }] }, figures);
    const inForce = (now: number) => (now >= due + dayMs && now < due + 4 * dayMs ? paused : rules);
    const start = live([...reachable("2026-01-01T10:00:00Z"), ordered(ordering)], rules);
    const until = due + 3 * dayMs;

    const woken = follow(start, { rules: inForce, until, events: [visited(2)] });
    const left = follow(start, { rules: inForce, until, events: [survey(2)] });

    expect(woken.profile.dueAt).toBeUndefined();
    expect(stepsOf(woken)).toEqual(["first"]);
    expect(
      stepsOf({
        given: look(woken.profile, due + 5 * dayMs, rules).reservations.map((one) => ({ ...one, at: 0, key: "" })),
      }),
    ).toEqual(["thanks"]);
    expect(left.profile.journeys).toEqual([]);
  });
});

describe("an open breaker", () => {
  const breaker = { openedAt: due - hourMs, cause: "complaints" as const, detail: "0.2 %", openedBy: "tick" };

  it("holds messages and nothing else: a task behind another campaign's mail is asked for all the same", () => {
    const settings = settingsSchema.parse({
      shop: { timeZone: "Europe/London" },
      caps: [],
      quietHours: { default: "none" },
    });
    const rules = compileRules(
      {
        revision: 1,
        paused: false,
        settings,
        breaker,
        campaigns: [journeyOf([task("call"), send("gift", { channels: ["email"] })])],
      },
      { gapCount: 0, gapMsTotal: 0 },
    );
    const start = live([...reachable("2026-01-01T10:00:00Z"), ordered(ordering)], rules);

    const looked = look(start, due, rules);

    expect(looked.actions).toMatchObject([{ stepId: "call" }]);
    expect(looked.looks).toMatchObject([{ stepId: "gift", outcome: "breaker-open" }]);
    expect(look(looked.profile, looked.profile.dueAt ?? 0, rules).actions).toEqual([]);
  });
});
