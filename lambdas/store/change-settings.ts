import { fingerprint } from "../domain/fingerprint.ts";
import type { Problem } from "../domain/problem.ts";
import type { Snapshot } from "../domain/rules.ts";
import type { Settings } from "../domain/settings.ts";
import { changedSettings, settingsProblems } from "../domain/settings-change.ts";
import { required } from "../shared/environment.ts";
import { RekindleError } from "../shared/errors.ts";
import type { Runtime } from "../shared/runtime.ts";
import { auditItemOf } from "./audit-item.ts";
import { firstSnapshot } from "./campaign-publishing.ts";
import { createCampaignStore } from "./campaign-store.ts";
import { publishTriesMax } from "./limits.ts";
import { publication } from "./publication.ts";
import { writeGuarded } from "./write-together.ts";

export interface SettingsChange {
  readonly settings: Settings;
  /** Of the settings that the person saw. */
  readonly basedOn: string;
  readonly by: string;
  readonly now: number;
}

export type SettingsReason = "changed-meanwhile" | "in-use";

export type SettingsChanged =
  | { readonly ok: true; readonly settings: Settings; readonly revision: number; readonly changed: readonly string[] }
  | {
      readonly ok: false;
      readonly reason: SettingsReason;
      readonly problems: readonly Problem[];
      /** What stands. */
      readonly settings: Settings;
    };

/** Stands for what the settings say: who changes them names what they saw. */
export const settingsMark = (settings: Settings): string => fingerprint(settings);

/** As they are in force; of a shop that published nothing yet, the defaults. */
export const settingsInForce = (snapshot: Snapshot | undefined): Settings => (snapshot ?? firstSnapshot()).settings;

const refusalOf = (
  { settings, basedOn }: SettingsChange,
  current: Omit<Snapshot, "revision">,
): (SettingsChanged & { readonly ok: false }) | undefined => {
  const stands = { ok: false, settings: current.settings } as const;
  if (basedOn !== settingsMark(current.settings)) {
    const problem = { where: "basedOn", problem: "the settings were changed meanwhile; nothing was overwritten" };
    return { ...stands, reason: "changed-meanwhile", problems: [problem] };
  }
  const problems = settingsProblems(settings, current);
  return problems.length === 0 ? undefined : { ...stands, reason: "in-use", problems };
};

const tryChange = async (runtime: Runtime, q: SettingsChange): Promise<SettingsChanged | "again"> => {
  const table = required(runtime.environment, "CAMPAIGNS_TABLE");
  const snapshot = await createCampaignStore(runtime).snapshot({ consistent: true });
  const current = snapshot ?? firstSnapshot();
  const refusal = refusalOf(q, current);
  if (refusal !== undefined) return refusal;
  const changed = changedSettings(current.settings, q.settings);
  if (changed.length === 0 && snapshot !== undefined)
    return { ok: true, settings: current.settings, revision: snapshot.revision, changed };
  const { next, put } = publication(table, snapshot, { ...current, settings: q.settings });
  const details = { changed: changed.join(", "), revision: next.revision };
  const entry = { at: q.now, by: q.by, action: "save-settings", subject: "settings", details };
  const written = await writeGuarded(runtime.dynamo, [
    { Put: put },
    { Put: { TableName: table, Item: auditItemOf(entry) } },
  ]);
  if (written !== "written") return "again";
  return { ok: true, settings: next.settings, revision: next.revision, changed };
};

/**
 * Publishes settings, and notes who changed which parts: both, or nothing. Of two who edit them the second is told; what is
 * written meanwhile elsewhere in the snapshot is read again and kept.
 */
export const changeSettings = async (runtime: Runtime, q: SettingsChange): Promise<SettingsChanged> => {
  for (let tries = 1; tries <= publishTriesMax; tries += 1) {
    const result = await tryChange(runtime, q);
    if (result !== "again") return result;
  }
  throw new RekindleError("campaigns-contended", `Changing the settings lost the race ${publishTriesMax} times.`);
};
