import { describe, expect, it } from "vitest";
import type { Campaign } from "../../lambdas/domain/campaign.ts";
import { withArchived, withEdited, withPaused } from "../../lambdas/domain/edit-campaign.ts";
import { placeOf } from "../../lambdas/domain/place.ts";
import type { Journey } from "../../lambdas/domain/profile.ts";
import { compileRules, type Snapshot } from "../../lambdas/domain/rules.ts";
import { settingsSchema } from "../../lambdas/domain/settings.ts";
import { snapshotItemOf, snapshotOfItem } from "../../lambdas/store/campaign-item.ts";
import { journeyOf, send } from "../support/journeys.ts";

const empty: Snapshot = { revision: 1, paused: false, settings: settingsSchema.parse({}), campaigns: [] };

const version = (number: number, names = "a b c", id = "journey"): Campaign =>
  journeyOf(
    names.split(" ").map((name) => send(name)),
    { id, version: number },
  );
const rulesOf = (snapshot: Snapshot) => compileRules(snapshot, { gapCount: 0, gapMsTotal: 0 });
const journeyAt = (number: number, stepIndex: number): Journey => ({
  campaignId: "journey",
  occurrence: "order-1",
  version: number,
  enteredAt: 0,
  stepIndex,
  stepAt: 0,
  lookAt: 0,
});
/** Which step of which version comes next for who stands there. */
const standsAt = (snapshot: Snapshot, number: number, stepIndex: number): string | undefined => {
  const place = placeOf(journeyAt(number, stepIndex), rulesOf(snapshot));
  return place && `${place.campaign.steps[place.journey.stepIndex]?.id ?? "the end"} of ${place.campaign.version}`;
};
const edited = (...edits: readonly (readonly [Campaign, "finish" | "move"])[]): Snapshot =>
  edits.reduce((snapshot, [campaign, inside]) => withEdited(snapshot, campaign, inside), empty);

describe("an edit", () => {
  it("of a campaign that was not live before keeps nothing", () => {
    expect(edited([version(1), "finish"])).toEqual({ ...empty, campaigns: [version(1)] });
  });

  it("lets those inside finish, or moves them by the names of the steps", () => {
    const next = version(2, "a x b c");

    expect(standsAt(edited([version(1), "finish"], [next, "finish"]), 1, 1)).toBe("b of 1");
    expect(standsAt(edited([version(1), "finish"], [next, "move"]), 1, 1)).toBe("b of 2");
  });

  it("that moves, moves everybody who is inside, also who was to finish", () => {
    const snapshot = edited([version(1), "finish"], [version(2, "x"), "finish"], [version(3, "c b a"), "move"]);

    expect(standsAt(snapshot, 1, 1)).toBe("c of 3");
    expect(standsAt(snapshot, 2, 0)).toBe("c of 3");
  });

  it("that lets finish, lets who was moved before finish where they were moved to", () => {
    const snapshot = edited([version(1), "finish"], [version(2, "a b c d"), "move"], [version(3, "x"), "finish"]);

    expect(standsAt(snapshot, 1, 1)).toBe("b of 2");
    expect(standsAt(snapshot, 2, 3)).toBe("d of 2");
    expect(standsAt(snapshot, 3, 0)).toBe("x of 3");
  });

  it("after a move and a move asks the last version alone: a step that was gone in between is there again", () => {
    const snapshot = edited([version(1), "finish"], [version(2, "a c"), "move"], [version(3), "move"]);

    expect(standsAt(snapshot, 1, 1)).toBe("b of 3");
  });

  it("touches no other campaign", () => {
    const other = version(4, "o", "other");
    const snapshot = edited([version(1), "finish"], [other, "finish"], [version(5, "p", "other"), "finish"]);

    const next = withEdited(snapshot, version(2), "move");

    expect(next.campaigns.map(({ id, version: number }) => [id, number])).toEqual([
      ["journey", 2],
      ["other", 5],
    ]);
    expect(next.earlier).toEqual([
      { campaign: other, inside: "finish" },
      { campaign: version(1), inside: "move" },
    ]);
  });

  it("is what the store reads back, word for word", () => {
    const snapshot = edited(
      ...Array.from({ length: 14 }, (_, index) => [version(index + 1, `a b s${index}`), "move"] as const),
    );

    expect(snapshot.forgotten).toHaveLength(3);
    expect(snapshotOfItem(snapshotItemOf(snapshot))).toEqual(snapshot);
  });
});

describe("many edits", () => {
  const many = (count: number, namesOf: (index: number) => string, inside: "finish" | "move" = "finish") =>
    edited(...Array.from({ length: count }, (_, index) => [version(index + 1, namesOf(index)), inside] as const));

  it("keep ten versions whole, and of older ones the names of their steps", () => {
    const snapshot = many(13, (index) => (index < 12 ? "a b c" : "a x c b"));

    expect(snapshot.earlier?.map(({ campaign }) => campaign.version)).toEqual([3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(snapshot.forgotten).toEqual([{ campaignId: "journey", upTo: 2, steps: ["a", "b", "c"] }]);
  });

  it("move who finishes on a version that is no longer whole into the live one, where they stood", () => {
    const snapshot = many(13, (index) => (index < 12 ? "a b c" : "a x c b"));

    expect(standsAt(snapshot, 12, 1)).toBe("b of 12");
    expect(standsAt(snapshot, 1, 1)).toBe("c of 13");
    expect(standsAt(snapshot, 2, 2)).toBe("c of 13");
  });

  it("tell versions with other steps apart for as long as their names are kept, and go by the number beyond", () => {
    const snapshot = many(25, (index) => `s${index} a b`);

    expect(snapshot.earlier).toHaveLength(10);
    expect(snapshot.forgotten).toHaveLength(10);
    expect(standsAt(snapshot, 14, 2)).toBe("b of 25");
    expect(standsAt(snapshot, 2, 2)).toBe("b of 25");
  });
});

describe("a pause", () => {
  const live = edited([version(1), "finish"], [version(2, "a b"), "finish"]);

  it("keeps every place, and nobody is looked at", () => {
    const paused = withPaused(live, "journey");

    expect(paused.campaigns).toEqual([]);
    expect(standsAt(paused, 1, 1)).toBeUndefined();
    expect(standsAt(paused, 2, 1)).toBeUndefined();
  });

  it("that is over changes nothing for those inside", () => {
    expect(withEdited(withPaused(live, "journey"), version(2, "a b"), "move")).toEqual(live);
  });

  it("that ends with another version moves those inside, or lets them finish", () => {
    const paused = withPaused(live, "journey");

    expect(standsAt(withEdited(paused, version(3, "b c"), "move"), 2, 1)).toBe("b of 3");
    expect(standsAt(withEdited(paused, version(3, "b c"), "finish"), 2, 1)).toBe("b of 2");
  });

  it("of a campaign that is not live changes nothing", () => {
    expect(withPaused(live, "nobody")).toEqual(live);
    expect(withPaused(withPaused(live, "journey"), "journey")).toEqual(withPaused(live, "journey"));
  });
});

describe("an archived campaign", () => {
  it("leaves nothing behind", () => {
    const snapshot = edited(
      ...Array.from({ length: 14 }, (_, index) => [version(index + 1, `a b s${index}`), "finish"] as const),
    );

    expect(withArchived(snapshot, "journey")).toEqual(empty);
    expect(withArchived(withPaused(snapshot, "journey"), "journey")).toEqual(empty);
  });
});
