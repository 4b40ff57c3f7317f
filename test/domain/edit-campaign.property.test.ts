import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Campaign } from "../../lambdas/domain/campaign.ts";
import { withEdited } from "../../lambdas/domain/edit-campaign.ts";
import { compileRules, type Rules, type Snapshot } from "../../lambdas/domain/rules.ts";
import { settingsSchema } from "../../lambdas/domain/settings.ts";
import { at, dayMs } from "../support/campaigns.ts";
import { ordered, reachable } from "../support/happenings.ts";
import { follow, journeyOf, send, task, wait } from "../support/journeys.ts";
import { live } from "../support/live-profile.ts";

const ordering = "2026-01-05T12:00:00Z";
const due = at(ordering) + 180 * dayMs;
const settings = settingsSchema.parse({
  shop: { timeZone: "Europe/London" },
  caps: [],
  quietHours: { default: "none" },
});

/** Some send and some ask a person; each lies a day behind the one before, if its wait is there. */
const names = ["a", "b", "c", "d", "e", "f"];
const stepsOf = (chosen: readonly string[], withoutWait: ReadonlySet<string>) =>
  chosen.flatMap((name) => [
    ...(withoutWait.has(name) ? [] : [wait(`wait-${name}`, { days: 1 })]),
    name < "d" ? send(name) : task(name),
  ]);

interface Edit {
  readonly names: readonly string[];
  readonly withoutWait: readonly string[];
  readonly afterHours: number;
  readonly inside: "finish" | "move";
}

const anyEdit = (maxHours: number): fc.Arbitrary<Edit> =>
  fc.record({
    names: fc.shuffledSubarray(names, { minLength: 1 }),
    withoutWait: fc.subarray(names),
    afterHours: fc.integer({ min: 0, max: maxHours }),
    inside: fc.constantFrom("finish" as const, "move" as const),
  });

const versionOf = ({ names: chosen, withoutWait }: Edit, version: number): Campaign =>
  journeyOf(stepsOf(chosen, new Set(withoutWait)), { version, policy: { leaveOnOrder: false } });

/** The rules from the first version on, by the instants at which they came into force. */
const historyOf = (
  first: Edit,
  edits: readonly Edit[],
): readonly { readonly from: number; readonly rules: Rules }[] => {
  const figures = { gapCount: 0, gapMsTotal: 0 };
  let snapshot: Snapshot = { revision: 1, paused: false, settings, campaigns: [versionOf(first, 1)] };
  const history = [{ from: 0, rules: compileRules(snapshot, figures) }];
  for (const [index, edit] of [...edits].sort((a, b) => a.afterHours - b.afterHours).entries()) {
    snapshot = withEdited(snapshot, versionOf(edit, index + 2), edit.inside);
    history.push({ from: due + edit.afterHours * 3_600_000 + 1, rules: compileRules(snapshot, figures) });
  }
  return history;
};

const walkUnder = (history: ReturnType<typeof historyOf>) => {
  const inForce = (now: number): Rules =>
    history.findLast(({ from }) => from <= now)?.rules ?? (history[0]?.rules as Rules);
  const start = live([...reachable("2026-01-01T10:00:00Z"), ordered(ordering)], inForce(0));
  return follow(start, { rules: inForce, until: due + 60 * dayMs });
};

const check = (first: Edit, edits: readonly Edit[]): void => {
  const walked = walkUnder(historyOf(first, edits));
  const given = walked.given.map(({ stepId }) => stepId);
  const versions = [first, ...edits];
  const everywhere = first.names.filter((name) => versions.every((each) => each.names.includes(name)));

  expect(new Set(walked.given.map(({ key }) => key)).size).toBe(walked.given.length);
  expect(new Set(given).size).toBe(given.length);
  expect(given).toEqual(expect.arrayContaining(everywhere));
  expect(walked.profile.journeys).toEqual([]);
};

describe("a customer inside while the campaign is edited", () => {
  it("gets no step twice and loses none that stays, whatever is put in, taken out, reordered or renamed", () => {
    void fc.assert(
      fc.property(anyEdit(0), fc.array(anyEdit(7 * 24), { maxLength: 4 }), (first, edits) => check(first, edits)),
      { numRuns: 400 },
    );
  });

  it("neither when there are more edits than versions are kept whole", () => {
    void fc.assert(
      fc.property(anyEdit(0), fc.array(anyEdit(7 * 24), { minLength: 11, maxLength: 16 }), (first, edits) =>
        check(first, edits),
      ),
      { numRuns: 60 },
    );
  });

  it("who finishes gets what they entered for, step by step, as if nobody had edited", () => {
    void fc.assert(
      fc.property(anyEdit(0), fc.array(anyEdit(7 * 24), { maxLength: 8 }), (first, edits) => {
        const finishing = edits.map((edit): Edit => ({ ...edit, inside: "finish" }));

        expect(walkUnder(historyOf(first, finishing)).given).toEqual(walkUnder(historyOf(first, [])).given);
      }),
      { numRuns: 150 },
    );
  });
});
