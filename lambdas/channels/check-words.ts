import type { Campaign } from "../domain/campaign.ts";
import type { Problem } from "../domain/problem.ts";
import { campaignVariables } from "./campaign-variables.ts";
import { type TemplateSource, templateProblems } from "./check-template.ts";
import { trialProblems } from "./trial-render.ts";
import type { StepWords, Words } from "./words.ts";

const unsubscribeLink = 'href="{{ unsubscribeUrl }}"';

type Part = Pick<TemplateSource, "text" | "kind"> & { readonly name: string };

const partsOf = ({ email, sms, push }: StepWords): readonly Part[] => [
  ...(email === undefined
    ? []
    : [
        { name: "email.subject", text: email.subject, kind: "plain" as const },
        { name: "email.preheader", text: email.preheader, kind: "plain" as const },
        { name: "email.html", text: email.html, kind: "html" as const },
        { name: "email.text", text: email.text, kind: "plain" as const },
      ]),
  ...(sms === undefined ? [] : [{ name: "sms.text", text: sms.text, kind: "plain" as const }]),
  ...(push === undefined
    ? []
    : (["title", "body", "link"] as const).flatMap((name) => {
        const text = push[name];
        return text === undefined ? [] : [{ name: `push.${name}`, text, kind: "plain" as const }];
      })),
];

const placeOf = (words: Words, stepId: string, name: string): string =>
  `words.${words.language}.steps.${stepId}.${name}`;

/** Nobody may be written to without a way out. */
const wayOutProblems = (words: Words, stepId: string, { email }: StepWords): readonly Problem[] => {
  if (email === undefined) return [];
  const hasLink = email.html.includes(unsubscribeLink);
  const hasAddress = email.text.includes("{{ unsubscribeUrl }}");
  const problem = "the email has no unsubscribe link";
  return [
    ...(hasLink ? [] : [{ where: placeOf(words, stepId, "email.html"), problem, allowed: unsubscribeLink }]),
    ...(hasAddress ? [] : [{ where: placeOf(words, stepId, "email.text"), problem, allowed: "{{ unsubscribeUrl }}" }]),
  ];
};

const stepProblems = (
  words: Words,
  stepId: string,
  step: StepWords,
  allowed: readonly string[],
): readonly Problem[] => {
  const templates = partsOf(step).flatMap(({ name, text, kind }) => {
    const file = placeOf(words, stepId, name);
    return templateProblems({ file, text, kind, language: words.language, firstLine: 1 }, allowed);
  });
  return [...templates, ...wayOutProblems(words, stepId, step)];
};

/** Words without a step are a slip of the pen. A step without words is unfinished, which a draft may be. */
const surplusProblems = (words: Words, { steps }: Pick<Campaign, "steps">): readonly Problem[] => {
  const ids = steps.flatMap((step) => (step.kind === "send" ? [step.id] : []));
  return Object.keys(words.steps)
    .filter((id) => !ids.includes(id))
    .map((received) => ({
      where: `words.${words.language}.steps`,
      problem: "there is no such send step",
      received,
      allowed: ids.join(", ") || "none",
    }));
};

/** What is wrong with the words of a version, before anybody can be sent them. Templates that do not parse are not rendered. */
export const wordsProblems = (words: Words, campaign: Pick<Campaign, "trigger" | "steps">): readonly Problem[] => {
  const variables = campaignVariables(campaign, Object.keys(words.parameters));
  const found = [
    ...surplusProblems(words, campaign),
    ...Object.entries(words.steps).flatMap(([stepId, step]) =>
      stepProblems(words, stepId, step, variables.allowedAt(stepId)),
    ),
  ];
  return found.length > 0
    ? found
    : trialProblems(words, variables.details, (stepId, channel) => placeOf(words, stepId, channel));
};
