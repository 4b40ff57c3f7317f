import { setTimeout as pause } from "node:timers/promises";
import { createCampaignStore } from "../../lambdas/store/campaign-store.ts";
import type { ExitCode } from "../command.ts";
import type { Place } from "./open-place.ts";
import { type ReconcileProgress, reconcileProgress, stalledMs, startReconcile } from "./reconcile-jobs.ts";

export interface ReconcileCommand {
  readonly json: boolean;
  readonly dryRun: boolean;
  readonly fresh: boolean;
  readonly out: (line: string) => void;
  readonly progress: (line: string) => void;
}

/** Milliseconds from look to look at jobs that a function works on. */
const pollMs = 2_000;

/**
 * Starts the jobs and follows them. In AWS the replan function works on them, also when this process ends meanwhile; in a
 * directory that function runs here. Exit code 1 when something is left for a person.
 */
export const runReconcile = async ({ runtime, local }: Place, command: ReconcileCommand): Promise<ExitCode> => {
  await local?.drain();
  const jobs = createCampaignStore(runtime);
  const { dryRun, fresh } = command;
  const how = await startReconcile(jobs, { now: runtime.clock.now(), dryRun, fresh });
  command.progress(
    how === "started" ? "Reconciling ..." : "A reconcile is at work already; following it. --fresh begins anew.",
  );
  let progress = await reconcileProgress(jobs);
  for (let shown = -1; !progress.done; ) {
    await (local === undefined ? pause(pollMs) : local.drain());
    progress = await reconcileProgress(jobs);
    if (progress.lookedAt !== shown) command.progress(`${progress.lookedAt} customers looked at`);
    shown = progress.lookedAt;
    const isStalled = !progress.done && runtime.clock.now() - progress.updatedAt > stalledMs;
    if (isStalled || (local !== undefined && !progress.done)) return stalled(command);
  }
  report(progress, command);
  return progress.listed.length > 0 || (progress.tally.failed ?? 0) > 0 ? 1 : 0;
};

const stalled = (command: ReconcileCommand): ExitCode => {
  command.progress("The jobs make no progress: see the errors of the replan function, then run this again to go on.");
  return 1;
};

const sentences: Readonly<Record<string, string>> = {
  released: "messages come back and are sent when hours and caps allow",
  expired: "messages were past their deadline and gave their slots back",
  "held-out": "held-out messages were recorded",
  "told-again": "messages ended or came back, and their customers' profiles now hear of it",
  watched: "claims without a result are now watched, and settle as doubts",
  unknown: "contacts belong to no message that can be told; a person should look",
  handled: "were handled by somebody else meanwhile",
  failed: "customers could not be reconciled; run it again",
};

const report = (progress: ReconcileProgress, { json, out }: ReconcileCommand): void => {
  if (json) {
    const { lookedAt, tally, listed, dryRun } = progress;
    out(JSON.stringify({ lookedAt, dryRun, tally, listed }));
    return;
  }
  out(`${progress.lookedAt} customers looked at.${progress.dryRun ? " Nothing was changed: this was a dry run." : ""}`);
  for (const [name, count] of Object.entries(progress.tally))
    out(`${String(count).padStart(6)} ${sentences[name] ?? name}`);
  for (const { customerId, messageKey } of progress.listed) out(`       ${customerId}: ${messageKey}`);
};
