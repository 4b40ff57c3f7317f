import type { Problem } from "./problem.ts";
import type { Settings } from "./settings.ts";

/**
 * The life of a campaign. What it says is kept by version and never changes; here stands which version is live and who agreed.
 *
 *     draft ──approve──► approved ──activate──► live ──pause──► paused ──resume──► live
 *       ▲                                        │ archive       │ archive
 *       └────────────── restore ──────────── archived ◄──────────┘
 *
 * An edit of a live or paused campaign makes a newer version beside the one that is live; it goes live by `activate`.
 */
export const lifeStates = ["draft", "approved", "live", "paused", "archived"] as const;
export type LifeState = (typeof lifeStates)[number];

export const lifeActions = [
  "save",
  "request-approval",
  "approve",
  "activate",
  "pause",
  "resume",
  "archive",
  "restore",
] as const;
export type LifeAction = (typeof lifeActions)[number];

/** Who did it, and when, epoch milliseconds. */
export interface Deed {
  readonly by: string;
  readonly at: number;
}

/** What is known of a version besides what it says. */
export interface VersionRecord extends Deed {
  readonly version: number;
  readonly note?: string;
  /** The version it was made from by rolling back. */
  readonly copyOf?: number;
  /** Made from the files of a playbook, and nobody wrote in it since. */
  readonly source?: "playbook";
  readonly requested?: Deed;
  readonly approved?: Deed;
}

export interface CampaignLife {
  readonly campaignId: string;
  /** Counts the writes; 0 means not stored yet. Whoever changes a campaign names the revision that they saw. */
  readonly revision: number;
  readonly state: LifeState;
  /** In the order of their numbers; never empty. Of more than `versionsKept` the oldest are left out. */
  readonly versions: readonly VersionRecord[];
  /** The version that is live; of a paused or archived campaign the one that was. Absent before the first activation. */
  readonly liveVersion?: number;
  /** What brought it to the state it is in. */
  readonly changed: Deed;
}

/** The record of a campaign is one item; what left it is still told by the audit log. */
export const versionsKept = 200;

export type Approval = Settings["approval"];

export interface LifeStep {
  readonly action: LifeAction;
  readonly by: string;
  readonly now: number;
  /** Whether somebody else must approve. */
  readonly approval: Approval;
  /** With `save`: the note of the new version, and where it comes from. */
  readonly note?: string;
  readonly copyOf?: number;
  readonly source?: "playbook";
}

export type LifeReason =
  | "unknown-campaign"
  | "wrong-state"
  | "nothing-new"
  | "approved-already"
  | "own-version"
  | "not-approved";

export type LifeVerdict =
  | { readonly ok: true; readonly life: CampaignLife }
  | { readonly ok: false; readonly reason: LifeReason; readonly problem: Problem };

export const newestOf = ({ versions }: CampaignLife): VersionRecord => {
  const newest = versions.at(-1);
  if (newest === undefined) throw new RangeError("A campaign has at least one version.");
  return newest;
};

/** True when there is something that could go live and is not: a new campaign, a restored one, or an edit. */
export const isPending = (life: CampaignLife): boolean =>
  (life.state !== "live" && life.state !== "paused") || newestOf(life).version !== life.liveVersion;

/** Where a second person is demanded, an approval by the author is none, even if it was given when nobody demanded one. */
export const isApproved = ({ by, approved }: VersionRecord, approval: Approval): boolean =>
  approved !== undefined && (approval === "none" || approved.by !== by);

/** The states in which an action can be meant at all. */
const startsIn: Readonly<Record<LifeAction, readonly LifeState[]>> = {
  save: ["draft", "approved", "live", "paused"],
  "request-approval": ["draft", "approved", "live", "paused"],
  approve: ["draft", "approved", "live", "paused"],
  activate: ["draft", "approved", "live", "paused"],
  pause: ["live"],
  resume: ["paused"],
  archive: ["draft", "approved", "live", "paused"],
  restore: ["archived"],
};

const refused = (reason: LifeReason, problem: Omit<Problem, "where">): LifeVerdict => ({
  ok: false,
  reason,
  problem: { where: "campaign", ...problem },
});

