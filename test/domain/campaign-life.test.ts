import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { adopted } from "../../lambdas/domain/adopt-life.ts";
import {
  type Approval,
  type CampaignLife,
  isApproved,
  isPending,
  type LifeAction,
  type LifeState,
  lifeActions,
  lifeStates,
  newestOf,
  openActions,
  stepOfLife,
  versionsKept,
} from "../../lambdas/domain/campaign-life.ts";

const now = Date.parse("2026-03-02T10:00:00Z");
const byAda = { by: "Ada", at: now - 1000 };

/** A campaign by Ada in this state: with an older version live, and a newer one that is agreed to or not. */
const lifeIn = (state: LifeState, change: Partial<CampaignLife> = {}): CampaignLife => ({
  campaignId: "wake-up",
  revision: 7,
  state,
  versions: [{ version: 1, ...byAda, ...(state === "approved" && { approved: { by: "Bob", at: now - 500 } }) }],
  ...((state === "live" || state === "paused" || state === "archived") && { liveVersion: 1 }),
  changed: byAda,
  ...change,
});

const edited = (state: LifeState): CampaignLife =>
  lifeIn(state, {
    versions: [
      { version: 1, ...byAda },
      { version: 2, ...byAda },
    ],
  });

const verdictOf = (life: CampaignLife, action: LifeAction, by = "Bob", approval: Approval = "none") =>
  stepOfLife("wake-up", life, { action, by, now, approval });

const outcome = (life: CampaignLife, action: LifeAction, by?: string, approval?: Approval): string => {
  const verdict = verdictOf(life, action, by, approval);
  return verdict.ok ? verdict.life.state : verdict.reason;
};

describe("the table of transitions", () => {
  test.each<readonly [LifeState, Readonly<Record<LifeAction, string>>]>([
    [
      "draft",
      {
        save: "draft",
        "request-approval": "draft",
        approve: "approved",
        activate: "live",
        pause: "wrong-state",
        resume: "wrong-state",
        archive: "archived",
        restore: "wrong-state",
      },
    ],
    [
      "approved",
      {
        save: "draft",
        "request-approval": "approved-already",
        approve: "approved-already",
        activate: "live",
        pause: "wrong-state",
        resume: "wrong-state",
        archive: "archived",
        restore: "wrong-state",
      },
    ],
    [
      "live",
      {
        save: "live",
        "request-approval": "nothing-new",
        approve: "nothing-new",
        activate: "nothing-new",
        pause: "paused",
        resume: "wrong-state",
        archive: "archived",
        restore: "wrong-state",
      },
    ],
    [
      "paused",
      {
        save: "paused",
        "request-approval": "nothing-new",
        approve: "nothing-new",
        activate: "nothing-new",
        pause: "wrong-state",
        resume: "live",
        archive: "archived",
        restore: "wrong-state",
      },
    ],
    [
      "archived",
      {
        save: "wrong-state",
        "request-approval": "wrong-state",
        approve: "wrong-state",
        activate: "wrong-state",
        pause: "wrong-state",
        resume: "wrong-state",
        archive: "wrong-state",
        restore: "draft",
      },
    ],
  ])("%s", (state, expected) => {
    const seen = Object.fromEntries(lifeActions.map((action) => [action, outcome(lifeIn(state), action)]));

    expect(seen).toEqual(expected);
  });

  test.each(["live", "paused"] as const)(
    "an edit of a %s campaign may be approved and activated beside it",
    (state) => {
      const life = edited(state);

      expect([outcome(life, "approve"), outcome(life, "activate")]).toEqual([state, "live"]);
      expect(verdictOf(life, "activate")).toMatchObject({ life: { liveVersion: 2, changed: { by: "Bob", at: now } } });
    },
  );

  test("a refusal says what was asked, what stands and where it is allowed", () => {
    expect(verdictOf(lifeIn("archived"), "resume")).toEqual({
      ok: false,
      reason: "wrong-state",
      problem: { where: "campaign", problem: "cannot resume", received: "archived", allowed: "paused" },
    });
  });

  test("of a campaign that nobody saved there is nothing to do but to save it", () => {
    const outcomes = lifeActions.map((action) => {
      const verdict = stepOfLife("new", undefined, { action, by: "Ada", now, approval: "none" });
      return verdict.ok ? verdict.life.state : verdict.reason;
    });

    expect(outcomes).toEqual(["draft", ...lifeActions.slice(1).map(() => "unknown-campaign")]);
  });
});

