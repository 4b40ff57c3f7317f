import { type CampaignVariables, campaignVariables } from "../../lambdas/channels/campaign-variables.ts";
import { type TemplateSource, templateProblems } from "../../lambdas/channels/check-template.ts";
import { trialProblems } from "../../lambdas/channels/trial-render.ts";
import { allowedVariables } from "../../lambdas/channels/variables.ts";
import type { EmailWords, ParameterValue, ParameterValues, StepWords, Words } from "../../lambdas/channels/words.ts";
import { campaignSchema } from "../../lambdas/domain/campaign.ts";
import { type Language, languages } from "../../lambdas/domain/channel.ts";
import type { Problem } from "../../lambdas/domain/problem.ts";
import { compileEmail } from "./compile-email.ts";
import { chosen, filledIn, wanted } from "./fill-in.ts";
import type { LanguageSources, Playbook, WordsFile } from "./playbook.ts";
import { type Result, refused } from "./problems.ts";

type StepFile = WordsFile["steps"][string];

/** The line of words.json on which a text stands. */
const lineOf = (json: string, text: string): number => {
  const at = json.indexOf(JSON.stringify(text));
  return at < 0 ? 1 : json.slice(0, at).split("\n").length;
};

const templatesOf = (step: StepFile, language: Language, sources: LanguageSources): readonly TemplateSource[] => {
  const texts = [
    step.email?.subject,
    step.email?.preheader,
    step.sms?.text,
    step.push?.title,
    step.push?.body,
    step.push?.link,
  ];
  const { file, text: json } = sources.wordsSource;
  const inWordsFile = texts.flatMap((text) =>
    text === undefined ? [] : [{ file, text, language, kind: "plain" as const, firstLine: lineOf(json, text) }],
  );
  const mjml = step.email && sources.mjml[step.email.mjml];
  return mjml ? [...inWordsFile, { ...mjml, language, kind: "html", firstLine: 1 }] : inWordsFile;
};

/** Every send step needs words on each of its channels, and words without a step are a slip of the pen. */
const coverageProblems = (playbook: Playbook, sources: LanguageSources): readonly Problem[] => {
  const sends = playbook.definition.steps.filter((step) => step.kind === "send");
  const where = sources.wordsSource.file;
  const ids = sends.map((step) => String(step.id));
  const missing = sends.flatMap((step) => {
    const words = sources.wordsFile.steps[String(step.id)] ?? {};
    const wanted = Array.isArray(step.channels) ? step.channels.map(String) : [];
    return wanted
      .filter((channel) => !Object.hasOwn(words, channel))
      .map((channel) => ({ where, problem: `step ${String(step.id)} has no words for ${channel}` }));
  });
  const surplus = Object.keys(sources.wordsFile.steps)
    .filter((id) => !ids.includes(id))
    .map((id) => ({ where, problem: "there is no such send step", received: id, allowed: ids.join(", ") }));
  return [...missing, ...surplus];
};

const buildEmail = async (
  email: NonNullable<StepFile["email"]>,
  playbook: Playbook,
  sources: LanguageSources,
): Promise<Result<{ email: EmailWords }>> => {
  const content = sources.mjml[email.mjml];
  if (!content)
    return refused({ where: sources.wordsSource.file, problem: "the file cannot be read", received: email.mjml });
  const { subject, preheader } = email;
  const compiled = await compileEmail({ layout: playbook.layout, content, preheader, shared: sources.shared });
  return compiled.ok ? { ok: true, email: { subject, preheader, html: compiled.html, text: compiled.text } } : compiled;
};

const buildStep = async (
  step: StepFile,
  playbook: Playbook,
  sources: LanguageSources,
): Promise<Result<{ words: StepWords }>> => {
  const rest = { ...(step.sms ? { sms: step.sms } : {}), ...(step.push ? { push: step.push } : {}) };
  if (!step.email) return { ok: true, words: rest };
  const built = await buildEmail(step.email, playbook, sources);
  return built.ok ? { ok: true, words: { email: built.email, ...rest } } : built;
};

/** An empty `smsOptOut` parameter means the language's own wording, which gives way to that of the recipient's country. */
const optOutOf = (own: ParameterValue | undefined, sources: LanguageSources): string =>
  typeof own === "string" && own !== "" ? own : sources.shared.smsOptOut;

const wayOf = campaignSchema.pick({ trigger: true, steps: true });

/** A definition that is no campaign is told of where it is built; here its words may say little. */
const variablesOf = ({ definition, parameters }: Playbook, given: ParameterValues): CampaignVariables => {
  const { trigger, steps } = definition;
  const names = Object.keys(parameters);
  const way = wayOf.safeParse({ trigger: chosen(trigger, given), steps: filledIn(wanted(steps, given), given) });
  return way.success ? campaignVariables(way.data, names) : { details: [], allowedAt: () => allowedVariables(names) };
};

const checkProblems = (playbook: Playbook, language: Language, variables: CampaignVariables): readonly Problem[] => {
  const sources = playbook.sources[language];
  const parameters = Object.keys(playbook.parameters);
  const layout: TemplateSource = { ...playbook.layout, language, kind: "html", firstLine: 1 };
  const problems = Object.entries(sources.wordsFile.steps).flatMap(([id, step]) => {
    const allowed = variables.allowedAt(id);
    return templatesOf(step, language, sources).flatMap((template) => templateProblems(template, allowed));
  });
  return [
    ...coverageProblems(playbook, sources),
    ...templateProblems(layout, allowedVariables(parameters)),
    ...problems,
  ];
};

const buildLanguage = async (
  playbook: Playbook,
  language: Language,
  parameters: ParameterValues,
): Promise<Result<{ words: Words }>> => {
  const variables = variablesOf(playbook, parameters);
  const problems = checkProblems(playbook, language, variables);
  if (problems.length > 0) return { ok: false, problems };
  const sources = playbook.sources[language];
  const steps: Record<string, StepWords> = {};
  for (const [stepId, file] of Object.entries(sources.wordsFile.steps)) {
    const built = await buildStep(file, playbook, sources);
    if (!built.ok) return built;
    steps[stepId] = built.words;
  }
  const { friendlyName } = sources.shared;
  const words: Words = {
    language,
    friendlyName,
    smsOptOut: optOutOf(parameters.smsOptOut, sources),
    parameters,
    steps,
  };
  const failed = trialProblems(words, variables.details, () => sources.wordsSource.file);
  return failed.length > 0 ? { ok: false, problems: failed } : { ok: true, words };
};

/** Checks and compiles a playbook's words in every language; nothing is built from words with a problem anywhere. */
export const buildWords = async (
  playbook: Playbook,
  parameters: ParameterValues,
): Promise<Result<{ words: readonly Words[] }>> => {
  const built = await Promise.all(languages.map((language) => buildLanguage(playbook, language, parameters)));
  const problems = built.flatMap((result) => (result.ok ? [] : result.problems));
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, words: built.flatMap((result) => (result.ok ? [result.words] : [])) };
};
