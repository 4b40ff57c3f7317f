import { useWords } from "../../words/define-words.ts";
import { fieldNames, type SettingPath } from "./field-names.ts";
import { settingsWords } from "./words.ts";

/** `settings.caps[2].max` → `caps`, `settings.pace.breaker.emailsMin` → `pace.breaker.emailsMin`. */
const pathOf = (where: string): string => where.replace(/^settings\./, "").replace(/\[.*$/, "");

const paths = Object.keys(fieldNames) as readonly SettingPath[];

/** What the page calls the place of a setting: its part and its field. */
export const useSettingName = (): ((where: string) => string) => {
  const say = useWords(settingsWords);
  return (where) => {
    const path = pathOf(where);
    const part = path.split(".")[0] ?? path;
    const known = paths.find((name) => name === path || path.startsWith(`${name}.`));
    const key = known === undefined ? undefined : fieldNames[known];
    const partName = say.code("part", part);
    return key === undefined ? partName : `${partName}: ${say(key)}`;
  };
};
