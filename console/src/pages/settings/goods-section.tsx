import { SimpleGrid } from "@mantine/core";
import { useWords } from "../../words/define-words.ts";
import { useForm, useNumbers } from "./form-context.tsx";
import { NumberField } from "./number-field.tsx";
import { Section } from "./section.tsx";
import { settingsWords } from "./words.ts";

const names = ["everydayGapDaysMax", "everydayValueMax", "rareGapDaysMin", "rareValueMin"] as const;

/** Where steps choose their channel by the goods somebody buys: what counts as everyday, and what as rare. */
export const GoodsSection = () => {
  const say = useWords(settingsWords);
  const number = useNumbers("channelChoice");
  const { currency } = useForm().settings.shop;
  return (
    <Section folded parts={["channelChoice"]} title={say("goods.title")} lead={say("goods.lead")}>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        {names.map((name) => (
          <NumberField
            key={name}
            label={say(`goods.${name}`)}
            hint={say(`goods.${name}Hint`)}
            unit={name.includes("GapDays") ? say("unit.days") : currency}
            {...number(name)}
          />
        ))}
      </SimpleGrid>
    </Section>
  );
};
