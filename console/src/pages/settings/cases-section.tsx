import { SimpleGrid, TextInput } from "@mantine/core";
import { useWords } from "../../words/define-words.ts";
import { useNumbers, usePart } from "./form-context.tsx";
import { NumberField } from "./number-field.tsx";
import { Section } from "./section.tsx";
import { settingsWords } from "./words.ts";

const deadlines = [
  { name: "acknowledgeWorkingMinutes", unit: "unit.minutes" },
  { name: "acknowledgeMinutes", unit: "unit.minutes" },
  { name: "resultHours", unit: "unit.hours" },
] as const;
const openers = ["ratingAtMost", "csatAtMost", "npsAtMost"] as const;

/** What opens a case, and by when it must be answered. */
export const CasesSection = () => {
  const say = useWords(settingsWords);
  const { value: cases, set, errorAt, disabled } = usePart("cases");
  const number = useNumbers("cases");
  return (
    <Section parts={["cases"]} title={say("cases.title")} lead={say("cases.lead")}>
      <SimpleGrid cols={{ base: 1, sm: 3 }}>
        {deadlines.map(({ name, unit }) => (
          <NumberField
            key={name}
            label={say(`cases.${name}`)}
            hint={say(`cases.${name}Hint`)}
            unit={say(unit)}
            {...number(name)}
          />
        ))}
      </SimpleGrid>
      <TextInput
        id="cases.escalateTo"
        label={say("cases.escalateTo")}
        description={say("cases.escalateToHint")}
        value={cases.escalateTo}
        disabled={disabled}
        error={errorAt("escalateTo")}
        onChange={({ currentTarget: { value } }) => set({ ...cases, escalateTo: value })}
        maw="20rem"
      />
      <SimpleGrid cols={{ base: 1, sm: 3 }}>
        {openers.map((name) => (
          <NumberField key={name} label={say(`cases.${name}`)} hint={say(`cases.${name}Hint`)} {...number(name)} />
        ))}
      </SimpleGrid>
    </Section>
  );
};
