import type { Campaign } from "../../domain/campaign.ts";
import { mayNeedRepair, repairsFor } from "../../domain/reconcile.ts";
import type { Rules } from "../../domain/rules.ts";
import { inParallel } from "../../shared/batch.ts";
import type { Runtime } from "../../shared/runtime.ts";
import { type CampaignStore, createCampaignStore, type Job } from "../../store/campaign-store.ts";
import { createEventStore } from "../../store/event-store.ts";
import { createMessageStore, type MessageStore } from "../../store/message-store.ts";
import { createTableScans, type ScannedCustomer, type TableScans } from "../../store/table-scans.ts";
import { applyRepair, nameOfRepair, type RepairTools } from "./apply-repair.ts";

const pageSizeDefault = 200;
const customersAtOnce = 10;
/** Milliseconds after which a run saves its progress; the record of that save starts the next run. */
const budgetMs = 45_000;
/** Contacts that a job lists for a person. It counts them all; more do not fit into one item for sure. */
const listedMost = 100;

export const reconcileJobPrefix = "reconcile-";

export const isReconcileJob = ({ id }: Pick<Job, "id">): boolean => id.startsWith(reconcileJobPrefix);

export interface ReconcileTools {
  readonly runtime: Runtime;
  readonly scans: TableScans;
  readonly campaigns: CampaignStore;
  readonly messages: MessageStore;
  readonly events: RepairTools["events"];
  readonly pageSize: number;
}

export const createReconcileTools = (runtime: Runtime, pageSize = pageSizeDefault): ReconcileTools => ({
  runtime,
  scans: createTableScans(runtime),
  campaigns: createCampaignStore(runtime),
  messages: createMessageStore(runtime),
  events: createEventStore(runtime),
  pageSize,
});

/** Works on from where the job stands. A record of an older state of the job does nothing: a newer one is on its way. */
export const continueReconcile = async (tools: ReconcileTools, job: Job, rules: Rules): Promise<void> => {
  if (job.status === "done") return;
  const stored = await tools.campaigns.loadJob(job.id);
  if (stored?.version !== job.version) return;

  const { clock, logger } = tools.runtime;
  const until = clock.now() + budgetMs;
  const definitionsOf = versionsKept(tools.scans, rules);
  let progress = stored;
  do progress = await reconcilePage({ tools, rules, definitionsOf }, progress);
  while (progress.status === "running" && clock.now() < until);
  // Refused when a person began the job anew meanwhile. Whatever was repaired stays repaired.
  await tools.campaigns.saveJob({ ...progress, updatedAt: clock.now() });
  logger.info("Reconcile", { segment: job.segment, lookedAt: progress.replanned, status: progress.status });
};

interface Run {
  readonly tools: ReconcileTools;
  readonly rules: Rules;
  readonly definitionsOf: (campaignId: string) => Promise<readonly Campaign[]>;
}

/** Few campaigns, asked for by every customer; the live version first, because most reservations are of it. */
const versionsKept = (scans: TableScans, { campaignsById }: Rules): Run["definitionsOf"] => {
  const kept = new Map<string, Promise<readonly Campaign[]>>();
  const load = async (campaignId: string): Promise<readonly Campaign[]> => {
    const live = campaignsById.get(campaignId);
    return [...(live === undefined ? [] : [live]), ...(await scans.definitions(campaignId))];
  };
  return (campaignId) => {
    const known = kept.get(campaignId) ?? load(campaignId);
    kept.set(campaignId, known);
    return known;
  };
};

const reconcilePage = async (run: Run, job: Job): Promise<Job> => {
  const { segment, segments, cursor } = job;
  const { scans, pageSize: limit } = run.tools;
  const page = await scans.customers({ segment, segments, limit, ...(cursor !== undefined && { cursor }) });
  const found = { tally: { ...job.tally }, listed: [...(job.listed ?? [])] };
  await inParallel(page.found, customersAtOnce, (customer) => tryOne(run, customer, found, job.dryRun === true));
  const { cursor: _, ...rest } = job;
  const next = { ...rest, ...found, replanned: job.replanned + page.found.length };
  return page.cursor === undefined ? { ...next, status: "done" } : { ...next, cursor: page.cursor };
};

interface Found {
  readonly tally: Record<string, number>;
  readonly listed: { readonly customerId: string; readonly messageKey: string }[];
}

/** One customer's trouble is their own: it is logged and counted, and a further reconcile comes to them again. */
const tryOne = async (run: Run, customer: ScannedCustomer, found: Found, dryRun: boolean): Promise<void> => {
  try {
    await reconcileOne(run, customer, found, dryRun);
  } catch (error) {
    found.tally.failed = (found.tally.failed ?? 0) + 1;
    const { customerId } = customer.profile;
    run.tools.runtime.logger.error("A customer could not be reconciled", { error, customerId });
  }
};

/** The page is a moment old, and what it says is only a reason to look: every repair is a conditional write. */
const reconcileOne = async (run: Run, customer: ScannedCustomer, found: Found, dryRun: boolean): Promise<void> => {
  if (!mayNeedRepair(customer)) return;
  const { customerId, entries } = customer.profile;
  const { runtime, messages } = run.tools;
  const now = runtime.clock.now();
  const versions = await Promise.all(Object.keys(entries).map(run.definitionsOf));
  const standing = { ...customer, messages: await messages.list(customerId), campaigns: versions.flat(), now };
  for (const repair of repairsFor({ ...standing, rules: run.rules })) {
    const done = dryRun ? nameOfRepair(repair) : await applyRepair({ ...run.tools, now }, customerId, repair);
    found.tally[done] = (found.tally[done] ?? 0) + 1;
    if (repair.kind === "ask-a-person" && found.listed.length < listedMost)
      found.listed.push({ customerId, messageKey: repair.contact.messageKey });
  }
};
