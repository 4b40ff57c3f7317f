import { Stack, Text } from "@mantine/core";
import { RowsTable } from "../../../parts/paged-table.tsx";
import { useFormat } from "../../../parts/use-format.ts";
import { commonWords } from "../../../words/common.ts";
import { useWords } from "../../../words/define-words.ts";
import { customerWords } from "../words.ts";
import { Section } from "./section.tsx";
import { useSourceName } from "./source-words.ts";
import type { Person } from "./use-person.ts";

type Way = Person["ways"][number];

const Statements = ({ statements }: Pick<Way, "statements">) => {
  const say = useWords(customerWords);
  const format = useFormat();
  const sourceOf = useSourceName();
  if (statements.length === 0) return <Text size="sm">{say("noStatement")}</Text>;
  return (
    <Stack gap={2}>
      {statements.map(({ topic, granted, at, source }) => (
        <Text key={topic} size="sm">
          {say(granted ? "granted" : "withdrawn", {
            topic: say.code("topic", topic),
            at: format.day(at),
            source: sourceOf(source),
          })}
        </Text>
      ))}
    </Stack>
  );
};

const Address = ({ way }: { readonly way: Way }) => {
  const say = useWords(customerWords);
  const format = useFormat();
  if (way.suppressed === undefined) return say(way.known ? "hasAddress" : "noAddress");
  const { at, cause } = way.suppressed;
  return say("suppressed", { at: format.day(at), cause: say.code("cause", cause) });
};

/** By channel: whether there is an address, what may be written about, and what the customer said. */
export const ContactWays = ({ person }: { readonly person: Person }) => {
  const say = useWords(customerWords);
  const common = useWords(commonWords);
  return (
    <Section title={say("contact")}>
      <RowsTable
        label={say("contact")}
        rows={person.ways}
        rowKey={({ channel }) => channel}
        columns={[
          { key: "channel", title: say("channel"), cell: ({ channel }) => common(`channel.${channel}`) },
          { key: "address", title: say("address"), cell: (way) => <Address way={way} /> },
          {
            key: "allowed",
            title: say("allowed"),
            cell: ({ allowed }) =>
              allowed.length === 0 ? say("nothingAllowed") : allowed.map((topic) => say(`topic.${topic}`)).join(", "),
          },
          { key: "said", title: say("statements"), cell: (way) => <Statements statements={way.statements} /> },
        ]}
      />
    </Section>
  );
};
