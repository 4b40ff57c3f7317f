import { planFingerprint } from "../domain/plan-fingerprint.ts";
import { type ReplanProgress, replanProgress } from "../domain/replan-progress.ts";
import type { Runtime } from "../shared/runtime.ts";
import { createCampaignStore } from "./campaign-store.ts";
import { customersCounted } from "./customer-sample.ts";

/** Parts of the customers table that are worked through side by side, each by a chain of runs. */
export const replanSegments = 4;

export const replanJobId = (segment: number): string => `replan-${segment}`;

/** How far the back-fill of what is published now has come, with its revision; undefined before the first publication. */
export const loadProgress = async (
  runtime: Runtime,
): Promise<(ReplanProgress & { readonly revision: number }) | undefined> => {
  const campaigns = createCampaignStore(runtime);
  const snapshot = await campaigns.snapshot({ consistent: true });
  if (snapshot === undefined) return undefined;
  const ids = Array.from({ length: replanSegments }, (_, segment) => replanJobId(segment));
  const [estimate, ...jobs] = await Promise.all([customersCounted(runtime), ...ids.map((id) => campaigns.loadJob(id))]);
  const progress = replanProgress({
    fingerprint: planFingerprint(snapshot),
    segments: replanSegments,
    jobs: jobs.flatMap((job) => (job === undefined ? [] : [job])),
    estimate,
  });
  return { ...progress, revision: snapshot.revision };
};
