import { describe, expect, it } from "vitest";
import { bucketOf } from "../../lambdas/domain/hold-out.ts";
import { at, dayMs, rulesWith } from "../support/campaigns.ts";
import { ordered } from "../support/happenings.ts";
import {
  afterDays,
  due,
  journeyOf,
  openCase,
  ordering,
  send,
  stepsOf,
  task,
  wait,
  walkThrough,
  webhook,
} from "../support/journeys.ts";
import { live, look } from "../support/live-profile.ts";

const minuteMs = 60_000;

describe("a branch", () => {
  const steps = [
    { kind: "branch", id: "which", if: { figure: "orders.count", atLeast: 2 }, onYes: "loyal", onNo: "new" } as const,
    send("loyal", { next: "both" }),
    send("new"),
    task("both"),
  ];

  it("goes one way or the other, and both meet again", () => {
    expect(stepsOf(walkThrough(steps))).toEqual(["new", "both"]);
  });

  it("asks when it is reached, not when the customer entered", () => {
    const waiting = [wait("pause", { days: 2 }), ...steps];
    const policy = { leaveOnOrder: false };
    const again = ordered(new Date(due + dayMs).toISOString(), "second");

    expect(stepsOf(walkThrough(waiting, { policy, events: [again], days: 10 }))).toEqual(["loyal", "both"]);
  });

  it("without a way named goes on at the step that follows", () => {
    const short = [
      { kind: "branch", id: "which", if: { figure: "orders.count", atLeast: 2 }, onYes: "end" } as const,
      send("only"),
      { kind: "exit", id: "end" } as const,
    ];

    expect(stepsOf(walkThrough(short))).toEqual(["only"]);
  });
});

describe("next", () => {
  it("jumps over what lies between", () => {
    expect(stepsOf(walkThrough([send("a", { next: "c" }), send("b"), send("c")]))).toEqual(["a", "c"]);
  });

  it("is followed after a step that was skipped, too", () => {
    const steps = [send("a", { next: "c" }), task("b"), task("c")];

    expect(stepsOf(walkThrough(steps, { isReachable: false }))).toEqual(["c"]);
  });
});

describe("steps that need no time", () => {
  const steps = [
    { kind: "coupon", id: "code", coupon: "welcome-back" } as const,
    { kind: "set-attribute", id: "note", name: "greeted", value: true } as const,
    send("gift"),
    task("call"),
    webhook("crm"),
    openCase("open"),
  ];

  it("are all taken at one look, in order", () => {
    const walked = walkThrough(steps);

    expect(walked.given.map(({ stepId }) => stepId)).toEqual(["gift", "call", "crm", "open"]);
    expect(new Set(walked.given.map((one) => one.at))).toEqual(new Set([due]));
    expect(walked.reservations).toMatchObject([{ couponId: "welcome-back" }]);
    expect(walked.profile.marks).toEqual({ greeted: true });
    expect(walked.profile.journeys).toEqual([]);
  });

  it("ask for each action once, by a key of campaign, customer, step and occurrence", () => {
    const [first, again] = [walkThrough(steps), walkThrough(steps)];

    const keys = first.actions.map(({ actionKey }) => actionKey);
    expect(new Set(keys).size).toBe(3);
    expect(again.actions).toEqual(first.actions);
  });

  it("make a campaign of actions alone, which writes although it sends nothing", () => {
    const rules = rulesWith({ campaigns: [journeyOf([task("call")])] });
    const start = live([ordered(ordering)], rules);

    const looked = look(start, due, rules);

    expect(looked.changed).toBe(true);
    expect(looked.looks).toEqual([]);
    expect(looked.actions).toMatchObject([
      { kind: "task", task: "call", role: "adviser", dueAt: due + 120 * minuteMs },
    ]);
    expect(looked.profile.dueAt).toBeUndefined();
  });

  it("give a task its deadline in working hours", () => {
    const settings = { workingHours: { days: [1, 2, 3, 4, 5, 6], from: "09:00", to: "14:00" } };

    const walked = walkThrough([task("call", { dueWorkingMinutes: 90, dueMinutes: 600 })], { settings });

    expect(walked.actions).toMatchObject([{ dueAt: at("2026-07-06T08:30:00Z") }]);
  });
});

describe("who cannot be reached", () => {
  it("still gets the task, and the case, and the webhook behind it", () => {
    const walked = walkThrough(
      [send("gift"), wait("pause", { days: 2 }), task("call"), openCase("open"), webhook("crm")],
      {
        isReachable: false,
      },
    );

    expect(stepsOf(walked)).toEqual(["call", "open", "crm"]);
    expect(afterDays(walked.given)).toEqual([2, 2, 2]);
    expect(walked.looks).toMatchObject([{ outcome: "no-address" }]);
  });

  it("leaves when nothing but messages lies ahead", () => {
    const walked = walkThrough([send("gift"), wait("pause", { days: 2 }), send("again")], { isReachable: false });

    expect(walked.looks).toHaveLength(1);
    expect(walked.profile.journeys).toEqual([]);
  });
});

describe("a held-out customer", () => {
  const steps = [
    { kind: "coupon", id: "code", coupon: "welcome-back" } as const,
    send("gift"),
    wait("pause", { days: 2 }),
    task("call"),
    webhook("crm"),
    openCase("open"),
    { kind: "set-attribute", id: "note", name: "greeted", value: true } as const,
    send("again"),
  ];

  /** By these the customer of this file is among the half that is kept out. */
  const saltOf = (suffix: string): string =>
    Array.from({ length: 50 }, (_, index) => `salt-${index}`).find(
      (salt) => bucketOf("c-1", `${salt}${suffix}`) < 5000,
    ) ?? "";

  it.each([
    ["of everything", { settings: { holdOut: { percent: 50, salt: saltOf("") } } }],
    ["of this campaign", { policy: { holdOutPercent: 50 }, settings: { holdOut: { salt: saltOf("/journey") } } }],
  ])("%s walks the same way at the same times and gets nothing on it", (_, kept) => {
    const walked = walkThrough(steps, kept);

    expect(walked.given).toEqual([]);
    expect(walked.actions).toEqual([]);
    expect(walked.reservations.map(({ status, stepId }) => [stepId, status])).toEqual([
      ["gift", "held-out"],
      ["again", "held-out"],
    ]);
    expect(walked.reservations.map(({ reservedAt }) => (reservedAt - due) / dayMs)).toEqual([0, 2]);
    expect(walked.reservations.every(({ couponId }) => couponId === undefined)).toBe(true);
    expect(walked.profile.marks).toEqual({ greeted: true });
  });
});
