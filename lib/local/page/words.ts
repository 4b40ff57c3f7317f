import type { Language } from "../../../lambdas/domain/channel.ts";
import type { PageWords } from "./page-words.ts";
import { en } from "./words-en.ts";
import { zh } from "./words-zh.ts";

export const pageWords: Readonly<Record<Language, PageWords>> = { en, zh };

/** `?lang=` first, then what the browser asks for, then English. */
export const chooseLanguage = (asked: string | undefined, accepted: string | undefined): Language => {
  if (asked === "en" || asked === "zh") return asked;
  const first = (accepted ?? "").split(",").map((each) => each.trim().toLowerCase());
  const known = first.find((each) => each.startsWith("zh") || each.startsWith("en"));
  return known?.startsWith("zh") ? "zh" : "en";
};
