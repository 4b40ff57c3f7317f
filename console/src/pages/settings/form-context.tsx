import { createContext, useContext } from "react";
import type { ApiProblem } from "../../api/answered.ts";
import { commonWords } from "../../words/common.ts";
import { useWords } from "../../words/define-words.ts";
import type { Settings } from "./use-settings.ts";

export interface SettingsFormState {
  readonly settings: Settings;
  readonly onChange: (settings: Settings) => void;
  readonly problems: readonly ApiProblem[];
  readonly disabled: boolean;
}

const FormContext = createContext<SettingsFormState | undefined>(undefined);
export const SettingsForm = FormContext.Provider;

const useForm = (): SettingsFormState => {
  const form = useContext(FormContext);
  if (form === undefined) throw new Error("A part of the settings stands outside of their form.");
  return form;
};

/** One part of the settings, how it becomes another one, and what the API said of a place in it. */
export const usePart = <Key extends keyof Settings>(key: Key) => {
  const { settings, onChange, problems, disabled } = useForm();
  const common = useWords(commonWords);
  const set = (value: Settings[Key]): void => onChange({ ...settings, [key]: value });
  /** `path` within the part, such as `timeZone` or `[0].max`. */
  const errorAt = (path: string): string | undefined => {
    const dot = path === "" || path.startsWith("[") ? "" : ".";
    const found = problems.find(({ where }) => where === `settings.${key}${dot}${path}`);
    if (found === undefined) return undefined;
    return found.allowed === undefined
      ? found.problem
      : `${found.problem}; ${common("problem.allowed", { allowed: found.allowed })}`;
  };
  return { value: settings[key], set, errorAt, disabled };
};
