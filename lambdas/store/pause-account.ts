import { required } from "../shared/environment.ts";
import { RekindleError } from "../shared/errors.ts";
import type { Runtime } from "../shared/runtime.ts";
import { auditItemOf } from "./audit-item.ts";
import type { Doing } from "./breaker-store.ts";
import { createCampaignStore } from "./campaign-store.ts";
import { publishTriesMax } from "./limits.ts";
import { publication } from "./publication.ts";
import { writeGuarded } from "./write-together.ts";

export type Pausing = "changed" | "unchanged" | "nothing-published";

/** Pauses or resumes the whole account, with who did it: both, or nothing. Campaigns keep their own state. */
export const pauseAccount = async (runtime: Runtime, paused: boolean, { by, now }: Doing): Promise<Pausing> => {
  const table = required(runtime.environment, "CAMPAIGNS_TABLE");
  const campaigns = createCampaignStore(runtime);
  for (let tries = 1; tries <= publishTriesMax; tries += 1) {
    const snapshot = await campaigns.snapshot({ consistent: true });
    if (snapshot === undefined) return "nothing-published";
    if (snapshot.paused === paused) return "unchanged";
    const { next, put } = publication(table, snapshot, { ...snapshot, paused });
    const action = paused ? "pause-account" : "resume-account";
    const entry = { at: now, by, action, subject: "account", details: { revision: next.revision } };
    const entryPut = { Put: { TableName: table, Item: auditItemOf(entry) } };
    if ((await writeGuarded(runtime.dynamo, [{ Put: put }, entryPut])) === "written") return "changed";
  }
  throw new RekindleError("campaigns-contended", `Pausing lost the race ${publishTriesMax} times.`);
};
