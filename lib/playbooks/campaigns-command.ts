import { readFile } from "node:fs/promises";
import { isOpen } from "../../lambdas/domain/breaker.ts";
import { defaultSettings, type ParsedSettings, parseSettings } from "../../lambdas/domain/parse-settings.ts";
import { type Problem, problemText } from "../../lambdas/domain/problem.ts";
import { createRuntime, type Runtime } from "../../lambdas/shared/runtime.ts";
import { type AuditEntry, createAuditStore } from "../../lambdas/store/audit-store.ts";
import { type CampaignStore, createCampaignStore } from "../../lambdas/store/campaign-store.ts";
import { type Closing, closeBreaker } from "../../lambdas/store/close-breaker.ts";
import { type CampaignsArguments, campaignsArguments, campaignsHelp, type Variables } from "./campaigns-arguments.ts";
import { installPlaybooks } from "./install.ts";
import { loadPlaybook, playbookIds } from "./load.ts";
import { type Change, listCampaigns, pauseAccount, pauseCampaign, resumeCampaign } from "./manage.ts";

/** 0 done, 1 failed, 2 bad arguments. */
export type ExitCode = 0 | 1 | 2;

/** The process around the command, as far as the command uses it. */
export interface Surroundings {
  readonly variables: Variables;
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
}

const complain = (around: Surroundings, ...problems: readonly Problem[]): void => {
  for (const problem of problems) around.err(problemText(problem));
};

const readSettings = async (file: string): Promise<ParsedSettings> => {
  try {
    return parseSettings(JSON.parse(await readFile(file, "utf8")));
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    return { ok: false, problems: [{ where: file, problem, allowed: "a JSON file of settings" }] };
  }
};

/** What the shop must have ready before the first message: the notes of the playbook's parameters. */
const printNotes = async (around: Surroundings, id: string): Promise<void> => {
  const loaded = await loadPlaybook(id);
  if (!loaded.ok) return;
  for (const [name, { note }] of Object.entries(loaded.playbook.parameters))
    if (note) around.out(`Note on ${name}: ${note.en}`);
};

/** Who changed what is live, noted right after it was published. */
type Note = (action: string, subject: string, details?: AuditEntry["details"]) => Promise<void>;

const noteFor =
  (runtime: Runtime, by: string): Note =>
  (action, subject, details = {}) =>
    createAuditStore(runtime).add({ at: runtime.clock.now(), by, action, subject, details });

const activate = async (
  around: Surroundings,
  { store, note }: { readonly store: CampaignStore; readonly note: Note },
  { id, file }: { readonly id: string; readonly file: string | undefined },
): Promise<ExitCode> => {
  const known = await playbookIds();
  if (!known.includes(id)) {
    complain(around, {
      where: "campaign",
      problem: "there is no such campaign",
      received: id,
      allowed: known.join(", "),
    });
    return 2;
  }
  const inForce = (await store.snapshot({ consistent: true }))?.settings ?? defaultSettings;
  const parsed = file === undefined ? ({ ok: true, settings: inForce } as const) : await readSettings(file);
  if (!parsed.ok) {
    complain(around, ...parsed.problems);
    return 2;
  }
  const own = { ...parsed.settings.campaigns[id], enabled: true };
  const settings = { ...parsed.settings, campaigns: { ...parsed.settings.campaigns, [id]: own } };
  const { installed, problems } = await installPlaybooks({ store, settings, only: [id], revive: true });
  complain(around, ...problems);
  if (problems.length > 0) return 2;
  for (const { id, version } of installed) {
    await note("activate-campaign", id, { version, settings: file === undefined ? "unchanged" : "replaced" });
    around.out(`${id} version ${version} is live.`);
  }
  await printNotes(around, id);
  return 0;
};

const list = async (around: Surroundings, store: CampaignStore, json: boolean): Promise<ExitCode> => {
  const account = await listCampaigns(store);
  if (json) {
    around.out(JSON.stringify(account, undefined, 2));
    return 0;
  }
  if (account.paused) around.out("The whole account is paused: nothing is sent.");
  const { breaker } = account;
  if (isOpen(breaker))
    around.out(`The breaker is open since ${iso(breaker.openedAt)} (${breaker.detail}): no marketing.`);
  for (const { id, state, version, priority } of account.campaigns) {
    const details = version === undefined ? "" : `version ${version}, priority ${priority}`;
    around.out(`${id.padEnd(24)} ${state.padEnd(14)} ${details}`.trimEnd());
  }
  return 0;
};

const iso = (at: number): string => new Date(at).toISOString();

const closingWords: Readonly<Record<Exclude<Closing, "closed">, string>> = {
  "closed-already": "The breaker is closed already.",
  "nothing-published": "Nothing was published yet, so there is no breaker to close.",
};

const closeTheBreaker = async (around: Surroundings, runtime: Runtime, by: string): Promise<ExitCode> => {
  const closing = await closeBreaker(runtime, { by, now: runtime.clock.now() });
  around.out(closing === "closed" ? `The breaker was closed by ${by}: marketing goes on.` : closingWords[closing]);
  return 0;
};

const told = (around: Surroundings, change: Change, what: string): ExitCode => {
  if (!change.ok) {
    complain(around, change.problem);
    return 2;
  }
  around.out(change.changed ? `${what}.` : `${what} already.`);
  return 0;
};

const run = async (
  around: Surroundings,
  { command, id, settings, breaker, by, json, variables }: CampaignsArguments,
): Promise<ExitCode> => {
  const runtime = createRuntime(variables);
  if (breaker) return closeTheBreaker(around, runtime, by);
  const [store, note] = [createCampaignStore(runtime), noteFor(runtime, by)];
  if (command === "list") return list(around, store, json);
  if (command === "activate" && id !== undefined) return activate(around, { store, note }, { id, file: settings });
  const isPause = command === "pause";
  const change = await (id === undefined
    ? pauseAccount(store, isPause)
    : (isPause ? pauseCampaign : resumeCampaign)(store, id));
  const verb = isPause ? "pause" : "resume";
  if (change.ok && change.changed) await note(`${verb}-${id === undefined ? "account" : "campaign"}`, id ?? "account");
  if (id === undefined) return told(around, change, isPause ? "All sending is paused" : "Sending goes on");
  return told(around, change, `${id} is ${isPause ? "paused" : "live"}`);
};

/** Puts campaigns live and pauses them, in AWS or on the tables of this machine. */
export const runCampaigns = async (words: readonly string[], around: Surroundings): Promise<ExitCode> => {
  const parsed = campaignsArguments(words, around.variables);
  if (parsed === "help") {
    around.out(campaignsHelp);
    return 0;
  }
  if (!("command" in parsed)) {
    complain(around, parsed);
    around.err(`\n${campaignsHelp}`);
    return 2;
  }
  try {
    return await run(around, parsed);
  } catch (error) {
    around.err(error instanceof Error ? error.message : String(error));
    return 1;
  }
};
