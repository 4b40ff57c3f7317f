import type { Words } from "../channels/words.ts";
import { adopted } from "../domain/adopt-life.ts";
import type { Brings } from "../domain/brought.ts";
import type { Campaign } from "../domain/campaign.ts";
import { type CampaignLife, type LifeAction, type LifeReason, newestOf, stepOfLife } from "../domain/campaign-life.ts";
import type { Problem } from "../domain/problem.ts";
import type { EarlierVersion, Snapshot } from "../domain/rules.ts";
import type { Settings } from "../domain/settings.ts";
import { required } from "../shared/environment.ts";
import { RekindleError } from "../shared/errors.ts";
import type { Runtime } from "../shared/runtime.ts";
import { type AuditEntry, auditItemOf } from "./audit-item.ts";
import { publishingOf } from "./campaign-publishing.ts";
import { type CampaignStore, createCampaignStore } from "./campaign-store.ts";
import { definitionItemOf, wordsItemOf } from "./definition-item.ts";
import { createLifeStore, type LifeStore, lifeWrite } from "./life-store.ts";
import { publishTriesMax } from "./limits.ts";
import { publication } from "./publication.ts";
import { type TransactItems, writeGuarded } from "./write-together.ts";

/** What a new version says; its number is given when it is stored. */
export interface Draft {
  readonly campaign: Omit<Campaign, "version">;
  readonly words: readonly Words[];
  readonly copyOf?: number;
  readonly source?: "playbook";
}

export interface CampaignChange {
  readonly campaignId: string;
  readonly action: LifeAction;
  readonly by: string;
  readonly now: number;
  readonly note?: string | undefined;
  /** The revision of the record that the person saw; absent: whatever stands. */
  readonly revision?: number | undefined;
  /** With `save`. */
  readonly draft?: Draft;
  /** With `activate`: what becomes of the customers inside. Default: they finish on their version. */
  readonly inside?: EarlierVersion["inside"] | undefined;
  /** With `activate` and `resume`: settings that come into force with it. Whether a second person is needed is for those in force before. */
  readonly settings?: Settings | undefined;
  /** With `activate` and `resume`: what a playbook needs. The shop's own of the same id stay. */
  readonly brings?: Brings | undefined;
}

export type ChangeReason = LifeReason | "changed-meanwhile" | "not-ready";

export type Changed =
  | { readonly ok: true; readonly life: CampaignLife; readonly published?: Snapshot }
  | {
      readonly ok: false;
      readonly reason: ChangeReason;
      readonly problems: readonly Problem[];
      /** What stands instead. */
      readonly life?: CampaignLife;
    };

interface Tools {
  readonly runtime: Runtime;
  readonly table: string;
  readonly campaigns: CampaignStore;
  readonly lives: LifeStore;
}

/** What was read before a change, all of it as it stands now. */
interface Standing {
  readonly life: CampaignLife | undefined;
  readonly snapshot: Snapshot | undefined;
}

const newestDefinition = async (campaigns: CampaignStore, campaignId: string, from: number): Promise<number> => {
  let version = from;
  while ((await campaigns.loadDefinition({ campaignId, version: version + 1 })) !== undefined) version += 1;
  return version;
};

/** A definition beyond the record is an installed playbook's, or what an interruption left: its number is taken either way. */
export const standingOf = async (
  { campaigns, lives }: Pick<Tools, "campaigns" | "lives">,
  campaignId: string,
): Promise<Standing> => {
  const [stored, snapshot] = await Promise.all([lives.load(campaignId), campaigns.snapshot({ consistent: true })]);
  const published = snapshot?.campaigns.find(({ id }) => id === campaignId)?.version;
  const known = Math.max(published ?? 0, stored === undefined ? 0 : newestOf(stored).version);
  const newest = await newestDefinition(campaigns, campaignId, known);
  const facts = { campaignId, published, ...(newest > 0 && { newest }) };
  return { life: adopted(stored, facts), snapshot };
};

const auditActions: Readonly<Record<LifeAction, string>> = {
  save: "save-version",
  "request-approval": "request-approval",
  approve: "approve-version",
  activate: "activate-campaign",
  pause: "pause-campaign",
  resume: "resume-campaign",
  archive: "archive-campaign",
  restore: "restore-campaign",
};