describe("where a second person is demanded", () => {
  const demanded = "second-person";

  test("the author cannot approve, and somebody else can", () => {
    const draft = lifeIn("draft");

    expect([outcome(draft, "approve", "Ada", demanded), outcome(draft, "approve", "Bob", demanded)]).toEqual([
      "own-version",
      "approved",
    ]);
  });

  test("nothing goes live that nobody else approved", () => {
    expect(outcome(lifeIn("draft"), "activate", "Bob", demanded)).toBe("not-approved");
    expect(outcome(lifeIn("approved"), "activate", "Ada", demanded)).toBe("live");
    expect(outcome(edited("live"), "activate", "Bob", demanded)).toBe("not-approved");
  });

  test("an approval by the author from when nobody demanded one does not count", () => {
    const own = lifeIn("approved", { versions: [{ version: 1, ...byAda, approved: byAda }] });

    expect(outcome(own, "activate", "Ada", demanded)).toBe("not-approved");
    expect(outcome(own, "approve", "Bob", demanded)).toBe("approved");
  });

  test("a new edit needs a new approval, and so does what was put away", () => {
    const approved = lifeIn("approved");
    const again = verdictOf(approved, "save", "Ada", demanded);
    const restored = verdictOf({ ...approved, state: "archived" }, "restore", "Ada", demanded);

    for (const verdict of [again, restored]) {
      if (!verdict.ok) throw new Error(verdict.reason);
      expect(isApproved(newestOf(verdict.life), demanded)).toBe(false);
      expect(outcome(verdict.life, "activate", "Ada", demanded)).toBe("not-approved");
    }
  });

  test("a pause and a resume need nobody else: what goes on was approved before", () => {
    expect([
      outcome(lifeIn("live"), "pause", "Ada", demanded),
      outcome(lifeIn("paused"), "resume", "Ada", demanded),
    ]).toEqual(["paused", "live"]);
  });
});

test("a record keeps its latest versions only, in order", () => {
  let life = lifeIn("draft");
  for (let edits = 0; edits < versionsKept + 5; edits += 1) {
    const verdict = verdictOf(life, "save", "Ada");
    if (verdict.ok) life = verdict.life;
  }

  expect(life.versions).toHaveLength(versionsKept);
  expect(newestOf(life).version).toBe(versionsKept + 6);
});

const anyStep = fc.record({
  action: fc.constantFrom(...lifeActions),
  by: fc.constantFrom("Ada", "Bob", "Cat"),
  approval: fc.constantFrom<Approval>("none", "second-person"),
});

test("whatever people do in whatever order, nothing is live that was not agreed to where that was demanded", () => {
  void fc.assert(
    fc.property(fc.array(anyStep, { maxLength: 40 }), (steps) => {
      let life: CampaignLife | undefined;
      for (const step of steps) {
        const before = life;
        const verdict = stepOfLife("wake-up", before, { ...step, now });
        // What is told as open is what is allowed.
        if (before !== undefined) expect(openActions(before, { ...step, now }).includes(step.action)).toBe(verdict.ok);
        if (!verdict.ok) {
          expect(verdict.problem).toMatchObject({ where: "campaign", problem: expect.any(String) });
          continue;
        }
        life = verdict.life;
        expect(lifeStates).toContain(life.state);
        expect(life.versions.map(({ version }) => version)).toEqual(life.versions.map((_, index) => index + 1));
        if (step.action !== "activate") continue;
        expect(life).toMatchObject({ state: "live", liveVersion: newestOf(life).version });
        expect(isPending(life)).toBe(false);
        const { by, approved } = newestOf(life);
        if (step.approval === "second-person") expect([undefined, by]).not.toContain(approved?.by);
      }
    }),
  );
});

describe("a record beside the facts", () => {
  const facts = { campaignId: "wake-up" };

  test("is begun for what was installed without one", () => {
    expect(adopted(undefined, { ...facts, published: 2, newest: 3 })).toMatchObject({
      revision: 0,
      state: "live",
      liveVersion: 2,
      versions: [{ version: 2 }, { version: 3 }],
    });
    expect(adopted(undefined, { ...facts, newest: 1 })).toMatchObject({ state: "paused", liveVersion: 1 });
    expect(adopted(undefined, facts)).toBeUndefined();
  });

  test("follows what is published, and is left alone when it agrees", () => {
    const live = lifeIn("live");

    expect(adopted(live, { ...facts, published: 1, newest: 1 })).toEqual(live);
    expect(adopted(live, { ...facts, published: 2, newest: 2 })).toMatchObject({ state: "live", liveVersion: 2 });
    expect(adopted(live, { ...facts, newest: 1 })).toMatchObject({ state: "paused", liveVersion: 1 });
    expect(adopted(lifeIn("archived"), { ...facts, newest: 1 })).toEqual(lifeIn("archived"));
  });
});
