import { isOpen } from "../../lambdas/domain/breaker.ts";
import { campaignDiff, type Difference } from "../../lambdas/domain/campaign-diff.ts";
import { type CampaignLife, openActions, type VersionRecord } from "../../lambdas/domain/campaign-life.ts";
import { referenceProblems } from "../../lambdas/domain/campaign-references.ts";
import { problemText, shown } from "../../lambdas/domain/problem.ts";
import { createCampaignStore } from "../../lambdas/store/campaign-store.ts";
import { standingOf } from "../../lambdas/store/change-campaign.ts";
import { loadVersion } from "../../lambdas/store/draft-campaign.ts";
import { createLifeStore } from "../../lambdas/store/life-store.ts";
import { loadProgress } from "../../lambdas/store/replan-jobs.ts";
import { listCampaigns } from "./list-campaigns.ts";
import { complain, type Errand, type ExitCode } from "./surroundings.ts";

const iso = (at: number): string => new Date(at).toISOString();

const answer = ({ around, given }: Errand, value: object, lines: readonly string[]): ExitCode => {
  if (given.json) around.out(JSON.stringify(value, undefined, 2));
  else for (const line of lines) around.out(line);
  return 0;
};

const unknown = ({ around }: Errand, problem: string, received: string): ExitCode => {
  complain(around, { where: "campaign", problem, received });
  return 2;
};

export const list = async (errand: Errand): Promise<ExitCode> => {
  const account = await listCampaigns(errand.runtime);
  const { breaker } = account;
  const lines = account.campaigns.map(({ id, state, version, edit, priority }) => {
    const details = version === undefined ? "" : `version ${version}, priority ${priority}`;
    const waiting = edit === undefined ? "" : `, version ${edit} waits`;
    return `${id.padEnd(24)} ${state.padEnd(14)} ${details}${waiting}`.trimEnd();
  });
  return answer(errand, account, [
    ...(account.paused ? ["The whole account is paused: nothing is sent."] : []),
    ...(isOpen(breaker)
      ? [`The breaker is open since ${iso(breaker.openedAt)} (${breaker.detail}): no marketing.`]
      : []),
    ...lines,
  ]);
};

const standing = async ({ runtime, given }: Errand) => {
  const campaigns = createCampaignStore(runtime);
  return standingOf({ campaigns, lives: createLifeStore(runtime) }, given.id);
};

const versionLine = (version: VersionRecord, live: number | undefined): string => {
  const { by, at, note, copyOf, approved } = version;
  const parts = [
    `version ${version.version}${version.version === live ? " (live)" : ""} by ${by}${at > 0 ? ` at ${iso(at)}` : ""}`,
    ...(copyOf === undefined ? [] : [`a copy of version ${copyOf}`]),
    ...(approved === undefined ? [] : [`approved by ${approved.by} at ${iso(approved.at)}`]),
    ...(note === undefined ? [] : [note]),
  ];
  return parts.join(", ");
};

/** The version that is live, or that was when the campaign was paused or put away. */
const versionLines = ({ versions, liveVersion, state }: CampaignLife): readonly string[] =>
  versions.toReversed().map((one) => versionLine(one, state === "live" ? liveVersion : undefined));

export const versions = async (errand: Errand): Promise<ExitCode> => {
  const { life } = await standing(errand);
  if (life === undefined) return unknown(errand, "there is no such campaign", errand.given.id);
  return answer(errand, life.versions, versionLines(life));
};

export const show = async (errand: Errand): Promise<ExitCode> => {
  const { runtime, given } = errand;
  const { life, snapshot } = await standing(errand);
  if (life === undefined) return unknown(errand, "there is no such campaign", given.id);
  const newest = life.versions.at(-1)?.version ?? 1;
  const said = await loadVersion(createCampaignStore(runtime), { campaignId: given.id, version: newest });
  const missing = said && snapshot ? referenceProblems(said.definition, snapshot) : [];
  const approval = snapshot?.settings.approval ?? "none";
  const open = openActions(life, { by: given.by, now: runtime.clock.now(), approval });
  return answer(errand, { ...life, open, missing, ...said }, [
    `${life.campaignId} is ${life.state} (revision ${life.revision}).`,
    ...versionLines(life),
    `${given.by} may: ${open.join(", ") || "nothing"}`,
    ...missing.map((problem) => `Missing: ${problemText(problem)}`),
  ]);
};

const signs = { added: "+", removed: "-", changed: "~" } as const;

const differenceLines = ({ path, label, kind, before, after }: Difference): readonly string[] => [
  `${signs[kind]} ${path} (${label.en} / ${label.zh})`,
  ...(before === undefined ? [] : [`    before: ${shown(before)}`]),
  ...(after === undefined ? [] : [`    after:  ${shown(after)}`]),
];

export const diff = async (errand: Errand): Promise<ExitCode> => {
  const { runtime, given } = errand;
  const { from = 0, to = 0 } = given;
  const store = createCampaignStore(runtime);
  const [before, after] = await Promise.all(
    [from, to].map((version) => loadVersion(store, { campaignId: given.id, version })),
  );
  if (before === undefined || after === undefined)
    return unknown(errand, "there is no such version", `${given.id} version ${before === undefined ? from : to}`);
  const differences = campaignDiff(before, after);
  const nothing = differences.length === 0 ? ["They say the same."] : [];
  return answer(errand, differences, [...nothing, ...differences.flatMap(differenceLines)]);
};

export const progress = async (errand: Errand): Promise<ExitCode> => {
  if (!errand.given.variables.CUSTOMERS_TABLE) {
    const allowed = "--customers NAME, or the variable CUSTOMERS_TABLE";
    complain(errand.around, { where: "arguments", problem: "no customers table is named", received: "none", allowed });
    return 2;
  }
  const found = await loadProgress(errand.runtime);
  if (found === undefined) return answer(errand, {}, ["Nothing was published yet, so there is nothing to back-fill."]);
  const { status, percent, lookedAt, total, replanned, revision, segments } = found;
  return answer(errand, found, [
    `Revision ${revision}: ${status}, ${percent} % (${lookedAt} of about ${total} customers looked at, ${replanned} moved)`,
    ...segments.map((one) => {
      const since = one.updatedAt === undefined ? "" : `, last at ${iso(one.updatedAt)}`;
      return `  segment ${one.segment}: ${one.status}, ${one.lookedAt} looked at${since}`;
    }),
  ]);
};
