import { MultiSelect, NativeSelect, NumberInput, Switch, TagsInput, TextInput } from "@mantine/core";
import { useWords } from "../../../../words/define-words.ts";
import { fieldWords } from "./words.ts";

/** A thing with fields that a form changes; a field that is emptied is taken out. */
export type Fields = Readonly<Record<string, unknown>>;

export interface FieldProps<Owner> {
  readonly owner: Owner;
  readonly name: keyof Owner & string;
  readonly onChange: (change: Partial<Owner>) => void;
  readonly disabled?: boolean;
  /** Instead of the words of the field's own name. */
  readonly label?: string;
}

const changed = <Owner,>(name: keyof Owner & string, value: unknown): Partial<Owner> =>
  ({ [name]: value }) as unknown as Partial<Owner>;

export const useFieldLabel = () => {
  // The names of fields are known at run time only; each has its word.
  const say = useWords(fieldWords) as unknown as (name: string) => string;
  return (name: string, label?: string): string => label ?? say(name);
};

export interface NumberFieldProps<Owner> extends FieldProps<Owner> {
  readonly min: number;
  readonly max: number;
  readonly decimal?: boolean;
  /** Whether it may be left empty. */
  readonly optional?: boolean;
}

export const NumberField = <Owner,>(props: NumberFieldProps<Owner>) => {
  const { owner, name, onChange, min, max, decimal = false, optional = false, disabled, label } = props;
  const labelOf = useFieldLabel();
  const value: unknown = owner[name];
  return (
    <NumberInput
      label={labelOf(name, label)}
      value={typeof value === "number" ? value : ""}
      min={min}
      max={max}
      allowDecimal={decimal}
      disabled={disabled}
      onChange={(next) => {
        if (typeof next === "number") onChange(changed<Owner>(name, next));
        else if (optional) onChange(changed<Owner>(name, undefined));
      }}
    />
  );
};

export interface TextFieldProps<Owner> extends FieldProps<Owner> {
  readonly type?: "text" | "time" | "datetime-local" | "url";
  readonly optional?: boolean;
  readonly maxLength?: number;
}

export const TextField = <Owner,>(props: TextFieldProps<Owner>) => {
  const { owner, name, onChange, type = "text", optional = false, maxLength = 500, disabled, label } = props;
  const labelOf = useFieldLabel();
  const value: unknown = owner[name];
  return (
    <TextInput
      label={labelOf(name, label)}
      type={type}
      value={value === undefined ? "" : String(value)}
      maxLength={maxLength}
      disabled={disabled}
      onChange={({ currentTarget: { value: next } }) =>
        onChange(changed<Owner>(name, optional && next === "" ? undefined : next))
      }
    />
  );
};

export const SwitchField = <Owner,>({ owner, name, onChange, disabled, label }: FieldProps<Owner>) => {
  const labelOf = useFieldLabel();
  return (
    <Switch
      label={labelOf(name, label)}
      checked={owner[name] === true}
      disabled={disabled}
      onChange={(event) => onChange(changed<Owner>(name, event.currentTarget.checked))}
    />
  );
};

export interface Option {
  readonly value: string;
  readonly label: string;
}

export interface ChoiceFieldProps<Owner> extends FieldProps<Owner> {
  readonly options: readonly Option[];
  /** What stands for a field that is absent; with it the field may be left out. */
  readonly absent?: string;
}

export const ChoiceField = <Owner,>(props: ChoiceFieldProps<Owner>) => {
  const { owner, name, onChange, options, absent, disabled, label } = props;
  const labelOf = useFieldLabel();
  const value: unknown = owner[name];
  const data = [...(absent === undefined ? [] : [{ value: "", label: absent }]), ...options];
  return (
    <NativeSelect
      label={labelOf(name, label)}
      data={data}
      value={value === undefined ? "" : String(value)}
      disabled={disabled}
      onChange={({ currentTarget: { value: next } }) => onChange(changed<Owner>(name, next === "" ? undefined : next))}
    />
  );
};

export interface TagsFieldProps<Owner> extends FieldProps<Owner> {
  readonly numbers?: boolean;
}

/** A list of words or numbers; empty, it is left out. */
export const TagsField = <Owner,>({
  owner,
  name,
  onChange,
  numbers = false,
  disabled,
  label,
}: TagsFieldProps<Owner>) => {
  const labelOf = useFieldLabel();
  const value: unknown = owner[name];
  const listed = (all: readonly string[]) =>
    numbers ? all.map(Number).filter((one) => Number.isFinite(one)) : [...all];
  return (
    <TagsInput
      label={labelOf(name, label)}
      value={Array.isArray(value) ? value.map(String) : []}
      disabled={disabled}
      onChange={(all) => onChange(changed<Owner>(name, all.length === 0 ? undefined : listed(all)))}
    />
  );
};

/** Some of a few, in the order in which they were chosen. */
export const SomeField = <Owner,>(props: Omit<ChoiceFieldProps<Owner>, "absent">) => {
  const { owner, name, onChange, options, disabled, label } = props;
  const labelOf = useFieldLabel();
  const value: unknown = owner[name];
  return (
    <MultiSelect
      label={labelOf(name, label)}
      data={[...options]}
      value={Array.isArray(value) ? value.map(String) : []}
      disabled={disabled}
      onChange={(all) => onChange(changed<Owner>(name, all))}
    />
  );
};
