import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  freeStepId,
  movedStep,
  newStep,
  renamedStep,
  renamedWords,
  type Steps,
  withoutStep,
  withoutSurplus,
  withStepAt,
} from "../../console/src/pages/campaigns/edit/change-steps.ts";
import { boxWidth, placesOf, waysOf } from "../../console/src/pages/campaigns/edit/steps/journey-layout.ts";
import type { Words } from "../../lambdas/channels/words.ts";
import { exitsOf, type Step, stepSchemaOfEditor } from "./step-schema.ts";

const branch: Step = { kind: "branch", id: "is-core", if: { tier: ["core"] }, onYes: "gift", onNo: "wish" };
const gift = { ...newStep("send", "gift"), next: "done" } as Step;
const wish = newStep("send", "wish");
const done = newStep("exit", "done");
const steps: Steps = [branch, gift, wish, done];

const words = (ids: readonly string[]): Words => ({
  ...{ language: "en", friendlyName: "there", smsOptOut: "Reply STOP to opt out", parameters: {} },
  steps: Object.fromEntries(ids.map((id) => [id, { sms: { text: id } }])),
});

describe("steps of a journey", () => {
  it("lead to the step behind a removed one", () => {
    expect(withoutStep(steps, 1)).toEqual([{ ...branch, onYes: "wish" }, wish, done]);
  });

  it("lead forward only, also after one was moved", () => {
    const { next: _, ...alone } = gift as Extract<Step, { kind: "send" }>;
    const moved = movedStep(movedStep(steps, 3, -1), 2, -1);
    expect(moved.map(({ id }) => id)).toEqual(["is-core", "done", "gift", "wish"]);
    expect(moved[2]).toEqual(alone);
  });

  it("keep their ways and their words when one is renamed", () => {
    expect(renamedStep(steps, "gift", "present")[0]).toEqual({ ...branch, onYes: "present" });
    expect(Object.keys(renamedWords({ en: words(["gift", "wish"]) }, "gift", "present").en?.steps ?? {})).toEqual([
      "present",
      "wish",
    ]);
  });

  it("take their words with them", () => {
    expect(Object.keys(withoutSurplus({ en: words(["gift", "wish"]) }, [wish, done]).en?.steps ?? {})).toEqual([
      "wish",
    ]);
  });
});

const kinds = [
  "send",
  "wait",
  "branch",
  "split",
  "coupon",
  "task",
  "webhook",
  "set-attribute",
  "case",
  "exit",
] as const;
const change = fc.oneof(
  fc.record({ do: fc.constant("add" as const), kind: fc.constantFrom(...kinds), at: fc.nat(30) }),
  fc.record({ do: fc.constant("move" as const), at: fc.nat(30), by: fc.constantFrom(-1 as const, 1 as const) }),
  fc.record({ do: fc.constant("remove" as const), at: fc.nat(30) }),
);

const changed = (all: Steps, one: typeof change extends fc.Arbitrary<infer Value> ? Value : never): Steps => {
  const at = all.length === 0 ? 0 : one.at % all.length;
  if (one.do === "add")
    return all.length >= 30 ? all : withStepAt(all, at, newStep(one.kind, freeStepId(all, one.kind)));
  if (one.do === "move") return movedStep(all, at, one.by);
  return all.length === 1 ? all : withoutStep(all, at);
};

describe("whatever is done to steps in the editor", () => {
  it("the rules take them: their ids differ, and every way leads forward to a step that exists", () => {
    void fc.assert(
      fc.property(fc.array(change, { maxLength: 20 }), (changes) => {
        const result = changes.reduce<Steps>(changed, steps);
        expect(stepSchemaOfEditor.safeParse(result).error?.issues ?? []).toEqual([]);
      }),
    );
  });

  it("the picture has every step below all that lead to it, and no two over one another", () => {
    void fc.assert(
      fc.property(fc.array(change, { maxLength: 20 }), (changes) => {
        const result = changes.reduce<Steps>(changed, steps);
        const ways = waysOf(result);
        const places = placesOf(result, ways);
        for (const { from, to } of ways) expect(places[to]?.row ?? 0).toBeGreaterThan(places[from]?.row ?? 0);
        for (const [index, one] of places.entries())
          for (const other of places.slice(0, index))
            if (one.row === other.row) expect(Math.abs(one.x - other.x)).toBeGreaterThan(boxWidth);
        expect(ways.length).toBeGreaterThanOrEqual(result.flatMap(exitsOf).length);
      }),
    );
  });
});
