import { createContext, useContext } from "react";
import type { ApiProblem } from "../../api/answered.ts";
import { useProblemWords } from "../../words/problems/use-problem-words.ts";
import type { Settings } from "./use-settings.ts";

export interface SettingsFormState {
  readonly settings: Settings;
  readonly onChange: (settings: Settings) => void;
  /** What is wrong with what stands in the form now. */
  readonly problems: readonly ApiProblem[];
  readonly disabled: boolean;
}

const FormContext = createContext<SettingsFormState | undefined>(undefined);
export const SettingsForm = FormContext.Provider;

export const useForm = (): SettingsFormState => {
  const form = useContext(FormContext);
  if (form === undefined) throw new Error("A part of the settings stands outside of their form.");
  return form;
};

/** One part of the settings, how it becomes another one, and what is wrong at a place in it. */
export const usePart = <Key extends keyof Settings>(key: Key) => {
  const { settings, onChange, problems, disabled } = useForm();
  const { sentence } = useProblemWords();
  const set = (value: Settings[Key]): void => onChange({ ...settings, [key]: value });
  /** `path` within the part, such as `timeZone` or `[0].max`. */
  const errorAt = (path: string): string | undefined => {
    const dot = path === "" || path.startsWith("[") ? "" : ".";
    const found = problems.find(({ where }) => where === `settings.${key}${dot}${path}`);
    return found && sentence(found);
  };
  return { value: settings[key], set, errorAt, disabled };
};

type Numbers<Part> = {
  [Name in keyof Part & string]: NonNullable<Part[Name]> extends number ? Name : never;
}[keyof Part & string];

/** What a `NumberField` needs of a number in a part of the settings. */
export const useNumbers = <Key extends keyof Settings>(key: Key) => {
  const { value: part, set, errorAt, disabled } = usePart(key);
  return (name: Numbers<Settings[Key]>) => ({
    path: `${key}.${name}`,
    value: (part as Readonly<Record<string, unknown>>)[name] as number | undefined,
    error: errorAt(name),
    disabled,
    // An emptied key is left out of what is saved, and then its default holds.
    onChange: (value: number | undefined) => set({ ...(part as object), [name]: value } as Settings[Key]),
  });
};
