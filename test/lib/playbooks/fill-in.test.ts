import { describe, expect, it } from "vitest";
import { chosen, wanted } from "../../../lib/playbooks/fill-in.ts";

describe("a list of triggers", () => {
  const triggers = [
    { when: "$gaps", kind: "silent-for-own-gaps", gaps: "$gaps" },
    { when: "$byProduct", kind: "before-next-purchase", categories: "$categories?" },
    { kind: "since-last-order", days: "$days" },
  ];
  const usual = { gaps: 0, byProduct: false, categories: [], days: 180 };

  it("stands for the first one whose parameter is neither empty, nor false, nor 0", () => {
    expect(chosen(triggers, usual)).toEqual({ kind: "since-last-order", days: 180 });
    expect(chosen(triggers, { ...usual, byProduct: true })).toEqual({ kind: "before-next-purchase" });
    expect(chosen(triggers, { ...usual, byProduct: true, gaps: 2.5 })).toEqual({
      kind: "silent-for-own-gaps",
      gaps: 2.5,
    });
  });

  it("may be a single one", () => {
    expect(chosen({ kind: "since-last-order", days: "$days" }, usual)).toEqual({ kind: "since-last-order", days: 180 });
  });
});

it("a step is left out by a 0, an empty text or list, and a false", () => {
  const steps = ["zero", "text", "list", "no", "yes"].map((name) => ({ when: `$${name}`, id: name }));

  expect(wanted(steps, { zero: 0, text: "", list: [], no: false, yes: true })).toEqual([{ id: "yes" }]);
});
