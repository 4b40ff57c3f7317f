import { NativeSelect } from "@mantine/core";
import type { Step } from "../../../../../../lambdas/domain/campaign.ts";
import { useWords } from "../../../../words/define-words.ts";
import { type FieldProps, useFieldLabel } from "../fields/fields.tsx";
import { fieldWords } from "../fields/words.ts";
import { useStepName } from "./step-name.ts";

export interface NextFieldProps<Owner> extends FieldProps<Owner> {
  readonly behind: readonly Step[];
}

/** Where to go on: the step that follows, or one further behind. Never back, so that every journey ends. */
export const NextField = <Owner,>({ owner, name, behind, disabled, onChange, label }: NextFieldProps<Owner>) => {
  const say = useWords(fieldWords);
  const labelOf = useFieldLabel();
  const nameOf = useStepName();
  const value: unknown = owner[name];
  return (
    <NativeSelect
      label={labelOf(name, label)}
      data={[
        { value: "", label: say("following") },
        ...behind.map((step) => ({ value: step.id, label: nameOf(step) })),
      ]}
      value={value === undefined ? "" : String(value)}
      disabled={disabled}
      onChange={({ currentTarget: { value: id } }) =>
        onChange({ [name]: id === "" ? undefined : id } as unknown as Partial<Owner>)
      }
    />
  );
};
