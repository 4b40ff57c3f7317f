import { SimpleGrid, Text, Title } from "@mantine/core";
import { FigureCard } from "../../parts/figure-card.tsx";
import { useFormat } from "../../parts/use-format.ts";
import { useWords } from "../../words/define-words.ts";
import type { Overview } from "./data.ts";
import { overviewWords } from "./words.ts";

type Figures = Overview["today"];

const over = ({ channels }: Figures, name: "sent" | "optedOut" | "complained"): number =>
  channels.reduce((sum, channel) => sum + channel[name], 0);

/** The last thirty days large, today beside it. */
export const FigureCards = ({ overview: { today, lastDays } }: { readonly overview: Overview }) => {
  const say = useWords(overviewWords);
  const { count, amount } = useFormat();
  const counted = (name: "sent" | "optedOut" | "complained", title: string) => ({
    title,
    value: count(over(lastDays, name)),
    note: say("todayNote", { value: count(over(today, name)) }),
  });
  const cards = [
    counted("sent", say("messages")),
    {
      title: say("orders"),
      value: count(lastDays.afterMessages.orders),
      note: say("todayNote", { value: count(today.afterMessages.orders) }),
    },
    {
      title: say("revenue"),
      value: amount(lastDays.afterMessages.revenue),
      note: say("todayNote", { value: amount(today.afterMessages.revenue) }),
    },
    counted("optedOut", say("optedOut")),
    counted("complained", say("complained")),
  ];
  return (
    <section aria-label={say("figures")}>
      <Title order={2} size="h3" mb="sm">
        {say("lastDays")}
      </Title>
      <SimpleGrid component="ul" p={0} m={0} cols={{ base: 2, sm: 3, lg: 5 }}>
        {cards.map((card) => (
          <FigureCard key={card.title} {...card} />
        ))}
      </SimpleGrid>
      <Text size="sm" c="dimmed" mt="xs" maw="80ch">
        {say("ordersHint")}
      </Text>
    </section>
  );
};
