import { Badge, Code, Stack, Table, Text, Title } from "@mantine/core";
import { Answer } from "../../../parts/states.tsx";
import { useLanguage, useWords } from "../../../words/define-words.ts";
import { type Difference, useDifferences } from "../data/campaigns.ts";
import { summaryWords } from "./words.ts";

const asText = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value, null, 1));

const Value = ({ value }: { readonly value: unknown }) => {
  const say = useWords(summaryWords);
  if (value === undefined)
    return (
      <Text size="sm" c="dimmed">
        {say("diff.nothing")}
      </Text>
    );
  return (
    <Code
      block
      style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere", maxHeight: 220, overflowY: "auto" }}
      tabIndex={0}
    >
      {asText(value)}
    </Code>
  );
};

export interface DifferenceTableProps {
  readonly differences: readonly Difference[];
  readonly label: string;
  readonly before: string;
  readonly after: string;
}

/** Place by place, what two versions say. */
export const DifferenceTable = ({ differences, label, before, after }: DifferenceTableProps) => {
  const say = useWords(summaryWords);
  const language = useLanguage();
  if (differences.length === 0) return <Text>{say("diff.none")}</Text>;
  return (
    <Table.ScrollContainer minWidth={560} scrollAreaProps={{ viewportProps: { tabIndex: 0, "aria-label": label } }}>
      <Table aria-label={label} layout="fixed" verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col" w="28%">
              {say("diff.place")}
            </Table.Th>
            <Table.Th scope="col">{before}</Table.Th>
            <Table.Th scope="col">{after}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {differences.map((one) => (
            <Table.Tr key={one.path} style={{ verticalAlign: "top" }}>
              <Table.Td className="breaks">
                {one.label[language]}{" "}
                <Badge size="xs" variant="default" tt="none">
                  {say(`diff.${one.kind}`)}
                </Badge>
              </Table.Td>
              <Table.Td>
                <Value value={one.before} />
              </Table.Td>
              <Table.Td>
                <Value value={one.after} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
};

export interface DifferencesProps {
  readonly campaignId: string;
  readonly from: number;
  readonly to: number;
}

export const Differences = ({ campaignId, from, to }: DifferencesProps) => {
  const say = useWords(summaryWords);
  const query = useDifferences(campaignId, { from, to });
  const title = say("diff.title", { from, to });
  return (
    <Stack component="section" gap="xs" aria-label={title}>
      <Title order={3}>{title}</Title>
      <Answer query={query}>
        {({ differences }) => (
          <DifferenceTable
            differences={differences}
            label={title}
            before={say("diff.before", { version: from })}
            after={say("diff.after", { version: to })}
          />
        )}
      </Answer>
    </Stack>
  );
};
