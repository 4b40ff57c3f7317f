import { NumberInput } from "@mantine/core";
import { commonWords } from "../../words/common.ts";
import { localeOf, useLanguage, useWords } from "../../words/define-words.ts";
import { useProblemWords } from "../../words/problems/use-problem-words.ts";
import { settingFacts } from "./setting-facts.ts";
import { settingsWords } from "./words.ts";

/** What may stand in a field, and what holds while it is empty, in the person's language. */
export const useAllowedText = () => {
  const say = useWords(settingsWords);
  const locale = localeOf(useLanguage());
  const { allowed: inWords } = useProblemWords();
  return (path: string): string => {
    const { allowed, fallback } = settingFacts(path);
    const range = inWords(allowed);
    if (fallback === undefined || typeof fallback === "object") return say("range", { range });
    const value = typeof fallback === "number" ? fallback.toLocaleString(locale) : String(fallback);
    return say("allowed", { range, value });
  };
};

export interface NumberFieldProps {
  /** As in docs/settings.md; also the field's id, so that a link can lead to it. */
  readonly path: string;
  readonly label: string;
  readonly hint: string;
  readonly unit?: string;
  readonly prefix?: string;
  readonly value: number | undefined;
  readonly error: string | undefined;
  readonly disabled: boolean;
  /** undefined: the field was emptied, so that the default holds again. */
  readonly onChange: (value: number | undefined) => void;
}

/** A number with its allowed range and its default. */
export const NumberField = ({ path, label, hint, unit, prefix, value, onChange, ...rest }: NumberFieldProps) => {
  const common = useWords(commonWords);
  const allowed = useAllowedText();
  const { fallback, whole } = settingFacts(path);
  return (
    <NumberInput
      {...rest}
      id={path}
      label={label}
      description={common("twoSentences", { first: hint, second: allowed(path) })}
      suffix={unit === undefined ? undefined : ` ${unit}`}
      prefix={prefix}
      allowDecimal={!whole}
      placeholder={fallback === undefined ? undefined : String(fallback)}
      value={value ?? ""}
      onChange={(given) => onChange(given === "" || given === "-" ? undefined : Number(given))}
    />
  );
};
