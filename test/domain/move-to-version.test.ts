import { describe, expect, it } from "vitest";
import type { Step } from "../../lambdas/domain/campaign.ts";
import { moved } from "../../lambdas/domain/move-to-version.ts";
import { outlineOf } from "../../lambdas/domain/step-outline.ts";
import { journeyOf, send, task, wait } from "../support/journeys.ts";

/** Names alone: `w…` waits, everything else sends. */
const linear = (names: string): readonly Step[] =>
  names.split(" ").map((name) => (name.startsWith("w") ? wait(name, { days: 1 }) : send(name)));
const outline = (steps: readonly Step[]) => outlineOf(journeyOf(steps));

/** Where who stands at a step goes on, and what they skip from there. */
const movedTo = (from: readonly Step[], to: readonly Step[], at: string) => {
  const { stepIndex, passed } = moved(outline(from), outline(to), {
    stepIndex: from.findIndex(({ id }) => id === at),
    passed: [],
  });
  return { at: to[stepIndex]?.id ?? "the end", skips: passed };
};

describe("who stands at a step goes on", () => {
  it.each([
    // what changed                        from            to                at    goes on at  skips
    ["nothing but words", "a w1 b w2 c", "a w1 b w2 c", "b", "b", []],
    ["a step put in behind", "a w1 b", "a w1 b w2 c", "b", "b", []],
    ["a step put in before", "a b c", "a x b c", "b", "b", []],
    ["a step taken out ahead", "a b c", "a b", "b", "b", []],
    ["a step taken out behind", "a b c", "b c", "b", "b", ["a"]],
    ["their own step taken out", "a b c", "a c", "b", "c", []],
    ["their own step, the last one, taken out", "a b", "a", "b", "the end", []],
    ["their own step given another name", "a b c", "a b2 c", "b", "b2", []],
    ["the only step given another name", "a", "a2", "a", "a2", []],
    ["their own and the wait before given other names", "a w1 b c", "a w9 b2 c", "b", "b2", []],
    ["the step behind given another name", "a b", "a2 b", "b", "b", ["a"]],
    ["the step behind and their own given other names", "a b c", "a2 b2 c", "b", "b2", ["a"]],
    ["all given other names", "a b", "a2 b2", "b", "b2", ["a"]],
    ["their own taken out and others put in there", "a b c", "a x y c", "b", "x", []],
    ["a later step put before theirs", "a b c d", "a c b d", "b", "c", []],
    ["all turned round", "a b c", "c b a", "b", "c", ["a"]],
    ["a step they are through with put behind", "a b c", "b c a", "b", "b", ["a"]],
    ["a later step put before a gone one", "a b c", "c a", "b", "c", ["a"]],
    ["everything but what they had", "a b", "a", "b", "the end", []],
  ] as const)("after %s", (_, from, to, at, goesOn, skips) => {
    expect(movedTo(linear(from), linear(to), at)).toEqual({ at: goesOn, skips });
  });
});

describe("who went one way of a branch", () => {
  const branch = (onYes: string, onNo: string): Step => ({
    kind: "branch",
    id: "which",
    if: { figure: "orders.count", atLeast: 2 },
    onYes,
    onNo,
  });
  const from = [branch("yes", "no"), send("no", { next: "end" }), send("yes"), task("end")];

  it("is not sent the other one when both change their places", () => {
    const to = [branch("yes", "no"), send("yes", { next: "end" }), send("no"), task("end")];

    expect(movedTo(from, to, "no")).toEqual({ at: "no", skips: [] });
    expect(movedTo(from, to, "yes")).toEqual({ at: "yes", skips: [] });
  });

  it("finds a step given another name on the way they went", () => {
    const to = [branch("yes-2", "no"), send("no", { next: "end" }), send("yes-2"), task("end")];

    expect(movedTo(from, to, "yes")).toEqual({ at: "yes-2", skips: [] });
  });

  it("goes on where both ways meet when theirs is gone", () => {
    const to = [branch("end", "no"), send("no"), task("end")];

    expect(movedTo(from, to, "yes")).toEqual({ at: "end", skips: [] });
  });

  it("who was woken finds the step behind the event, and not the one behind the time-out", () => {
    const until = { event: "visited" };
    const waiting = (onEvent: string) => [
      wait("w", { days: 7, until, onEvent }),
      send("nag", { next: "end" }),
      send(onEvent),
      task("end"),
    ];

    expect(movedTo(waiting("thanks"), waiting("thank-you"), "thanks")).toEqual({ at: "thank-you", skips: [] });
  });
});

describe("a journey that is over", () => {
  it("stays over", () => {
    const [from, to] = [outline(linear("a b")), outline(linear("a b c"))];

    expect(moved(from, to, { stepIndex: 2, passed: [] }).stepIndex).toBe(3);
  });
});
