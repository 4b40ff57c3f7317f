import { describe, expect, it } from "vitest";
import { at, dayMs, hourMs, rulesWith } from "../support/campaigns.ts";
import { happened, ordered, reachable } from "../support/happenings.ts";
import {
  afterDays,
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

const minuteMs = 60_000;

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
