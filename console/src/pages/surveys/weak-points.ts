import { answersIn, byClass, type Measure, measures, type Scores } from "./score-classes.ts";

interface Answered {
  readonly scores: Scores;
}

export interface AnsweredSurvey {
  readonly surveyId: string;
  readonly csat?: Answered | undefined;
  readonly nps?: Answered | undefined;
}

export interface OpenCase {
  readonly subject: string;
  readonly overdue: boolean;
}

/** Where the shop's service is weak, as far as customers said so. */
export type WeakPoint =
  | {
      readonly kind: "low-answers";
      readonly surveyId: string;
      readonly measure: Measure;
      readonly low: number;
      readonly answers: number;
    }
  | { readonly kind: "cases"; readonly subject: string; readonly open: number; readonly overdue: number };

/** From fewer answers nobody should conclude anything. */
export const answersLeast = 5;
/** A survey with a smaller share of low answers is no weak point. */
export const lowShareLeast = 0.2;

const lowAnswers = (surveys: readonly AnsweredSurvey[]): readonly Extract<WeakPoint, { kind: "low-answers" }>[] =>
  surveys.flatMap((survey) =>
    measures.flatMap((measure) => {
      const found = byClass(measure, survey[measure]?.scores ?? {});
      const answers = answersIn(found);
      const isWeak = answers >= answersLeast && found.low / answers >= lowShareLeast;
      return isWeak
        ? [{ kind: "low-answers" as const, surveyId: survey.surveyId, measure, low: found.low, answers }]
        : [];
    }),
  );

const openCases = (cases: readonly OpenCase[]): readonly Extract<WeakPoint, { kind: "cases" }>[] =>
  [...new Set(cases.map(({ subject }) => subject))].map((subject) => {
    const these = cases.filter((one) => one.subject === subject);
    return { kind: "cases", subject, open: these.length, overdue: these.filter(({ overdue }) => overdue).length };
  });

/** Surveys first, the one with the largest share of low answers at the top; then what cases are open, the most overdue first. */
export const weakPointsOf = (q: {
  readonly surveys: readonly AnsweredSurvey[];
  readonly cases: readonly OpenCase[];
}): readonly WeakPoint[] => [
  ...lowAnswers(q.surveys).toSorted((a, b) => b.low / b.answers - a.low / a.answers),
  ...openCases(q.cases).toSorted((a, b) => b.overdue - a.overdue || b.open - a.open),
];
