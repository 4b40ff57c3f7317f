import type { Language } from "../../domain/channel.ts";
import { churnReasons } from "../../domain/event.ts";
import { commentMax, type Measure, scoresOf } from "../../domain/survey.ts";
import { formStyle, headersFor } from "../preferences/style.ts";
import { type Asked, fields } from "./form.ts";
import { type SurveyWords, surveyWords } from "./words.ts";

const style = [
  formStyle,
  "textarea{color:inherit;background:transparent}",
  "textarea{display:block;width:100%;font:inherit;padding:.75rem;margin:.5rem 0 1.5rem;border:1px solid #6b7280;border-radius:.375rem}",
  "textarea:focus-visible{outline:3px solid #b45309;outline-offset:3px}",
].join("");

export const surveyHeaders = headersFor(style);

/** What is asked. */
export type Question = { readonly about: "survey"; readonly asked: Asked } | { readonly about: "reason" };

export interface QuestionQuery {
  readonly question: Question;
  readonly language: Language;
  /** The form came back without an answer. */
  readonly refused?: boolean;
}

const choice = (name: string, value: string, label: string, chosen: boolean): string =>
  `<label><input type="radio" name="${name}" value="${value}" required${chosen ? " checked" : ""}><span>${label}</span></label>`;

/** The numbers alone say nothing to who cannot see where they stand, so the ends of the scale say what they mean. */
const scoreLabel = (measure: Measure, score: number, words: SurveyWords): string => {
  const { from, to } = scoresOf[measure];
  if (score === from) return `${score} – ${words.ends[measure].lowest}`;
  return score === to ? `${score} – ${words.ends[measure].highest}` : String(score);
};

const scoreChoices = ({ measure, chosen }: Asked, words: SurveyWords): string => {
  const { from, to } = scoresOf[measure];
  const scores = Array.from({ length: to - from + 1 }, (_, at) => to - at);
  return scores
    .map((score) => choice(fields.score, String(score), scoreLabel(measure, score, words), score === chosen))
    .join("\n");
};

const surveyForm = (asked: Asked, words: SurveyWords): string => `<form method="post">
<input type="hidden" name="${fields.measure}" value="${asked.measure}">
<fieldset><legend class="unseen">${words.questions[asked.measure]}</legend>
${scoreChoices(asked, words)}
</fieldset>
<label for="comment">${words.comment}</label>
<p class="hint" id="comment-hint">${words.commentHint}</p>
<textarea id="comment" name="${fields.comment}" rows="4" maxlength="${commentMax}" aria-describedby="comment-hint"></textarea>
<button type="submit">${words.send}</button>
</form>`;

const reasonForm = (words: SurveyWords): string => `<form method="post">
<fieldset><legend class="unseen">${words.reasonQuestion}</legend>
${churnReasons.map((reason) => choice(fields.reason, reason, words.reasons[reason], false)).join("\n")}
</fieldset>
<button type="submit">${words.send}</button>
</form>`;

/** The question: fixed words and numbers only, nothing that came with the request, and no script. */
export const questionPage = ({ question, language, refused = false }: QuestionQuery): string => {
  const words = surveyWords[language];
  const title = question.about === "survey" ? words.questions[question.asked.measure] : words.reasonQuestion;
  const notice = refused ? `<p class="said refused" role="alert">${words.refused}</p>\n` : "";
  const form = question.about === "survey" ? surveyForm(question.asked, words) : reasonForm(words);
  return framed(language, title, `${notice}<p>${words.intro}</p>\n${form}`);
};

/** The same for the first answer and for every later one, which changes nothing. */
export const thanksPage = (language: Language): string => {
  const { thanksTitle, thanks } = surveyWords[language];
  return framed(language, thanksTitle, `<p class="said" role="status">${thanks}</p>`);
};

const framed = (language: Language, title: string, content: string): string => `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${title}</h1>
${content}
</main>
</body>
</html>
`;
