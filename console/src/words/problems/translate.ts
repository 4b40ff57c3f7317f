/** An English pattern and its Chinese. `{name}` stands for what is filled in, `{*}` for a phrase that is translated itself. */
export type Translation = readonly [english: string, chinese: string];

interface Pattern {
  readonly regex: RegExp;
  readonly chinese: string;
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^$()|[\]\\{}]/g, String.raw`\$&`);

const groupOf = (name: string): string => (name === "*" ? "(?<inner>.+)" : `(?<v${name}>.+?)`);

const patternOf = ([english, chinese]: Translation): Pattern => {
  const parts = english.split(/\{(\*|\w+)\}/);
  const source = parts.map((part, at) => (at % 2 === 0 ? escaped(part) : groupOf(part))).join("");
  return { regex: new RegExp(`^${source}$`, "s"), chinese };
};

const isExact = ([english]: Translation): boolean => !/\{(\*|\w+)\}/.test(english);

/** Few of the words that are filled in belong to the code rather than to the shop. */
export type FilledWords = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Text of the API in Chinese; undefined for a sentence that nobody has translated. */
export type Translate = (text: string) => string | undefined;

/**
 * The English sentence is the key, as in gettext: the API goes on speaking plain English to programs, and a sentence that is
 * changed there without its translation is found by a test. `inner` translates what stands for `{*}`.
 */
export const createTranslate = (
  translations: readonly Translation[],
  filled: FilledWords,
  inner: (text: string) => string,
): Translate => {
  const exact = new Map(translations.filter(isExact));
  const patterns = translations.filter((each) => !isExact(each)).map(patternOf);
  const fill = (chinese: string, groups: Readonly<Record<string, string | undefined>>): string =>
    chinese.replaceAll(/\{(\*|\w+)\}/g, (_, name: string) => {
      if (name === "*") return inner(groups.inner ?? "");
      const value = groups[`v${name}`] ?? "";
      return filled[name]?.[value] ?? value;
    });
  return (text) => {
    const found = exact.get(text);
    if (found !== undefined) return found;
    for (const { regex, chinese } of patterns) {
      const match = regex.exec(text);
      if (match !== null) return fill(chinese, match.groups ?? {});
    }
    return undefined;
  };
};
