import { ActionIcon, Button, Checkbox, Select } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import type {
  ActionProps,
  CombinatorSelectorProps,
  FieldSelectorProps,
  NotToggleProps,
  OperatorSelectorProps,
  ValueEditorProps,
} from "react-querybuilder";
import { commonWords } from "../../../words/common.ts";
import { useWords } from "../../../words/define-words.ts";
import { fieldGroups } from "./fields.ts";
import { ValueInput } from "./value-editor.tsx";
import { audienceWords } from "./words.ts";

/** How a field is called. */
export const useFieldName = (): ((field: string) => string) => {
  const say = useWords(audienceWords);
  const common = useWords(commonWords);
  return (field) => {
    const [kind = "", ...rest] = field.split(":");
    const name = rest.join(":");
    if (kind === "figure") return say.code("figure", name);
    if (kind === "reachable" || kind === "consent")
      return say(`field.${kind}`, { channel: common.code("channel", name) });
    if (kind === "attribute")
      return ["timeZone", "language", "country", "birthday"].includes(name)
        ? say.code("trait", name)
        : say("field.attribute", { name });
    if (kind === "event") return say("field.event", { name: say.code("did", name) });
    return say.code("field", kind);
  };
};

const FieldSelector = ({ value, handleOnChange, context }: FieldSelectorProps) => {
  const say = useWords(audienceWords);
  const nameOf = useFieldName();
  const data = fieldGroups(context?.predicate).map(({ group, fields }) => ({
    group: say(`group.${group}`),
    items: fields.map((field) => ({ value: field, label: nameOf(field) })),
  }));
  return (
    <Select
      size="sm"
      miw={220}
      searchable
      allowDeselect={false}
      label={say("what")}
      data={data}
      value={value ?? null}
      onChange={(field) => field !== null && handleOnChange(field)}
    />
  );
};

const OperatorSelector = ({ value, handleOnChange }: OperatorSelectorProps) => {
  const say = useWords(audienceWords);
  return (
    <Select
      size="sm"
      w={120}
      allowDeselect={false}
      label={say("operator")}
      data={[
        { value: "is", label: say("is") },
        { value: "isNot", label: say("isNot") },
      ]}
      value={value ?? "is"}
      onChange={(operator) => operator !== null && handleOnChange(operator)}
    />
  );
};

const CombinatorSelector = ({ value, handleOnChange }: CombinatorSelectorProps) => {
  const say = useWords(audienceWords);
  return (
    <Select
      size="sm"
      w={150}
      allowDeselect={false}
      aria-label={say("joinedBy")}
      data={[
        { value: "and", label: say("and") },
        { value: "or", label: say("or") },
      ]}
      value={value ?? "and"}
      onChange={(combinator) => combinator !== null && handleOnChange(combinator)}
    />
  );
};

const NotToggle = ({ checked, handleOnChange }: NotToggleProps) => {
  const say = useWords(audienceWords);
  return (
    <Checkbox
      size="sm"
      label={say("not")}
      checked={checked ?? false}
      onChange={(event) => handleOnChange(event.currentTarget.checked)}
    />
  );
};

interface AddProps extends ActionProps {
  readonly word: "addRule" | "addGroup";
}

const AddButton = ({ word, handleOnClick, disabled }: AddProps) => {
  const say = useWords(audienceWords);
  return (
    <Button
      size="xs"
      variant="default"
      leftSection={<IconPlus size={14} aria-hidden />}
      disabled={disabled ?? false}
      onClick={(event) => handleOnClick(event)}
    >
      {say(word)}
    </Button>
  );
};
const AddRule = (props: ActionProps) => <AddButton {...props} word="addRule" />;
const AddGroup = (props: ActionProps) => <AddButton {...props} word="addGroup" />;

interface RemoveProps extends ActionProps {
  readonly word: "remove" | "removeGroup";
}

const RemoveButton = ({ word, handleOnClick }: RemoveProps) => {
  const say = useWords(audienceWords);
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size="lg"
      aria-label={say(word)}
      onClick={(event) => handleOnClick(event)}
    >
      <IconX size={16} aria-hidden />
    </ActionIcon>
  );
};
const RemoveRule = (props: ActionProps) => <RemoveButton {...props} word="remove" />;
const RemoveGroup = (props: ActionProps) => <RemoveButton {...props} word="removeGroup" />;

const ValueEditor = ({ field, value, handleOnChange }: ValueEditorProps) => (
  <ValueInput field={field} value={value} onChange={handleOnChange} />
);

/** Our own parts in the builder's frame: labelled, in both languages, and in the colours of everything else. */
export const controlElements = {
  fieldSelector: FieldSelector,
  operatorSelector: OperatorSelector,
  combinatorSelector: CombinatorSelector,
  notToggle: NotToggle,
  valueEditor: ValueEditor,
  addRuleAction: AddRule,
  addGroupAction: AddGroup,
  removeRuleAction: RemoveRule,
  removeGroupAction: RemoveGroup,
} as const;
