import i18next from "i18next";
import { useMemo } from "react";
import { initReactI18next, useTranslation } from "react-i18next";

export const languages = ["en", "zh"] as const;
export type Language = (typeof languages)[number];

const stored = "rekindle.language";

const firstLanguage = (): Language => {
  const kept = localStorage.getItem(stored);
  if (kept === "en" || kept === "zh") return kept;
  return navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en";
};

await i18next.use(initReactI18next).init({
  lng: firstLanguage(),
  fallbackLng: false,
  ns: [],
  resources: {},
  interpolation: { escapeValue: false },
  returnNull: false,
  react: { useSuspense: false },
});

const tags: Readonly<Record<Language, string>> = { en: "en", zh: "zh-CN" };

/** The language of the page for browsers and screen readers follows that of its words. */
const markPage = (language: string): void => {
  document.documentElement.lang = tags[language as Language];
};
markPage(i18next.language);
i18next.on("languageChanged", markPage);

export const chooseLanguage = async (language: Language): Promise<void> => {
  localStorage.setItem(stored, language);
  await i18next.changeLanguage(language);
};

export const useLanguage = (): Language => useTranslation().i18n.language as Language;

/** The tag for `Intl`. */
export const localeOf = (language: Language): string => tags[language];

interface WordTree {
  readonly [key: string]: string | WordTree;
}

type Plural<Key> = Key extends `${infer Stem}_${"one" | "other"}` ? Stem : Key;

/** Every word of English, in Chinese. What English says apart for one (`…_one`), Chinese says once. */
type InChinese<Tree> = {
  readonly [Key in keyof Tree as Key extends `${string}_one` ? never : Key]: Tree[Key] extends string
    ? string
    : InChinese<Tree[Key]>;
};

type KeyOf<Tree> = {
  [Key in keyof Tree & string]: Tree[Key] extends string ? Plural<Key> : `${Key}.${KeyOf<Tree[Key]>}`;
}[keyof Tree & string];

export interface Words<Key extends string> {
  readonly name: string;
  readonly key?: Key;
}
/** The keys of some words. */
export type WordsOf<Some> = Some extends Words<infer Key> ? Key : never;

/**
 * The words of a page or a part, in both languages. `{{name}}` stands for a value; `key_one` and `key_other` for a count, and
 * are asked for as `key`. `name` must be unique in the console.
 */
export const defineWords = <const En extends WordTree>(
  name: string,
  words: { readonly en: En; readonly zh: InChinese<En> },
): Words<KeyOf<En>> => {
  i18next.addResourceBundle("en", name, words.en);
  i18next.addResourceBundle("zh", name, words.zh);
  return { name };
};

export type Values = Readonly<Record<string, string | number>>;
/** Says a word; a key that is only known at run time (a code from the API) goes through `code`. */
export type Say<Key extends string> = ((key: Key, values?: Values) => string) & {
  /** The words of a code under `prefix`, or the code itself when nobody has given it words yet. */
  readonly code: (prefix: string, code: string, values?: Values) => string;
};

export const useWords = <Key extends string>({ name }: Words<Key>): Say<Key> => {
  const { t } = useTranslation(name);
  return useMemo(() => {
    const say = (key: Key, values: Values = {}): string => t(key, { ...values });
    const code = (prefix: string, one: string, values: Values = {}): string =>
      t(`${prefix}.${one}`, { defaultValue: one, ...values });
    return Object.assign(say, { code });
    // The words change with the language, which `t` does too.
  }, [t]);
};
