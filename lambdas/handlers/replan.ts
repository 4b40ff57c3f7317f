import type { DynamoDBStreamEvent } from "aws-lambda";
import { replanned } from "../domain/advance.ts";
import { planFingerprint } from "../domain/plan-fingerprint.ts";
import type { Profile } from "../domain/profile.ts";
import { compileRules, type Rules, type Snapshot } from "../domain/rules.ts";
import { type BatchResult, inParallel, runBatch, sequenceOf } from "../shared/batch.ts";
import { RekindleError } from "../shared/errors.ts";
import { lambdaHandler } from "../shared/lambda.ts";
import type { Runtime } from "../shared/runtime.ts";
import { type CampaignStore, campaignChangeOf, createCampaignStore, type Job } from "../store/campaign-store.ts";
import { type CustomerStore, createCustomerStore } from "../store/customer-store.ts";
import { createLearnedStore } from "../store/learned-store.ts";
import { replanJobId, replanSegments } from "../store/replan-jobs.ts";
import { createReportStore } from "../store/report-store.ts";
import { continueReconcile, createReconcileTools, isReconcileJob } from "./replan/reconcile.ts";
import { imageOf } from "./stream-image.ts";

/** Customers read at a time: well under the megabyte that one answer holds. */
const pageSizeDefault = 200;
const writesAtOnce = 10;
/** Milliseconds after which a run saves its progress; the record of that save starts the next run. */
const budgetMs = 45_000;
/** Tries for a customer that somebody else keeps writing. They plan by the new rules themselves, so few are needed. */
const triesMost = 3;

interface Tools {
  readonly runtime: Runtime;
  readonly campaigns: CampaignStore;
  readonly customers: CustomerStore;
  readonly pageSize: number;
}

/** How many customers the segment had when it was last walked to its end. */
const countedBefore = (known: Job | undefined): number | undefined =>
  known?.status === "done" ? (known.lookedAt ?? known.counted) : known?.counted;

/** Starts the chain of one segment, unless it works, or worked, for the same rules. */
const startJob = async ({ runtime, campaigns }: Tools, snapshot: Snapshot, segment: number): Promise<void> => {
  const id = replanJobId(segment);
  const now = runtime.clock.now();
  const print = planFingerprint(snapshot);
  const job = { id, revision: snapshot.revision, fingerprint: print, segment, segments: replanSegments };

  const known = await campaigns.loadJob(id);
  if (known !== undefined && (known.fingerprint === print || known.revision > snapshot.revision)) return;
  const counted = countedBefore(known);
  const figures = { lookedAt: 0, replanned: 0, ...(counted !== undefined && { counted }) };
  const begun = { ...job, ...figures, status: "running" as const, startedAt: now, updatedAt: now };
  const saved =
    known === undefined
      ? await campaigns.createJob(begun)
      : await campaigns.saveJob({ ...begun, version: known.version });
  if (saved !== "saved") throw new RekindleError("job-contended", "A replan was started by two at once.");
};

/** Works on from where the job stands. A record of an older state of the job does nothing: a newer one is on its way. */
const continueJob = async (tools: Tools, job: Job, snapshot: Snapshot, rules: Rules): Promise<void> => {
  if (job.status === "done" || job.fingerprint !== planFingerprint(snapshot)) return;
  const stored = await tools.campaigns.loadJob(job.id);
  if (stored?.version !== job.version) return;

  const { clock, logger } = tools.runtime;
  const until = clock.now() + budgetMs;
  let progress = stored;
  do progress = await replanPage(tools, progress, rules);
  while (progress.status === "running" && clock.now() < until);
  // Refused when new rules were published meanwhile and the job began anew.
  await tools.campaigns.saveJob({ ...progress, updatedAt: clock.now() });
  const { lookedAt, replanned, status } = progress;
  logger.info("Replan", { segment: job.segment, lookedAt, replanned, status });
};

const replanPage = async (tools: Tools, job: Job, rules: Rules): Promise<Job> => {
  const { segment, cursor } = job;
  const from = { segment, segments: job.segments, limit: tools.pageSize };
  const page = await tools.customers.scan({ ...from, ...(cursor !== undefined && { cursor }) });
  let changed = 0;
  await inParallel(page.profiles, writesAtOnce, async (profile) => {
    if (await replanOne(tools, profile, rules)) changed += 1;
  });
  const { cursor: _, ...rest } = job;
  const lookedAt = (job.lookedAt ?? 0) + page.profiles.length;
  const next = { ...rest, lookedAt, replanned: job.replanned + changed };
  return page.cursor === undefined ? { ...next, status: "done" } : { ...next, cursor: page.cursor };
};

/** Nothing is decided here, however due somebody is: the tick does that. */
const replanOne = async ({ customers, runtime }: Tools, scanned: Profile, rules: Rules): Promise<boolean> => {
  let profile: Profile | undefined = scanned;
  for (let tries = 0; profile !== undefined && tries < triesMost; tries += 1) {
    const next = replanned(profile, runtime.clock.now(), rules);
    if (next.dueAt === profile.dueAt && next.standings === profile.standings) return false;
    if ((await customers.savePlan(next)) === "saved") return true;
    profile = await customers.loadOne(profile.customerId, { consistent: true });
  }
  return false;
};

/** New rules call for new plans: who sleeps under the old ones would otherwise never be looked at by a new campaign. */
export const createHandler = (
  runtime: Runtime,
  pageSize = pageSizeDefault,
): ((event: DynamoDBStreamEvent) => Promise<BatchResult>) => {
  const campaigns = createCampaignStore(runtime);
  const tools = { runtime, campaigns, customers: createCustomerStore(runtime), pageSize };
  const reports = createReportStore(runtime);
  const learned = createLearnedStore(runtime);
  const reconcileTools = createReconcileTools(runtime, pageSize);

  return async ({ Records: records }) => {
    const items = records.flatMap((record) => {
      const change = record.eventName === "REMOVE" ? undefined : campaignChangeOf(imageOf(record));
      return change === undefined ? [] : [{ change, sequence: sequenceOf(record) }];
    });
    if (items.length === 0) return { batchItemFailures: [] };
    // Not the snapshot of the record but the live one, and not a remembered one: who is passed by now is passed for good.
    const snapshot = await campaigns.snapshot({ consistent: true });
    if (snapshot === undefined) throw new RekindleError("snapshot-missing", "No settings were published yet.");
    const rules = compileRules(snapshot, await reports.figures(), await learned.learned());

    return runBatch({
      items,
      identifierOf: ({ sequence }) => sequence,
      // Two publications in one batch start one replan: both mean the live snapshot.
      groupOf: ({ change }) => (change.kind === "job" ? change.job.id : "snapshot"),
      concurrency: replanSegments,
      logger: runtime.logger,
      run: async (group) => {
        const jobs = group.flatMap(({ change }) => (change.kind === "job" ? [change.job] : []));
        for (const job of jobs)
          await (isReconcileJob(job)
            ? continueReconcile(reconcileTools, job, rules)
            : continueJob(tools, job, snapshot, rules));
        for (let segment = 0; jobs.length === 0 && segment < replanSegments; segment += 1)
          await startJob(tools, snapshot, segment);
      },
    });
  };
};

export const handler = lambdaHandler((runtime: Runtime) => createHandler(runtime));