const auditOf = (q: CampaignChange, life: CampaignLife, snapshot: Snapshot | undefined): AuditEntry => ({
  at: q.now,
  by: q.by,
  action: q.draft?.copyOf === undefined ? auditActions[q.action] : "roll-back-campaign",
  subject: q.campaignId,
  details: {
    version: q.action === "pause" || q.action === "resume" ? (life.liveVersion ?? 0) : newestOf(life).version,
    ...(q.draft?.copyOf !== undefined && { copyOf: q.draft.copyOf }),
    ...(["activate", "resume"].includes(q.action) && { settings: q.settings === undefined ? "unchanged" : "replaced" }),
    ...(q.action === "activate" && q.inside !== undefined && { inside: q.inside }),
    ...(snapshot !== undefined && { revision: snapshot.revision }),
    ...(q.note !== undefined && { note: q.note }),
  },
});

const neverStored = "attribute_not_exists(id)";

/** A new version: what it says, and its words. */
const versionWrites = (table: string, { campaignId, draft }: CampaignChange, version: number): TransactItems => {
  if (draft === undefined) return [];
  const items = [
    definitionItemOf({ ...draft.campaign, version }),
    ...draft.words.map((words) => wordsItemOf({ campaignId, version, words })),
  ];
  return items.map((Item) => ({ Put: { TableName: table, Item, ConditionExpression: neverStored } }));
};

/** Changes a campaign, tells the engine, and notes who did it: all of it, or nothing. `again`: somebody wrote meanwhile. */
const tryChange = async (tools: Tools, q: CampaignChange): Promise<Changed | "again"> => {
  const standing = await standingOf(tools, q.campaignId);
  const { life, snapshot } = standing;
  if (q.revision !== undefined && q.revision !== (life?.revision ?? 0)) return changedMeanwhile(q.revision, life);
  const approval = snapshot?.settings.approval ?? "none";
  const { by, now, action, note } = q;
  const { copyOf, source } = q.draft ?? {};
  const verdict = stepOfLife(q.campaignId, life, {
    ...{ action, by, now, approval },
    ...(note !== undefined && { note }),
    ...(copyOf !== undefined && { copyOf }),
    ...(source !== undefined && { source }),
  });
  if (!verdict.ok) {
    const { reason, problem } = verdict;
    return { ok: false, reason, problems: [problem], ...(life !== undefined && { life }) };
  }
  const next = verdict.life;
  const publishing = await publishingOf(tools.campaigns, q, standing, next);
  if (!publishing.ok)
    return { ok: false, reason: "not-ready", problems: publishing.problems, ...(life !== undefined && { life }) };
  const published = publishing.change === undefined ? undefined : publication(tools.table, snapshot, publishing.change);
  const result = await writeGuarded(tools.runtime.dynamo, [
    { Put: lifeWrite(tools.table, next) },
    { Put: { TableName: tools.table, Item: auditItemOf(auditOf(q, next, published?.next)) } },
    ...(published === undefined ? [] : [{ Put: published.put }]),
    ...versionWrites(tools.table, q, newestOf(next).version),
  ]);
  if (result !== "written") return "again";
  return {
    ok: true,
    life: { ...next, revision: next.revision + 1 },
    ...(published !== undefined && { published: published.next }),
  };
};

const changedMeanwhile = (seen: number, life: CampaignLife | undefined): Changed => ({
  ok: false,
  reason: "changed-meanwhile",
  problems: [
    {
      where: "revision",
      problem: "the campaign was changed meanwhile; nothing was overwritten",
      received: String(seen),
      allowed: String(life?.revision ?? 0),
    },
  ],
  ...(life !== undefined && { life }),
});

/**
 * Two people edit, in time:
 *
 *     one      reads revision 4 ── edits ─────────── saves as 5 if it is 4: refused, and told what stands
 *     other         reads revision 4 ── saves as 5 if it is 4: done
 *
 * What the engine writes meanwhile (the breaker, another campaign) is no conflict: it is read again and kept.
 */
export const changeCampaign = async (runtime: Runtime, q: CampaignChange): Promise<Changed> => {
  const table = required(runtime.environment, "CAMPAIGNS_TABLE");
  const tools = { runtime, table, campaigns: createCampaignStore(runtime), lives: createLifeStore(runtime) };
  for (let tries = 1; tries <= publishTriesMax; tries += 1) {
    const result = await tryChange(tools, q);
    if (result !== "again") return result;
  }
  throw new RekindleError("campaigns-contended", `Changing a campaign lost the race ${publishTriesMax} times.`);
};
