import { useMemo } from "react";
import type { ApiProblem } from "../../api/answered.ts";
import { commonWords } from "../common.ts";
import { useLanguage, useWords } from "../define-words.ts";
import { allowedInChinese, problemInChinese } from "./in-chinese.ts";

/** How the page speaks of what the API found wrong. */
export const useProblemWords = () => {
  const language = useLanguage();
  const say = useWords(commonWords);
  return useMemo(() => {
    const isChinese = language === "zh";
    const allowed = (text: string): string => (isChinese ? allowedInChinese(text) : text);
    const problem = (text: string): string => (isChinese ? (problemInChinese(text) ?? text) : text);
    /** `received: …; allowed: …`, empty when neither is told. */
    const details = (one: ApiProblem): string =>
      [
        ...(one.received === undefined ? [] : [say("problem.received", { received: one.received })]),
        ...(one.allowed === undefined ? [] : [say("problem.allowed", { allowed: allowed(one.allowed) })]),
      ].join(say("problem.between"));
    /** What stands at a field, which shows itself what was received. */
    const sentence = (one: ApiProblem): string =>
      [
        problem(one.problem),
        ...(one.allowed === undefined ? [] : [say("problem.allowed", { allowed: allowed(one.allowed) })]),
      ].join(say("problem.between"));
    return { allowed, problem, details, sentence };
  }, [language, say]);
};
