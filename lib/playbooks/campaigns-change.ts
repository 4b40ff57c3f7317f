import { readFile } from "node:fs/promises";
import { isDeepStrictEqual } from "node:util";
import { withLinks } from "../../lambdas/channels/links.ts";
import { unrecorded } from "../../lambdas/domain/adopt-life.ts";
import type { Brings } from "../../lambdas/domain/brought.ts";
import {
  type CampaignLife,
  isApproved,
  isPending,
  type LifeAction,
  newestOf,
} from "../../lambdas/domain/campaign-life.ts";
import { defaultSettings, type ParsedSettings, parseSettings } from "../../lambdas/domain/parse-settings.ts";
import type { Problem } from "../../lambdas/domain/problem.ts";
import type { Snapshot } from "../../lambdas/domain/rules.ts";
import type { Settings } from "../../lambdas/domain/settings.ts";
import { createAuditStore } from "../../lambdas/store/audit-store.ts";
import { createCampaignStore } from "../../lambdas/store/campaign-store.ts";
import {
  type CampaignChange,
  type Changed,
  changeCampaign,
  type Draft,
  standingOf,
} from "../../lambdas/store/change-campaign.ts";
import {
  draftOfVersion,
  draftOver,
  draftSchema,
  loadVersion,
  type SaidByVersion,
} from "../../lambdas/store/draft-campaign.ts";
import { createLifeStore } from "../../lambdas/store/life-store.ts";
import { draftOf, unknownIds } from "./install.ts";
import { loadPlaybook, playbookIds } from "./load.ts";
import { parsedFile, type Result } from "./problems.ts";
import { complain, type Errand, type ExitCode, type Surroundings, stateAfter } from "./surroundings.ts";

const readJson = async (file: string): Promise<Result<{ value: unknown }>> => {
  try {
    return { ok: true, value: JSON.parse(await readFile(file, "utf8")) };
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    return { ok: false, problems: [{ where: file, problem, allowed: "a JSON file" }] };
  }
};

/** The settings of the file, else those in force. They may speak of campaigns that exist only. */
const settingsFor = async ({ given, runtime }: Errand, inForce: Settings): Promise<ParsedSettings> => {
  if (given.settings === undefined) return { ok: true, settings: inForce } as ParsedSettings;
  const read = await readJson(given.settings);
  if (!read.ok) return read;
  const parsed = parseSettings(read.value);
  if (!parsed.ok) return parsed;
  const made = (await createLifeStore(runtime).list()).map(({ campaignId }) => campaignId);
  const known = [...new Set([...(await playbookIds()), ...made])];
  const problems = unknownIds(Object.keys(parsed.settings.campaigns), known, (id) => `campaigns.${id}`);
  return problems.length > 0 ? { ok: false, problems } : parsed;
};

const change = ({ runtime, given }: Errand, deed: Pick<CampaignChange, "action"> & Partial<CampaignChange>) =>
  changeCampaign(runtime, { ...deed, campaignId: given.id, by: given.by, now: runtime.clock.now(), note: given.note });

/** Bad arguments, when what was named does not exist; else it is not allowed as things stand. */
const refusal = (around: Surroundings, changed: Changed & { readonly ok: false }): ExitCode => {
  complain(around, ...changed.problems);
  return changed.reason === "unknown-campaign" ? 2 : 1;
};

interface Standing {
  readonly life: CampaignLife | undefined;
  readonly newest: SaidByVersion | undefined;
  readonly snapshot: Snapshot | undefined;
}

const standingFor = async ({ runtime, given }: Errand): Promise<Standing> => {
  const campaigns = createCampaignStore(runtime);
  const { life, snapshot } = await standingOf({ campaigns, lives: createLifeStore(runtime) }, given.id);
  const version = life === undefined ? 0 : newestOf(life).version;
  const newest = life && (await loadVersion(campaigns, { campaignId: given.id, version }));
  return { life, newest, snapshot };
};

const isSame = ({ campaign, words }: Draft, newest: SaidByVersion | undefined): boolean => {
  if (newest === undefined) return false;
  const { version: _, ...said } = newest.definition;
  const spoken = Object.fromEntries(words.map((one) => [one.language, withLinks(one)]));
  return isDeepStrictEqual(campaign, said) && isDeepStrictEqual(spoken, newest.words);
};

