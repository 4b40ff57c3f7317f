import { describe, expect, test } from "vitest";
import { withArchived, withEdited, withPaused } from "../../lambdas/domain/edit-campaign.ts";
import type { Snapshot } from "../../lambdas/domain/rules.ts";
import { dormantCampaign, reminderCampaign } from "../support/campaigns.ts";

type Live = Pick<Snapshot, "campaigns" | "earlier">;

const first: Live = { campaigns: [dormantCampaign(), reminderCampaign()] };
const version = (number: number) => dormantCampaign({ version: number });
const seen = ({ campaigns, earlier = [] }: Live) => ({
  live: campaigns.map(({ id, version }) => `${id} ${version}`).toSorted(),
  earlier: earlier.map(({ campaign: { id, version }, inside }) => `${id} ${version} ${inside}`),
});

describe("a snapshot after an edit", () => {
  test("has the new version live and keeps the old one for those inside", () => {
    expect(seen(withEdited(first, version(2), "finish"))).toEqual({
      live: ["dormant 2", "reminder 1"],
      earlier: ["dormant 1 finish"],
    });
  });

  test("moves everybody when the editor says so, whichever version they walk", () => {
    const second = withEdited(first, version(2), "finish");

    expect(seen(withEdited(second, version(3), "move")).earlier).toEqual(["dormant 1 move", "dormant 2 move"]);
  });

  test("has a campaign that is new, and nothing earlier of it", () => {
    expect(seen(withEdited({ campaigns: [] }, version(1), "move"))).toEqual({ live: ["dormant 1"], earlier: [] });
  });

  test("goes on after a pause where it was", () => {
    const paused = withPaused(first, "dormant");
    const resumed = withEdited(paused, version(1), "finish");

    expect(seen(paused).live).toEqual(["reminder 1"]);
    expect(seen(resumed)).toEqual({ live: ["dormant 1", "reminder 1"], earlier: [] });
  });

  test("keeps the version that was paused when another takes its place", () => {
    expect(seen(withEdited(withPaused(first, "dormant"), version(2), "move")).earlier).toEqual(["dormant 1 move"]);
  });

  test("has nothing left of what was archived, and all of the rest", () => {
    expect(seen(withArchived(withEdited(first, version(2), "finish"), "dormant"))).toEqual({
      live: ["reminder 1"],
      earlier: [],
    });
  });

  test("does not grow without end", () => {
    const edited = Array.from({ length: 40 }, (_, index) => index + 2).reduce<Live>(
      (snapshot, number) => withEdited(snapshot, version(number), "finish"),
      first,
    );

    expect(edited.earlier).toHaveLength(10);
    expect(seen(edited).earlier.at(-1)).toBe("dormant 40 finish");
  });
});
