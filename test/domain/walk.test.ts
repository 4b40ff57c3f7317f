import { describe, expect, it } from "vitest";
import type { Campaign, Step } from "../../lambdas/domain/campaign.ts";
import { bucketOf } from "../../lambdas/domain/hold-out.ts";
import { compileRules } from "../../lambdas/domain/rules.ts";
import { settingsSchema } from "../../lambdas/domain/settings.ts";
import { at, dayMs, hourMs, rulesWith } from "../support/campaigns.ts";
import { happened, ordered, reachable } from "../support/happenings.ts";
import { follow, journeyOf, openCase, send, stepsOf, task, wait, webhook } from "../support/journeys.ts";
import { live, look } from "../support/live-profile.ts";

const minuteMs = 60_000;
const ordering = "2026-01-05T12:00:00Z";
/** A Saturday, 12:00 in London. */
const due = at(ordering) + 180 * dayMs;

/** A customer of a shop with this one journey, 180 days after their only order. */
const walkThrough = (
  steps: readonly Step[],
  q: {
    readonly days?: number;
    readonly events?: Parameters<typeof follow>[1]["events"];
    readonly settings?: Parameters<typeof rulesWith>[0]["settings"];
    readonly policy?: Partial<Campaign["policy"]>;
    readonly isReachable?: boolean;
  } = {},
) => {
  const campaign = journeyOf(steps, q.policy === undefined ? {} : { policy: q.policy });
  const rules = rulesWith({ campaigns: [campaign], ...(q.settings && { settings: q.settings }) });
  const known = q.isReachable === false ? [] : reachable("2026-01-01T10:00:00Z");
  const start = live([...known, ordered(ordering)], rules);
  return follow(start, { rules, until: due + (q.days ?? 100) * dayMs, ...(q.events && { events: q.events }) });
};

const visited = (afterDays: number) => happened(new Date(due + afterDays * dayMs).toISOString(), { kind: "visited" });
const afterDays = (given: readonly { at: number }[]) => given.map((one) => (one.at - due) / dayMs);

describe("a wait", () => {
  it.each([
    ["days", { days: 14 }, 14 * dayMs],
    ["hours", { hours: 5 }, 5 * hourMs],
    ["minutes", { minutes: 30 }, 30 * minuteMs],
    ["all of them together", { days: 1, hours: 2, minutes: 3 }, dayMs + 2 * hourMs + 3 * minuteMs],
  ])("counts %s from the step before, to the millisecond", (_, time, ms) => {
    const walked = walkThrough([send("first"), wait("pause", time), send("second")]);

    expect(walked.given.map((one) => one.at)).toEqual([due, due + ms]);
  });

  it("counts plain minutes instead of working ones when it begins outside of working hours", () => {
    // The customer is due on a Saturday at 13:00 in London.
    const settings = { workingHours: { days: [1, 2, 3, 4, 5, 6], from: "09:00", to: "13:00" } };
    const steps = [send("first"), wait("pause", { workingMinutes: 90, minutes: 600 }), send("second")];

    expect(walkThrough(steps, { settings }).given[1]?.at).toBe(due + 600 * minuteMs);
  });

  it("counts working minutes over the night and the day off", () => {
    const settings = { workingHours: { days: [1, 2, 3, 4, 5, 6], from: "09:00", to: "14:00" } };

    const walked = walkThrough([send("first"), wait("pause", { workingMinutes: 90 }), send("second")], { settings });

    // One hour on Saturday, from 13:00 to 14:00 in London; Sunday is off; half an hour on Monday.
    expect(walked.given[1]?.at).toBe(at("2026-07-06T08:30:00Z"));
  });

  it("at the beginning moves the first step", () => {
    const walked = walkThrough([wait("pause", { days: 3 }), send("only")]);

    expect(afterDays(walked.given)).toEqual([3]);
  });

  it("behind a wait adds up, and several in a row cost one look", () => {
    const walked = walkThrough([wait("one", { days: 1 }), wait("two", { days: 2 }), send("only")]);

    expect(afterDays(walked.given)).toEqual([3]);
    expect(walked.looks).toHaveLength(1);
  });

  it("at the end ends the journey", () => {
    const walked = walkThrough([send("only"), wait("pause", { days: 3 })]);

    expect(walked.profile.journeys).toEqual([]);
    expect(walked.profile.dueAt).toBeUndefined();
  });
});

describe("a wait until an event", () => {
  const steps = [
    send("first"),
    wait("for-visit", { days: 7, until: { event: "visited" }, onEvent: "thanks" }),
    send("nag", { next: "end" }),
    send("thanks"),
    { kind: "exit", id: "end" } as const,
  ];

  it("is due when its time is over, and then goes on at the step that follows", () => {
    const waiting = walkThrough(steps, { days: 1 });
    const walked = walkThrough(steps);

    expect(waiting.profile.dueAt).toBe(due + 7 * dayMs);
    expect(stepsOf(walked)).toEqual(["first", "nag"]);
    expect(afterDays(walked.given)).toEqual([0, 7]);
  });

  it("goes on at once when the event comes, where it says", () => {
    const walked = walkThrough(steps, { events: [visited(2)] });

    expect(stepsOf(walked)).toEqual(["first", "thanks"]);
    expect(afterDays(walked.given)).toEqual([0, 2]);
  });

  it("takes no notice of an event that comes before or after it", () => {
    const walked = walkThrough(steps, { events: [visited(-1), visited(8)] });

    expect(stepsOf(walked)).toEqual(["first", "nag"]);
  });

  it("hears an event that is about its occurrence alone, when it says so", () => {
    const until = { event: "order-delivered", occurrenceField: "orderId" };
    const own = [
      send("first"),
      wait("for-parcel", { days: 7, until, onEvent: "ask" }),
      send("nag", { next: "end" }),
      send("ask"),
      { kind: "exit", id: "end" } as const,
    ];
    const parcel = (orderId: string) =>
      happened(new Date(due + dayMs).toISOString(), { kind: "order-delivered", orderId });

    expect(stepsOf(walkThrough(own, { events: [parcel("order-2026-01-05")] }))).toEqual(["first", "ask"]);
    expect(stepsOf(walkThrough(own, { events: [parcel("another")] }))).toEqual(["first", "nag"]);
  });

  it("hears one whose fields hold, and no other", () => {
    const where = [{ field: "rating", atMost: 3 }];
    const own = [
      wait("for-review", { days: 7, until: { event: "review-posted", where }, onEvent: "help" }),
      { kind: "exit", id: "end" } as const,
      task("help"),
    ];
    const review = (rating: number) =>
      happened(new Date(due + dayMs).toISOString(), { kind: "review-posted", reviewId: "r-1", rating });

    expect(stepsOf(walkThrough(own, { events: [review(2)] }))).toEqual(["help"]);
    expect(stepsOf(walkThrough(own, { events: [review(5)] }))).toEqual([]);
  });

  it("is not ended by history that is imported afterwards", () => {
    const late = { ...visited(2), occurredAt: due - 90 * dayMs };
    const campaign = journeyOf(steps);
    const rules = rulesWith({ campaigns: [campaign] });
    const waiting = follow(live([...reachable("2026-01-01T10:00:00Z"), ordered(ordering)], rules), {
      rules,
      until: due,
    });

    const told = follow(waiting.profile, { rules, until: due + 3 * dayMs, events: [late] });

    expect(told.profile.journeys).toMatchObject([{ stepIndex: 1 }]);
  });
});

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
