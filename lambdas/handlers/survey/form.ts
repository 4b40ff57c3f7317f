import { type ChurnReason, churnReasons } from "../../domain/event.ts";
import { commentMax, isScore, type Measure, measures } from "../../domain/survey.ts";

/** A thousand Chinese letters, as a form writes them, are 9 KB. */
export const formBytesMax = 16 * 1024;

export const fields = { measure: "measure", score: "score", comment: "comment", reason: "reason" } as const;

/** What the link asks for. A score in it is only shown as chosen: previews and scanners follow links. */
export interface Asked {
  readonly measure: Measure;
  readonly chosen?: number;
}

export interface SurveyAnswer {
  readonly measure: Measure;
  readonly score: number;
  readonly comment?: string;
}

const measureIn = (value: string | null | undefined): Measure | undefined => measures.find((known) => known === value);

const scoreIn = (measure: Measure, value: string | null | undefined): number | undefined => {
  const score = value != null && /^\d{1,2}$/.test(value) ? Number(value) : undefined;
  return isScore(measure, score) ? score : undefined;
};

/** Whatever the address does not say, or says wrongly, is as if it said nothing. */
export const askedIn = (query: Readonly<Record<string, string>>): Asked => {
  const measure = measureIn(query[fields.measure]) ?? "csat";
  const chosen = scoreIn(measure, query[fields.score]);
  return { measure, ...(chosen !== undefined && { chosen }) };
};

/** The answer in a posted form; undefined when there is none, and then nothing is kept. */
export const readAnswer = (body: string): SurveyAnswer | undefined => {
  const form = new URLSearchParams(body);
  const measure = measureIn(form.get(fields.measure));
  const score = measure === undefined ? undefined : scoreIn(measure, form.get(fields.score));
  if (measure === undefined || score === undefined) return undefined;
  const comment = commentIn(form.get(fields.comment) ?? "");
  return { measure, score, ...(comment !== "" && { comment }) };
};

/** Without control characters, which no person types; lines stay lines. */
const commentIn = (text: string): string =>
  [...text.replaceAll("\r\n", "\n").replaceAll(/[^\P{Cc}\n\t]/gu, "")].slice(0, commentMax).join("").trim();

export const readReason = (body: string): ChurnReason | undefined => {
  const told = new URLSearchParams(body).get(fields.reason);
  return churnReasons.find((known) => known === told);
};
