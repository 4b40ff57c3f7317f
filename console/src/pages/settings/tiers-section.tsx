import { Select, SimpleGrid } from "@mantine/core";
import { useWords } from "../../words/define-words.ts";
import { useNumbers, usePart } from "./form-context.tsx";
import { NumberField } from "./number-field.tsx";
import { Section } from "./section.tsx";
import { settingsWords } from "./words.ts";

const ways = ["fixed", "learned"] as const;
const days = ["activeDays", "atRiskDays", "dormantDays"] as const;
const core = ["coreOrders", "coreRevenue"] as const;

/** The bands into which customers fall by their orders. */
export const TiersSection = () => {
  const say = useWords(settingsWords);
  const { value: tiers, set, disabled } = usePart("tiers");
  const number = useNumbers("tiers");
  return (
    <Section parts={["tiers"]} title={say("tiers.title")} lead={say("tiers.lead")}>
      <Select
        id="tiers.by"
        allowDeselect={false}
        label={say("tiers.by")}
        description={say("tiers.byHint")}
        data={ways.map((way) => ({ value: way, label: say(`tiers.ways.${way}`) }))}
        value={tiers.by}
        disabled={disabled}
        onChange={(way) => set({ ...tiers, by: way === "learned" ? "learned" : "fixed" })}
        maw="30rem"
      />
      <SimpleGrid cols={{ base: 1, sm: 3 }}>
        {days.map((name) => (
          <NumberField
            key={name}
            label={say(`tiers.${name}`)}
            hint={say(`tiers.${name}Hint`)}
            unit={say("unit.days")}
            {...number(name)}
          />
        ))}
      </SimpleGrid>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        {core.map((name) => (
          <NumberField key={name} label={say(`tiers.${name}`)} hint={say(`tiers.${name}Hint`)} {...number(name)} />
        ))}
      </SimpleGrid>
    </Section>
  );
};
