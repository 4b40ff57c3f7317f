import mjml2html from "mjml";
import type { Problem } from "../../lambdas/domain/problem.ts";
import { escapedText } from "./escaped-text.ts";
import { plainTextOf } from "./plain-text.ts";
import type { SharedWords, Source } from "./playbook.ts";
import { type Result, refused } from "./problems.ts";

/**
 * An email is written as MJML, dropped into the shared layout, and compiled when a campaign is saved: what is stored is
 * finished HTML in which only the Liquid is left to fill in, so that sending needs neither MJML nor a file.
 */

/** Fills the `[[name]]` places of the layout in; a place that nothing fills stays visible and is refused. */
const composed = (layout: string, places: Readonly<Record<string, string>>): string =>
  layout.replace(/\[\[(\w+)\]\]/g, (place, name: string) => places[name] ?? place);

const squeezed = (html: string): string =>
  html
    .replace(/^[ \t]+/gm, "")
    .replace(/\n{2,}/g, "\n")
    .trim();

interface MjmlFault {
  readonly line: number;
  readonly message: string;
}

const mjmlFaults = (error: unknown): readonly MjmlFault[] => {
  if (error instanceof Error && "errors" in error && Array.isArray(error.errors) && error.errors.length > 0)
    return error.errors.map(({ line, message }: MjmlFault) => ({ line, message }));
  return [{ line: 0, message: error instanceof Error ? error.message : String(error) }];
};

/** Says where an MJML fault is in the file somebody wrote, not in the composed document. */
const mjmlProblem = (fault: MjmlFault, layout: Source, content: Source): Problem => {
  const before = layout.text.slice(0, layout.text.indexOf("[[content]]")).split("\n").length - 1;
  const lines = content.text.split("\n").length;
  const line = fault.line - before;
  if (fault.line === 0) return { where: content.file, problem: fault.message };
  return line >= 1 && line <= lines
    ? { where: `${content.file}, line ${line}`, problem: fault.message }
    : { where: layout.file, problem: fault.message };
};

export interface CompiledEmail {
  readonly html: string;
  readonly text: string;
}

export interface EmailSources {
  readonly layout: Source;
  readonly content: Source;
  readonly preheader: string;
  readonly shared: SharedWords;
}

export const compileEmail = async (q: EmailSources): Promise<Result<CompiledEmail>> => {
  const mjml = composed(q.layout.text, {
    htmlLanguage: q.shared.htmlLanguage,
    preheader: escapedText(q.preheader),
    why: escapedText(q.shared.why),
    unsubscribe: escapedText(q.shared.unsubscribe),
    preferences: escapedText(q.shared.preferences),
    content: q.content.text,
  });
  try {
    const { html } = await mjml2html(mjml, {
      validationLevel: "strict",
      keepComments: false,
      fonts: {},
      ignoreIncludes: true,
    });
    const squeezedHtml = squeezed(html);
    if (!squeezedHtml.includes('href="{{ unsubscribeUrl }}"'))
      return refused({
        where: q.content.file,
        problem: "the email has no unsubscribe link",
        allowed: 'href="{{ unsubscribeUrl }}"',
      });
    if (!squeezedHtml.includes('href="{{ preferencesUrl }}"'))
      return refused({
        where: q.layout.file,
        problem: "the layout has no link to the preferences",
        allowed: 'href="{{ preferencesUrl }}"',
      });
    return { ok: true, html: squeezedHtml, text: plainTextOf(squeezedHtml) };
  } catch (error) {
    return { ok: false, problems: mjmlFaults(error).map((fault) => mjmlProblem(fault, q.layout, q.content)) };
  }
};
