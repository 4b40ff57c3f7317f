import { couponVariables } from "../../lambdas/channels/coupon-variables.ts";
import {
  allowedFilters,
  allowedTags,
  engineFor,
  faultOf,
  parseTemplate,
  type TemplateKind,
} from "../../lambdas/channels/template.ts";
import type { Language } from "../../lambdas/domain/channel.ts";
import type { Problem } from "../../lambdas/domain/problem.ts";
import type { Source } from "./playbook.ts";

export interface TemplateSource extends Source {
  readonly kind: TemplateKind;
  readonly language: Language;
  /** Line of the file on which the template begins; 1 when the template is the file. */
  readonly firstLine: number;
}

const allowedInstead = (problem: string): { readonly allowed: string } | Record<string, never> => {
  if (/^tag "/.test(problem)) return { allowed: `the tags ${allowedTags.join(", ")}` };
  if (/^undefined filter/.test(problem)) return { allowed: `the filters ${allowedFilters.join(", ")}` };
  return {};
};

/** Finding the place of one takes Liquid a walk through the whole template; a compiled email has about fifty. */
const marksMax = 1_000;

const countProblem = (text: string): Omit<Problem, "where"> | undefined => {
  const marks = text.match(/\{[{%]/g)?.length ?? 0;
  if (marks <= marksMax) return undefined;
  return { problem: "has too many tags and values", received: String(marks), allowed: `at most ${marksMax}` };
};

const problemWith = (variable: string): string =>
  Object.hasOwn(couponVariables, variable)
    ? "needs a coupon step before this message, on every way that leads to it"
    : "there is no such variable";

/** Checks a template before anybody can be sent it: it must parse, and may use the allowed variables only. */
export const templateProblems = (source: TemplateSource, allowed: readonly string[]): readonly Problem[] => {
  const placeOf = (line: number): string => `${source.file}, line ${source.firstLine + line - 1}`;
  const tooMany = countProblem(source.text);
  if (tooMany !== undefined) return [{ where: placeOf(1), ...tooMany }];
  try {
    const parsed = parseTemplate(source.kind, source.language, source.text);
    const { globals } = engineFor(source.kind, source.language).analyzeSync([...parsed], { partials: false });
    return Object.values(globals)
      .flat()
      .filter((variable) => !allowed.includes(variable.toArray().join(".")))
      .map((variable) => ({
        where: placeOf(variable.location.row),
        problem: problemWith(variable.toArray().join(".")),
        received: variable.toString(),
        allowed: allowed.join(", "),
      }));
  } catch (error) {
    const { problem, line = 1 } = faultOf(error);
    return [{ where: placeOf(line), problem, ...allowedInstead(problem) }];
  }
};
