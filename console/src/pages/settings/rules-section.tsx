import { NumberInput, Radio, Stack } from "@mantine/core";
import { useWords } from "../../words/define-words.ts";
import { usePart } from "./form-context.tsx";
import { Section } from "./section.tsx";
import { settingsWords } from "./words.ts";

export const ApprovalSection = () => {
  const say = useWords(settingsWords);
  const { value, set, disabled } = usePart("approval");
  return (
    <Section parts={["approval"]} title={say("approval.title")} lead={say("approval.lead")}>
      <Radio.Group
        aria-label={say("approval.title")}
        value={value}
        onChange={(chosen) => set(chosen === "second-person" ? "second-person" : "none")}
      >
        <Stack gap="xs">
          <Radio value="none" label={say("approval.none")} disabled={disabled} />
          <Radio value="second-person" label={say("approval.second")} disabled={disabled} />
        </Stack>
      </Radio.Group>
    </Section>
  );
};

export const BudgetSection = () => {
  const say = useWords(settingsWords);
  const { value: budget, set, errorAt, disabled } = usePart("budget");
  return (
    <Section parts={["budget"]} title={say("budget.title")} lead={say("budget.lead")}>
      <NumberInput
        id="budget.monthlyUsd"
        label={say("budget.monthly")}
        description={say("budget.monthlyHint")}
        prefix="US$ "
        min={0}
        value={budget.monthlyUsd ?? ""}
        disabled={disabled}
        error={errorAt("monthlyUsd")}
        onChange={(value) => set(value === "" ? {} : { monthlyUsd: Number(value) })}
        maw="20rem"
      />
    </Section>
  );
};