const unknown = (): LifeVerdict => refused("unknown-campaign", { problem: "there is no such campaign" });

const wrongState = (action: LifeAction, { state }: CampaignLife): LifeVerdict =>
  refused("wrong-state", { problem: `cannot ${action}`, received: state, allowed: startsIn[action].join(", ") });

/** What stands against approving, asking for it, or going live, beyond the state. */
const versionRefusal = (life: CampaignLife, { action, by, approval }: LifeStep): LifeVerdict | undefined => {
  const newest = newestOf(life);
  const received = `version ${newest.version}`;
  if (!isPending(life))
    return refused("nothing-new", { problem: `${life.state} already; there is no newer version`, received });
  const approved = isApproved(newest, approval);
  if (action === "activate" && approval === "second-person" && !approved)
    return refused("not-approved", { problem: "must be approved by somebody else first", received });
  if (action === "activate") return undefined;
  if (approved) return refused("approved-already", { problem: "is approved already", received });
  if (action === "approve" && approval === "second-person" && newest.by === by)
    return refused("own-version", {
      problem: "must be approved by somebody else than its author",
      received: by,
      allowed: "anybody else",
    });
  return undefined;
};

const refusalOf = (life: CampaignLife, step: LifeStep): LifeVerdict | undefined => {
  if (!startsIn[step.action].includes(life.state)) return wrongState(step.action, life);
  const isAboutVersion = ["request-approval", "approve", "activate"].includes(step.action);
  return isAboutVersion ? versionRefusal(life, step) : undefined;
};

const withNewest = (life: CampaignLife, change: Partial<VersionRecord>): CampaignLife => ({
  ...life,
  versions: [...life.versions.slice(0, -1), { ...newestOf(life), ...change }],
});

const withoutApproval = (life: CampaignLife): CampaignLife => {
  const { approved: _, requested: __, ...newest } = newestOf(life);
  return { ...life, versions: [...life.versions.slice(0, -1), newest] };
};

const madeBy = ({ by, now, note, copyOf, source }: LifeStep, version: number): VersionRecord => ({
  version,
  by,
  at: now,
  ...(note !== undefined && { note }),
  ...(copyOf !== undefined && { copyOf }),
  ...(source !== undefined && { source }),
});

const saved = (life: CampaignLife, step: LifeStep): CampaignLife => ({
  ...life,
  state: life.state === "approved" ? "draft" : life.state,
  versions: [...life.versions, madeBy(step, newestOf(life).version + 1)].slice(-versionsKept),
});

const changedBy = (life: CampaignLife, step: LifeStep): CampaignLife => {
  const deed: Deed = { by: step.by, at: step.now };
  const inState = (state: LifeState): CampaignLife => ({ ...life, state, changed: deed });
  switch (step.action) {
    case "save":
      return { ...saved(life, step), changed: deed };
    case "request-approval":
      return withNewest(life, { requested: deed });
    case "approve":
      return withNewest(life.state === "draft" ? inState("approved") : life, { approved: deed });
    case "activate":
      return { ...inState("live"), liveVersion: newestOf(life).version };
    case "pause":
      return inState("paused");
    case "resume":
      return inState("live");
    case "archive":
      return inState("archived");
    case "restore":
      // What was agreed to when it was put away is agreed to anew before it goes live again.
      return withoutApproval(inState("draft"));
  }
};

const begun = (campaignId: string, step: LifeStep): CampaignLife => ({
  campaignId,
  revision: 0,
  state: "draft",
  versions: [madeBy(step, 1)],
  changed: { by: step.by, at: step.now },
});

/** What an action makes of a campaign, or why it may not be. The revision stays: whoever writes counts it up. */
export const stepOfLife = (campaignId: string, life: CampaignLife | undefined, step: LifeStep): LifeVerdict => {
  if (life === undefined) return step.action === "save" ? { ok: true, life: begun(campaignId, step) } : unknown();
  return refusalOf(life, step) ?? { ok: true, life: changedBy(life, step) };
};

/** What this person may do now. */
export const openActions = (
  life: CampaignLife,
  who: Pick<LifeStep, "by" | "now" | "approval">,
): readonly LifeAction[] => lifeActions.filter((action) => refusalOf(life, { ...who, action }) === undefined);
