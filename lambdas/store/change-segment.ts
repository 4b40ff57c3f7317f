import type { Campaign } from "../domain/campaign.ts";
import { newestOf } from "../domain/campaign-life.ts";
import { usersOfSegment } from "../domain/campaign-references.ts";
import { checkSegment } from "../domain/check-predicate.ts";
import { fingerprint } from "../domain/fingerprint.ts";
import type { Segment } from "../domain/predicate.ts";
import type { Problem } from "../domain/problem.ts";
import type { Snapshot } from "../domain/rules.ts";
import { required } from "../shared/environment.ts";
import { RekindleError } from "../shared/errors.ts";
import type { Runtime } from "../shared/runtime.ts";
import { auditItemOf } from "./audit-item.ts";
import { firstSnapshot } from "./campaign-publishing.ts";
import { type CampaignStore, createCampaignStore } from "./campaign-store.ts";
import { createLifeStore, type LifeStore } from "./life-store.ts";
import { publishTriesMax } from "./limits.ts";
import { publication } from "./publication.ts";
import { writeGuarded } from "./write-together.ts";

export interface SegmentChange {
  readonly id: string;
  /** What it is to be; absent: it is deleted. */
  readonly segment?: Segment;
  readonly by: string;
  readonly now: number;
  /** Of the segment that the person saw; absent: they saw none. */
  readonly basedOn: string | undefined;
}

export type SegmentReason = "unknown-segment" | "changed-meanwhile" | "not-valid" | "in-use" | "too-many";

export type SegmentChanged =
  | { readonly ok: true; readonly published: Snapshot }
  | { readonly ok: false; readonly reason: SegmentReason; readonly problems: readonly Problem[] };

/** The snapshot that holds them is one item. */
export const segmentsMax = 100;

/** Stands for what a segment says: who changes it names what they saw. */
export const segmentMark = (segment: Segment): string => fingerprint(segment);

const refused = (reason: SegmentReason, ...problems: readonly Problem[]): SegmentChanged & { readonly ok: false } => ({
  ok: false,
  reason,
  problems,
});

interface Tools {
  readonly campaigns: CampaignStore;
  readonly lives: LifeStore;
}

/** What may go live without being edited again: the newest version of each campaign, and the one that was live. */
const waitingVersions = async ({ campaigns, lives }: Tools): Promise<readonly Campaign[]> => {
  const found: Campaign[] = [];
  for (const life of await lives.list()) {
    if (life.state === "archived") continue;
    for (const version of new Set([newestOf(life).version, life.liveVersion ?? 0])) {
      const campaign = await campaigns.loadDefinition({ campaignId: life.campaignId, version });
      if (campaign !== undefined) found.push(campaign);
    }
  }
  return found;
};

const usersOf = async (tools: Tools, id: string, snapshot: Omit<Snapshot, "revision">): Promise<readonly string[]> => {
  const { campaigns, earlier = [], segments = [] } = snapshot;
  const all = [...campaigns, ...earlier.map(({ campaign }) => campaign), ...(await waitingVersions(tools))];
  return usersOfSegment(id, { campaigns: all, segments });
};

const meanwhile = (
  q: SegmentChange,
  known: Segment | undefined,
): (SegmentChanged & { readonly ok: false }) | undefined => {
  if (known === undefined && (q.segment === undefined || q.basedOn !== undefined))
    return refused("unknown-segment", { where: "segment", problem: "there is no such segment", received: q.id });
  if (known === undefined || q.basedOn === segmentMark(known)) return undefined;
  return refused("changed-meanwhile", {
    where: "basedOn",
    problem: "the segment was changed meanwhile; nothing was overwritten",
    received: q.basedOn ?? "nothing",
    allowed: segmentMark(known),
  });
};

const refusalOf = async (tools: Tools, q: SegmentChange, current: Omit<Snapshot, "revision">) => {
  const segments = current.segments ?? [];
  const known = segments.find(({ id }) => id === q.id);
  const late = meanwhile(q, known);
  if (late !== undefined) return late;
  if (q.segment === undefined) {
    const users = await usersOf(tools, q.id, current);
    const problem = { where: "segment", problem: "is in use", received: users.join(", ") };
    return users.length === 0 ? undefined : refused("in-use", problem);
  }
  if (known === undefined && segments.length >= segmentsMax)
    return refused("too-many", { where: "segment", problem: "there are too many", allowed: `at most ${segmentsMax}` });
  const problems = checkSegment(q.segment, {
    segments: new Map(segments.map((segment) => [segment.id, segment])),
    coupons: (current.coupons ?? []).map(({ id }) => id),
  });
  return problems.length === 0 ? undefined : refused("not-valid", ...problems);
};

const withSegment = (current: Omit<Snapshot, "revision">, { id, segment }: SegmentChange) => {
  const { segments: before = [], ...rest } = current;
  const others = before.filter((one) => one.id !== id);
  const segments = [...others, ...(segment === undefined ? [] : [segment])];
  return {
    ...rest,
    ...(segments.length > 0 && { segments: segments.toSorted((a, b) => (a.id < b.id ? -1 : 1)) }),
  };
};

const auditOf = ({ id, segment, by, now }: SegmentChange, { revision }: Snapshot) => ({
  at: now,
  by,
  action: segment === undefined ? "delete-segment" : "save-segment",
  subject: id,
  details: { revision, ...(segment !== undefined && { mark: segmentMark(segment) }) },
});

const tryChange = async (runtime: Runtime, tools: Tools, q: SegmentChange): Promise<SegmentChanged | "again"> => {
  const table = required(runtime.environment, "CAMPAIGNS_TABLE");
  const snapshot = await tools.campaigns.snapshot({ consistent: true });
  const current = snapshot ?? firstSnapshot();
  const refusal = await refusalOf(tools, q, current);
  if (refusal !== undefined) return refusal;
  const { next, put } = publication(table, snapshot, withSegment(current, q));
  const entry = { Put: { TableName: table, Item: auditItemOf(auditOf(q, next)) } };
  return (await writeGuarded(runtime.dynamo, [{ Put: put }, entry])) === "written"
    ? { ok: true, published: next }
    : "again";
};

/**
 * Creates, changes or deletes a segment of what the engine runs by, and notes who did it: both, or nothing. Of two who edit the
 * same segment the second is told; what is written meanwhile elsewhere is read again and kept.
 */
export const changeSegment = async (runtime: Runtime, q: SegmentChange): Promise<SegmentChanged> => {
  const tools = { campaigns: createCampaignStore(runtime), lives: createLifeStore(runtime) };
  for (let tries = 1; tries <= publishTriesMax; tries += 1) {
    const result = await tryChange(runtime, tools, q);
    if (result !== "again") return result;
  }
  throw new RekindleError("campaigns-contended", `Changing a segment lost the race ${publishTriesMax} times.`);
};
