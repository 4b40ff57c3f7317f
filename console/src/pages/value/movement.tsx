import { Stack, Table, Text } from "@mantine/core";
import { RowsTable } from "../../parts/paged-table.tsx";
import { Section } from "../../parts/section.tsx";
import { useFormat } from "../../parts/use-format.ts";
import { useWords } from "../../words/define-words.ts";
import { directionsOf, largestMoves, movementRows, tiersReached } from "./moves.ts";
import type { ShopReport } from "./report.ts";
import { tierWords } from "./tier-words.ts";

interface MovementProps {
  readonly movement: ShopReport["tiers"];
}

/** Light enough that the words on it are read in both schemes. */
const tint = (share: number): string =>
  share === 0
    ? "transparent"
    : `color-mix(in srgb, var(--mantine-color-ember-6) ${Math.round(6 + 29 * share)}%, transparent)`;

/** Each row is a tier as it was, and where its customers are today. */
const MovementTable = ({ movement: { moves, days } }: MovementProps) => {
  const say = useWords(tierWords);
  const { percent } = useFormat();
  const reached = tiersReached(moves);
  const label = say("movement.title", { days });
  return (
    <Table.ScrollContainer minWidth={620} scrollAreaProps={{ viewportProps: { tabIndex: 0, "aria-label": label } }}>
      <Table aria-label={label} withColumnBorders>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{say("movement.head")}</Table.Th>
            {reached.map((tier) => (
              <Table.Th key={tier} scope="col" ta="right">
                {say(`tier.${tier}`)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {movementRows(moves).map(({ from, customers, to }) => (
            <Table.Tr key={from}>
              <Table.Th scope="row">{say(`tier.${from}`)}</Table.Th>
              {reached.map((tier) => {
                const share = (to[tier] ?? 0) / customers;
                return (
                  <Table.Td key={tier} ta="right" className="numbers" style={{ backgroundColor: tint(share) }}>
                    {share === 0 ? "–" : percent(share)}
                  </Table.Td>
                );
              })}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
};

const shownMoves = 8;

export const Movement = ({ movement }: MovementProps) => {
  const say = useWords(tierWords);
  const { count, percent } = useFormat();
  const { moves, days, sampled } = movement;
  const shareOf = (customers: number): string => percent(customers / Math.max(1, sampled.customers));
  const { up, down, stayed } = directionsOf(moves);
  const largest = largestMoves(moves).slice(0, shownMoves);
  return (
    <Section
      title={say("movement.title", { days })}
      lead={say("movement.lead", { up: shareOf(up), down: shareOf(down), stayed: shareOf(stayed) })}
    >
      <MovementTable movement={movement} />
      <Text size="sm" c="dimmed">
        {say("movement.cell")}
      </Text>
      {largest.length === 0 ? (
        <Text>{say("movement.none")}</Text>
      ) : (
        <Stack gap={4}>
          <Text fw={600}>{say("movement.list")}</Text>
          <RowsTable
            label={say("movement.list")}
            rows={largest}
            rowKey={({ from, to }) => `${from} ${to}`}
            columns={[
              { key: "from", title: say("movement.from"), cell: ({ from }) => say(`tier.${from}`) },
              { key: "to", title: say("movement.to"), cell: ({ to }) => say(`tier.${to}`) },
              {
                key: "customers",
                title: say("movement.customers"),
                numeric: true,
                cell: ({ customers }) => count(customers),
              },
              {
                key: "share",
                title: say("movement.share"),
                numeric: true,
                cell: ({ customers }) => shareOf(customers),
              },
            ]}
          />
        </Stack>
      )}
    </Section>
  );
};
