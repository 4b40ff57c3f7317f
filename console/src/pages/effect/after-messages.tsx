import { SimpleGrid, Text, Title } from "@mantine/core";
import { FigureCard } from "../../parts/figure-card.tsx";
import { useDollars } from "../../parts/use-dollars.ts";
import { useFormat } from "../../parts/use-format.ts";
import { useWords } from "../../words/define-words.ts";
import type { CampaignEffect } from "./data.ts";
import { effectWords } from "./words.ts";

/** What came after messages, said to be no more than that. */
export const AfterMessages = ({ effect }: { readonly effect: CampaignEffect }) => {
  const say = useWords(effectWords);
  const { count, amount } = useFormat();
  const dollars = useDollars();
  const { afterMessages: any, lastTouch: last, cost, goal } = effect;
  const orders = (number: number): string => say("after.orders", { count: number });
  const cards = [
    {
      title: say("after.any"),
      value: amount(any.revenue),
      note: `${orders(any.orders)}. ${say("after.anyNote", { days: count(goal.days) })}`,
    },
    {
      title: say("after.last"),
      value: amount(last.revenue),
      note: `${orders(last.orders)}. ${say("after.lastNote")}`,
    },
    { title: say("after.cost"), value: dollars(cost.usd), note: say("after.costNote") },
  ];
  return (
    <section aria-label={say("after.title")}>
      <Title order={2} size="h3">
        {say("after.title")}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {say("after.lead")}
      </Text>
      <SimpleGrid component="ul" p={0} m={0} cols={{ base: 1, sm: 3 }}>
        {cards.map((card) => (
          <FigureCard key={card.title} {...card} />
        ))}
      </SimpleGrid>
    </section>
  );
};