const fromPlaybook = async (
  id: string,
  settings: Settings,
): Promise<Result<{ draft: Draft; readonly brings: Brings }>> => {
  const built = await draftOf(id, { settings, only: [id] });
  if (!built.ok) return built;
  const { campaign: numbered, words, coupons, segments } = built.draft;
  const { version: _, ...campaign } = numbered;
  return { ok: true, draft: { campaign, words, source: "playbook" }, brings: { coupons, segments } };
};

/** Saves a version unless the newest one says the same. Undefined: it was refused, and that was told. */
const save = async (errand: Errand, standing: Standing, draft: Draft): Promise<CampaignLife | ExitCode> => {
  if (standing.life !== undefined && isSame(draft, standing.newest)) return standing.life;
  const { revision } = errand.given;
  const saved = await change(errand, { action: "save", draft, ...(revision !== undefined && { revision }) });
  return saved.ok ? saved.life : refusal(errand.around, saved);
};

const unknownPlaybook = async (around: Surroundings, received: string): Promise<ExitCode> => {
  const allowed = (await playbookIds()).join(", ");
  complain(around, { where: "campaign", problem: "there is no such campaign", received, allowed });
  return 2;
};

const wrong = (around: Surroundings, problems: readonly Problem[]): ExitCode => {
  complain(around, ...problems);
  return 2;
};

const draftFor = async (errand: Errand, standing: Standing): Promise<Result<{ draft: Draft }>> => {
  const { given } = errand;
  if (given.file === undefined) {
    const settings = await settingsFor(errand, standing.snapshot?.settings ?? defaultSettings);
    return settings.ok ? fromPlaybook(given.id, settings.settings) : settings;
  }
  const read = await readJson(given.file);
  if (!read.ok) return read;
  const parsed = parsedFile(given.file, draftSchema, read.value);
  return parsed.ok ? draftOver(given.id, standing.newest, parsed.value) : parsed;
};

export const draft = async (errand: Errand): Promise<ExitCode> => {
  const { around, given } = errand;
  if (given.file === undefined && !(await playbookIds()).includes(given.id)) return unknownPlaybook(around, given.id);
  const standing = await standingFor(errand);
  const drafted = await draftFor(errand, standing);
  if (!drafted.ok) return wrong(around, drafted.problems);
  const saved = await save(errand, standing, drafted.draft);
  if (typeof saved === "number") return saved;
  const isNew = saved.revision !== standing.life?.revision;
  around.out(`${given.id} version ${newestOf(saved).version} is ${isNew ? "saved" : "what it says already"}.`);
  return 0;
};

/** What the shop must have ready before the first message: the notes of the playbook's parameters. */
const printNotes = async (around: Surroundings, id: string): Promise<void> => {
  const loaded = await loadPlaybook(id);
  if (!loaded.ok) return;
  for (const [name, { note }] of Object.entries(loaded.playbook.parameters))
    if (note) around.out(`Note on ${name}: ${note.en}`);
};

/** Nobody wrote in it: a newer file of the playbook may take its place without a loss. */
const isAsShipped = (life: CampaignLife | undefined): boolean => {
  if (life === undefined) return true;
  const { source, by } = newestOf(life);
  return source === "playbook" || by === unrecorded;
};

/** Where a second person is demanded, one step is two: asking, and going live once somebody else agreed. */
const waiting = async (errand: Errand, life: CampaignLife): Promise<ExitCode> => {
  const { version, requested } = newestOf(life);
  if (requested === undefined) await change(errand, { action: "request-approval" });
  errand.around.out(
    `${life.campaignId} version ${version} waits for the approval of somebody else; nothing went live.`,
  );
  return 1;
};

const goLive = async (
  errand: Errand,
  life: CampaignLife,
  more: Pick<CampaignChange, "settings" | "brings">,
): Promise<ExitCode> => {
  const { around, given, runtime } = errand;
  if (life.state === "live" && !isPending(life)) {
    if (more.settings !== undefined) await publishSettings(errand, more.settings);
  } else {
    const action: LifeAction = life.state === "paused" && !isPending(life) ? "resume" : "activate";
    const { revision } = life;
    const went = await change(errand, { action, revision, ...more, inside: given.inside });
    if (!went.ok) return refusal(around, went);
  }
  const { life: now } = await standingOf(
    { campaigns: createCampaignStore(runtime), lives: createLifeStore(runtime) },
    given.id,
  );
  around.out(`${given.id} version ${now?.liveVersion} is live.`);
  await printNotes(around, given.id);
  return 0;
};

