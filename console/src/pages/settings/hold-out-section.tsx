import { TextInput } from "@mantine/core";
import { useWords } from "../../words/define-words.ts";
import { useNumbers, usePart } from "./form-context.tsx";
import { NumberField } from "./number-field.tsx";
import { Section } from "./section.tsx";
import { settingsWords } from "./words.ts";

export const HoldOutSection = () => {
  const say = useWords(settingsWords);
  const { value: holdOut, set, errorAt, disabled } = usePart("holdOut");
  const number = useNumbers("holdOut");
  return (
    <Section parts={["holdOut"]} title={say("holdOut.title")} lead={say("holdOut.lead")}>
      <NumberField label={say("holdOut.percent")} hint={say("holdOut.percentHint")} unit="%" {...number("percent")} />
      <TextInput
        id="holdOut.salt"
        label={say("holdOut.salt")}
        description={say("holdOut.saltHint")}
        value={holdOut.salt}
        disabled={disabled}
        error={errorAt("salt")}
        onChange={({ currentTarget: { value } }) => set({ ...holdOut, salt: value })}
      />
    </Section>
  );
};
