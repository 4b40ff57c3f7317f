import { NativeSelect, NumberInput, Switch, TagsInput, TextInput } from "@mantine/core";
import type { ParameterValue } from "../../../../../lambdas/channels/words.ts";
import type { Parameter } from "../../../../../lib/playbooks/playbook.ts";
import { useLanguage, useWords } from "../../../words/define-words.ts";
import { triggerWords } from "../sentences/trigger-words.ts";

export interface ParameterFieldProps {
  readonly parameter: Parameter;
  readonly value: ParameterValue | undefined;
  readonly onChange: (value: ParameterValue) => void;
}

const textOf = (value: ParameterValue | undefined): string => (value === undefined ? "" : String(value));
const listOf = (value: ParameterValue | undefined): string[] =>
  Array.isArray(value) ? value.map((one) => String(one)) : [];

const inputTypes = { text: "text", url: "url", time: "time", "date-time": "datetime-local" } as const;

const ListField = ({ parameter, value, onChange }: ParameterFieldProps) => {
  const language = useLanguage();
  const numbers = parameter.type === "numbers";
  return (
    <TagsInput
      label={parameter.label[language]}
      description={parameter.note?.[language]}
      value={listOf(value)}
      onChange={(all) => onChange(numbers ? all.map(Number).filter((one) => Number.isInteger(one)) : all)}
    />
  );
};

/** The field for one value of a playbook, by what kind of value it is. */
export const ParameterField = ({ parameter, value, onChange }: ParameterFieldProps) => {
  const language = useLanguage();
  const trigger = useWords(triggerWords);
  const said = { label: parameter.label[language], description: parameter.note?.[language] };
  switch (parameter.type) {
    case "integer":
    case "number":
      return (
        <NumberInput
          {...said}
          value={typeof value === "number" ? value : ""}
          onChange={(next) => typeof next === "number" && onChange(next)}
          min={parameter.min}
          max={parameter.max}
          allowDecimal={parameter.type === "number"}
          clampBehavior="blur"
        />
      );
    case "boolean":
      return <Switch {...said} checked={value === true} onChange={(event) => onChange(event.currentTarget.checked)} />;
    case "choice":
      return (
        <NativeSelect
          {...said}
          value={textOf(value)}
          data={parameter.options.map((one) => ({ value: one, label: trigger.code("festival", one) }))}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
    case "list":
    case "numbers":
      return <ListField parameter={parameter} value={value} onChange={onChange} />;
    default:
      return (
        <TextInput
          {...said}
          type={inputTypes[parameter.type]}
          maxLength={parameter.type === "text" ? parameter.maxLength : 500}
          value={textOf(value)}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
  }
};
