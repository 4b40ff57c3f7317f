import { SimpleGrid, Title } from "@mantine/core";
import { FigureCard } from "../../parts/figure-card.tsx";
import { useFormat } from "../../parts/use-format.ts";
import { useWords } from "../../words/define-words.ts";
import { glanceWords } from "./overview-words.ts";
import type { ShopReport } from "./report.ts";
import { rounded, useBetween } from "./use-estimate.ts";
import { useSentences } from "./use-sentences.ts";

const shown = ["alive", "repeatShare", "ordersPerBuyer", "orderValue", "revenuePerBuyer", "gapDays"] as const;

/** The shop in six numbers, each with how far off it may be. */
export const KeyFigures = ({ report: { figures } }: { readonly report: ShopReport }) => {
  const say = useWords(glanceWords);
  const between = useBetween();
  const join = useSentences();
  const { count, percent, amount } = useFormat();
  const formats: Readonly<Record<(typeof shown)[number], (value: number) => string>> = {
    alive: percent,
    repeatShare: percent,
    ordersPerBuyer: (value) => count(rounded(value, 2)),
    orderValue: amount,
    revenuePerBuyer: amount,
    gapDays: (value) => say("days", { count: rounded(value, 1) }),
  };
  return (
    <section aria-label={say("figures")}>
      <Title order={2} size="h3" mb="sm">
        {say("figures")}
      </Title>
      <SimpleGrid component="ul" p={0} m={0} cols={{ base: 1, xs: 2, lg: 3 }}>
        {shown.map((name) => (
          <FigureCard
            key={name}
            title={say(name)}
            value={formats[name](figures[name].value)}
            note={join(between(figures[name], formats[name]), say(`${name}Note`))}
          />
        ))}
      </SimpleGrid>
    </section>
  );
};
