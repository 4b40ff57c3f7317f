import { Paper, SimpleGrid, Text } from "@mantine/core";
import { RowsTable } from "../../../parts/paged-table.tsx";
import { useFormat } from "../../../parts/use-format.ts";
import { useLanguage, useWords } from "../../../words/define-words.ts";
import { loyaltyWords } from "./loyalty-words.ts";
import { Section } from "./section.tsx";
import type { Person } from "./use-person.ts";

interface PersonProps {
  readonly person: Person;
}
type Part = Person["loyalty"]["parts"][number];

/** What the points of a part are for, in its own unit. */
const usePartValue = (): ((part: Part) => string) => {
  const say = useWords(loyaltyWords);
  const format = useFormat();
  return ({ fact, value }) => {
    if (value === undefined) return say("yes");
    if (fact === "discounts") return format.percent(value, 0);
    return fact === "orders" ? format.count(value) : say("days", { count: value });
  };
};

const Parts = ({ person: { loyalty } }: PersonProps) => {
  const say = useWords(loyaltyWords);
  const format = useFormat();
  const partValueOf = usePartValue();
  return (
    <RowsTable
      label={say("madeOf")}
      rows={loyalty.parts}
      rowKey={({ fact }) => fact}
      columns={[
        { key: "fact", title: say("fact"), cell: ({ fact }) => say(`facts.${fact}`) },
        { key: "value", title: say("value"), cell: partValueOf },
        { key: "points", title: say("points"), cell: ({ points }) => format.count(points), numeric: true },
      ]}
    />
  );
};

const useBenefits = (): ((benefits: NonNullable<Person["level"]>["benefits"]) => string) => {
  const say = useWords(loyaltyWords);
  const format = useFormat();
  return ({ pointsMultiplier, discountPercent, earlyAccessHours }) => {
    const told = [
      ...(pointsMultiplier > 1 ? [say("multiplier", { times: format.count(pointsMultiplier) })] : []),
      ...(discountPercent > 0 ? [say("discount", { percent: format.percent(discountPercent / 100, 0) })] : []),
      ...(earlyAccessHours > 0 ? [say("early", { count: earlyAccessHours })] : []),
    ];
    return told.length === 0 ? say("nothing") : told.join(say("comma"));
  };
};

const Standing = ({ person: { loyalty, level, figures } }: PersonProps) => {
  const say = useWords(loyaltyWords);
  const format = useFormat();
  const language = useLanguage();
  const benefitsOf = useBenefits();
  return (
    <SimpleGrid component="dl" cols={{ base: 1, sm: 2 }} m={0} spacing="sm">
      <Paper withBorder p="sm">
        <Text size="sm" c="dimmed" component="dt">
          {say("score")}
        </Text>
        <Text fw={600} className="numbers" component="dd" m={0}>
          {say("ofHundred", { score: loyalty.score })}
        </Text>
      </Paper>
      <Paper withBorder p="sm">
        <Text size="sm" c="dimmed" component="dt">
          {say("level")}
        </Text>
        <dd style={{ margin: 0 }}>
          <Text fw={600}>{level?.name[language] ?? say("noLevel")}</Text>
          {level !== undefined && <Text size="sm">{say("brings", { benefits: benefitsOf(level.benefits) })}</Text>}
          <Text size="sm">{say("year", { amount: format.amount(figures.yearRevenue) })}</Text>
        </dd>
      </Paper>
    </SimpleGrid>
  );
};

/** How loyal a customer is and by what, and where on the shop's ladder they stand. */
export const LoyaltySection = ({ person }: PersonProps) => {
  const say = useWords(loyaltyWords);
  return (
    <Section title={say("title")}>
      <Standing person={person} />
      {person.loyalty.parts.length === 0 ? <Text c="dimmed">{say("notYet")}</Text> : <Parts person={person} />}
    </Section>
  );
};
