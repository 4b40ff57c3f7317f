import { useLanguage } from "../../words/define-words.ts";

/** One sentence after the other; Chinese puts no space between them. */
export const useSentences = (): ((...sentences: readonly string[]) => string) => {
  const between = useLanguage() === "zh" ? "" : " ";
  return (...sentences) => sentences.join(between);
};
