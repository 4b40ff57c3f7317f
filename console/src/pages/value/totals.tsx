import { SimpleGrid, Title } from "@mantine/core";
import { FigureCard } from "../../parts/figure-card.tsx";
import { useFormat } from "../../parts/use-format.ts";
import { useWords } from "../../words/define-words.ts";
import { nextOrderWords } from "./forecast-words.ts";
import type { ShopReport } from "./report.ts";
import { useBetween } from "./use-estimate.ts";
import { useSentences } from "./use-sentences.ts";
import { buyersInShop, times } from "./weeks-ahead.ts";

/** Three digits at most: it is about the whole shop, and known from a sample. */
const about = (value: number): number => (value < 1000 ? Math.round(value) : Number(value.toPrecision(3)));

export const Totals = ({ report: { from, figures } }: { readonly report: ShopReport }) => {
  const say = useWords(nextOrderWords);
  const between = useBetween();
  const join = useSentences();
  const { count } = useFormat();
  const buyers = buyersInShop(from);
  const format = (value: number): string => count(about(value));
  return (
    <section aria-label={say("totals.title")}>
      <Title order={2} size="h3" mb="sm">
        {say("totals.title")}
      </Title>
      <SimpleGrid component="ul" p={0} m={0} cols={{ base: 1, sm: 3 }}>
        {(["orders30", "orders90", "alive"] as const).map((name) => {
          const whole = times(figures[name], buyers);
          const note = between(whole, format);
          return (
            <FigureCard
              key={name}
              title={say(`totals.${name}`)}
              value={format(whole.value)}
              note={name === "alive" ? join(note, say("totals.aliveNote", { buyers: format(buyers) })) : note}
            />
          );
        })}
      </SimpleGrid>
    </section>
  );
};