const publishSettings = async ({ runtime, given }: Errand, settings: Settings): Promise<void> => {
  const { revision } = await createCampaignStore(runtime).publish((current) => ({
    ...(current ?? { paused: false, campaigns: [] }),
    settings,
  }));
  const entry = { at: runtime.clock.now(), by: given.by, action: "change-settings", subject: "settings" };
  await createAuditStore(runtime).add({ ...entry, details: { revision } });
};

/** A campaign that is put live by name is meant to run, also when the settings had left it out. */
const enabled = (settings: Settings, id: string): Settings => {
  const own = settings.campaigns[id];
  return own?.enabled === false
    ? { ...settings, campaigns: { ...settings.campaigns, [id]: { ...own, enabled: true } } }
    : settings;
};

export const activate = async (errand: Errand): Promise<ExitCode> => {
  const { around, given } = errand;
  const standing = await standingFor(errand);
  const revision = standing.life?.revision ?? 0;
  if (given.revision !== undefined && given.revision !== revision) {
    const problem = "the campaign was changed meanwhile";
    complain(around, { where: "--revision", problem, received: String(given.revision), allowed: String(revision) });
    return 1;
  }
  const isPlaybook = (await playbookIds()).includes(given.id);
  if (!isPlaybook && standing.life === undefined) return unknownPlaybook(around, given.id);
  const inForce = standing.snapshot?.settings ?? defaultSettings;
  const parsed = await settingsFor(errand, inForce);
  if (!parsed.ok) return wrong(around, parsed.problems);
  const settings = enabled(parsed.settings, given.id);
  const built = isPlaybook && isAsShipped(standing.life) ? await fromPlaybook(given.id, settings) : undefined;
  if (built !== undefined && !built.ok) return wrong(around, built.problems);
  const life = built === undefined ? standing.life : await save(errand, standing, built.draft);
  if (life === undefined || typeof life === "number") return life ?? 1;
  const mayGo = !isPending(life) || inForce.approval === "none" || isApproved(newestOf(life), inForce.approval);
  return mayGo
    ? goLive(errand, life, { settings: settings === inForce ? undefined : settings, brings: built?.brings })
    : waiting(errand, life);
};

export const rollBack = async (errand: Errand): Promise<ExitCode> => {
  const { around, given, runtime } = errand;
  const said = await loadVersion(createCampaignStore(runtime), { campaignId: given.id, version: given.to ?? 0 });
  if (said === undefined)
    return wrong(around, [
      { where: "campaign", problem: "there is no such version", received: `${given.id} ${given.to}` },
    ]);
  const { revision } = given;
  const draft = draftOfVersion(said);
  const saved = await change(errand, { action: "save", draft, ...(revision !== undefined && { revision }) });
  if (!saved.ok) return refusal(around, saved);
  around.out(
    `${given.id} version ${newestOf(saved.life).version} says what version ${given.to} said; activate it next.`,
  );
  return 0;
};

const doneWords: Readonly<Partial<Record<LifeAction, string>>> = {
  "request-approval": "waits for approval",
  approve: "is approved",
};

export const transition = async (errand: Errand, action: LifeAction): Promise<ExitCode> => {
  const { around, given, runtime } = errand;
  const state = stateAfter[action];
  const { life } = await standingOf(
    { campaigns: createCampaignStore(runtime), lives: createLifeStore(runtime) },
    given.id,
  );
  if (life !== undefined && life.state === state && given.revision === undefined) {
    around.out(`${given.id} is ${state} already.`);
    return 0;
  }
  const changed = await change(errand, { action, revision: given.revision });
  if (!changed.ok) return refusal(around, changed);
  const version = newestOf(changed.life).version;
  around.out(state === undefined ? `${given.id} version ${version} ${doneWords[action]}.` : `${given.id} is ${state}.`);
  return 0;
};
