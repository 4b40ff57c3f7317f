import { reconcileJobPrefix } from "../../lambdas/handlers/replan/reconcile.ts";
import type { CampaignStore, Job } from "../../lambdas/store/campaign-store.ts";

/** Parts of the customers table that are worked through side by side, each by a chain of runs of the replan function. */
const segments = 4;
/** Milliseconds without progress after which a chain has broken: longer than any run of the function may last. */
export const stalledMs = 6 * 60_000;

type Jobs = Pick<CampaignStore, "createJob" | "loadJob" | "saveJob">;

export interface ReconcileProgress {
  /** False while any segment is at work. */
  readonly done: boolean;
  readonly lookedAt: number;
  /** What was done, by name: released, expired, held-out, told-again, watched, unknown, handled, failed. */
  readonly tally: Readonly<Record<string, number>>;
  readonly listed: readonly { readonly customerId: string; readonly messageKey: string }[];
  readonly dryRun: boolean;
  /** When any segment last saved its progress, epoch milliseconds. */
  readonly updatedAt: number;
}

const idOf = (segment: number): string => `${reconcileJobPrefix}${segment}`;
const everySegment = Array.from({ length: segments }, (_, segment) => segment);

const loadAll = async (jobs: Jobs): Promise<readonly (Job | undefined)[]> =>
  Promise.all(everySegment.map((segment) => jobs.loadJob(idOf(segment))));

/**
 * Writes the jobs; their records in the stream start the function. Jobs that are at work already go on where they stand,
 * and one whose chain broke is touched so that it does.
 */
export const startReconcile = async (
  jobs: Jobs,
  q: { readonly now: number; readonly dryRun: boolean; readonly fresh?: boolean },
): Promise<"started" | "resumed"> => {
  const known = await loadAll(jobs);
  const isAtWork = q.fresh !== true && known.some((job) => job?.status === "running");
  for (const segment of everySegment) {
    const job = known[segment];
    if (isAtWork) await resume(jobs, job, q.now);
    else await begin(jobs, job, segment, q);
  }
  return isAtWork ? "resumed" : "started";
};

const resume = async (jobs: Jobs, job: Job | undefined, now: number): Promise<void> => {
  const isStalled = job?.status === "running" && job.updatedAt <= now - stalledMs;
  if (job !== undefined && isStalled) await jobs.saveJob({ ...job, updatedAt: now });
};

const begin = async (
  jobs: Jobs,
  known: Job | undefined,
  segment: number,
  { now, dryRun }: { readonly now: number; readonly dryRun: boolean },
): Promise<void> => {
  const job = { id: idOf(segment), revision: 0, fingerprint: "reconcile", segment, segments, replanned: 0, dryRun };
  const begun = { ...job, status: "running" as const, startedAt: now, updatedAt: now };
  if (known === undefined) await jobs.createJob(begun);
  else await jobs.saveJob({ ...begun, version: known.version });
};

export const reconcileProgress = async (jobs: Jobs): Promise<ReconcileProgress> => {
  const found = (await loadAll(jobs)).filter((job) => job !== undefined);
  const tally: Record<string, number> = {};
  for (const job of found)
    for (const [name, count] of Object.entries(job.tally ?? {})) tally[name] = (tally[name] ?? 0) + count;
  return {
    done: found.length === segments && found.every(({ status }) => status === "done"),
    lookedAt: found.reduce((sum, { replanned }) => sum + replanned, 0),
    tally,
    listed: found.flatMap(({ listed }) => listed ?? []),
    dryRun: found.some(({ dryRun }) => dryRun === true),
    updatedAt: found.reduce((latest, { updatedAt }) => Math.max(latest, updatedAt), 0),
  };
};
