import { Accordion, Text } from "@mantine/core";
import { RowsTable } from "../../parts/paged-table.tsx";
import { Section } from "../../parts/section.tsx";
import { useFormat } from "../../parts/use-format.ts";
import { useWords } from "../../words/define-words.ts";
import { nextOrderWords } from "./forecast-words.ts";
import type { ShopReport } from "./report.ts";
import { rounded, useRange } from "./use-estimate.ts";
import { useSentences } from "./use-sentences.ts";

interface ModelProps {
  readonly models: ShopReport["models"];
}

interface Parameter {
  readonly name: string;
  readonly value: number;
  readonly error: number | undefined;
}

const parametersOf = ({
  parameters,
  standardErrors = {},
}: Pick<ShopReport["models"]["customers"], "standardErrors"> & { readonly parameters: object }): readonly Parameter[] =>
  Object.entries(parameters).map(([name, value]) => ({ name, value: Number(value), error: standardErrors[name] }));

const weeksInYear = 365 / 7;

/** Each number, what it says, and how sure it is. */
const Numbers = ({ models: { customers, spend } }: ModelProps) => {
  const say = useWords(nextOrderWords);
  const rangeOf = useRange();
  const { count } = useFormat();
  const number = (value: number): string => count(Number(value.toPrecision(3)));
  const rows = [...parametersOf(customers), ...(spend === undefined ? [] : parametersOf(spend))];
  return (
    <RowsTable
      label={say("model.numbers", { name: customers.name })}
      rows={rows}
      rowKey={({ name }) => name}
      columns={[
        { key: "name", title: say("model.number"), cell: ({ name }) => name },
        { key: "meaning", title: say("model.meaning"), cell: ({ name }) => say.code("model.parameter", name) },
        { key: "value", title: say("model.value"), numeric: true, cell: ({ value }) => number(value) },
        {
          key: "range",
          title: say("model.range"),
          numeric: true,
          cell: ({ value, error }) =>
            error === undefined
              ? say("model.rangeUnknown")
              : rangeOf({ value, low: Math.max(0, value - 1.96 * error), high: value + 1.96 * error }, number),
        },
      ]}
    />
  );
};

/** Which model was chosen and why, in words; its numbers are folded away. */
export const Model = ({ models }: ModelProps) => {
  const say = useWords(nextOrderWords);
  const join = useSentences();
  const { count, percent } = useFormat();
  const { customers, spend } = models;
  const { r, alpha, a, b } = customers.parameters;
  // Of k stages each passes k times as fast.
  const yearly = (r / alpha / customers.regularity) * weeksInYear;
  const sentences = [
    customers.regularity === 1
      ? say("model.rhythm.chance")
      : say("model.rhythm.steady", { k: count(customers.regularity) }),
    say(customers.dropsAtFirst ? "model.drops.afterAny" : "model.drops.afterRepeat"),
    say("model.pace", { orders: count(rounded(yearly, 1)), gone: percent(a / (a + b)) }),
  ];
  const isCompared = customers.basis !== "prior";
  return (
    <Section title={say("model.title")}>
      <Text>{join(...sentences)}</Text>
      <Text>
        {join(
          say(`model.basis.${customers.basis}`),
          isCompared ? say("model.chosen", { bic: count(rounded(customers.bic, 1)) }) : say("model.chosenNot"),
          spend === undefined ? say("model.noSpend") : say("model.spend", { customers: count(spend.customers) }),
        )}
      </Text>
      {!customers.converged && <Text fw={600}>{say("model.notConverged")}</Text>}
      <Accordion variant="contained" order={3}>
        <Accordion.Item value="numbers">
          <Accordion.Control>{say("model.numbers", { name: customers.name })}</Accordion.Control>
          <Accordion.Panel>
            <Numbers models={models} />
          </Accordion.Panel>
        </Accordion.Item>
      </Accordion>
    </Section>
  );
};
