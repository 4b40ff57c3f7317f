import { ActionIcon, Group, Menu, Textarea } from "@mantine/core";
import { IconBraces } from "@tabler/icons-react";
import { useRef } from "react";
import { useWords } from "../../../words/define-words.ts";
import { asLiquid } from "./variables.ts";
import { wordsWords } from "./words.ts";

export interface TemplateFieldProps {
  readonly label: string;
  readonly description?: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly variables: readonly string[];
  readonly disabled: boolean;
  readonly problem?: string | undefined;
  readonly rows?: number;
}

const VariableMenu = ({
  label,
  variables,
  onChoose,
}: {
  label: string;
  variables: readonly string[];
  onChoose: (text: string) => void;
}) => {
  const say = useWords(wordsWords);
  // Dots part the keys of words.
  const meaning = (variable: string): string => {
    const key = variable.replaceAll(".", "_");
    const said = say.code("variable", key);
    return said === key ? "" : said;
  };
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon variant="default" size="lg" aria-label={say("insertInto", { field: label })}>
          <IconBraces size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown mah={320} style={{ overflowY: "auto" }}>
        {variables.map((variable) => (
          <Menu.Item key={variable} onClick={() => onChoose(asLiquid(variable))}>
            {meaning(variable)} <code>{variable}</code>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
};

/** A template, with the variables that it may hold one press away; one is put where the cursor stands. */
export const TemplateField = (props: TemplateFieldProps) => {
  const { label, description, value, onChange, variables, disabled, problem, rows = 1 } = props;
  const field = useRef<HTMLTextAreaElement>(null);
  const insert = (text: string): void => {
    const [start, end] = [field.current?.selectionStart ?? value.length, field.current?.selectionEnd ?? value.length];
    onChange(value.slice(0, start) + text + value.slice(end));
  };
  return (
    <Group align="flex-end" gap={6} wrap="nowrap">
      <Textarea
        ref={field}
        label={label}
        description={description}
        value={value}
        disabled={disabled}
        error={problem}
        autosize
        minRows={rows}
        maxRows={18}
        onChange={(event) => onChange(event.currentTarget.value)}
        style={{ flex: 1, minWidth: 0 }}
      />
      {!disabled && <VariableMenu label={label} variables={variables} onChoose={insert} />}
    </Group>
  );
};
