import { Paper, SimpleGrid, Text } from "@mantine/core";
import { Section } from "../../parts/section.tsx";
import { useFormat } from "../../parts/use-format.ts";
import { useWords } from "../../words/define-words.ts";
import { productWords } from "./product-words.ts";
import type { ProductsReport } from "./report.ts";

export const classNames = ["profit", "traffic", "potential", "edge", "unclear", "thin"] as const;

/** The classes: how many products each has, what it means, and what it is good for. */
export const ProductClasses = ({ matrix }: Pick<ProductsReport, "matrix">) => {
  const say = useWords(productWords);
  const { count } = useFormat();
  return (
    <Section title={say("classes.title")} lead={say("classes.lead", { products: count(matrix.products) })}>
      <SimpleGrid component="ul" p={0} m={0} cols={{ base: 1, xs: 2, lg: 3 }}>
        {classNames.map((name) => (
          <Paper key={name} withBorder p="sm" component="li" style={{ listStyle: "none" }}>
            <Text fw={600}>{say(`classes.name.${name}`)}</Text>
            <Text className="numbers">{say("classes.count", { count: matrix.classes[name] })}</Text>
            <Text size="sm">{say(`classes.means.${name}`)}</Text>
            <Text size="sm" c="dimmed">
              {say(`classes.use.${name}`)}
            </Text>
          </Paper>
        ))}
      </SimpleGrid>
    </Section>
  );
};
