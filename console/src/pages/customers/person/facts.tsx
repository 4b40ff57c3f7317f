import { Paper, SimpleGrid, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { RowsTable } from "../../../parts/paged-table.tsx";
import { useFormat } from "../../../parts/use-format.ts";
import { useWords } from "../../../words/define-words.ts";
import { useCampaignName } from "../../campaigns/data/campaign-name.ts";
import { customerWords } from "../words.ts";
import { Section } from "./section.tsx";
import type { Person } from "./use-person.ts";

interface PersonProps {
  readonly person: Person;
}

const Fact = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => (
  <Paper withBorder p="sm">
    <dt>
      <Text size="sm" c="dimmed" component="span">
        {label}
      </Text>
    </dt>
    <dd style={{ margin: 0 }}>
      <Text fw={600} className="numbers breaks" component="span">
        {children}
      </Text>
    </dd>
  </Paper>
);

export const Figures = ({ person: { figures, perWeek, messagesThisWeek } }: PersonProps) => {
  const say = useWords(customerWords);
  const format = useFormat();
  const day = (at: string | undefined): string => (at === undefined ? say("never") : format.day(at));
  return (
    <Section title={say("figures")}>
      <SimpleGrid component="dl" cols={{ base: 2, sm: 3, md: 4 }} m={0} spacing="sm">
        <Fact label={say("orders")}>{format.count(figures.orders)}</Fact>
        <Fact label={say("revenue")}>{format.amount(figures.revenue)}</Fact>
        <Fact label={say("averageValue")}>
          {figures.averageValue === undefined ? "–" : format.amount(figures.averageValue)}
        </Fact>
        <Fact label={say("discounted")}>{format.count(figures.discounted)}</Fact>
        <Fact label={say("firstOrder")}>{day(figures.firstOrderAt)}</Fact>
        <Fact label={say("lastOrder")}>{day(figures.lastOrderAt)}</Fact>
        <Fact label={say("week")}>{format.count(messagesThisWeek)}</Fact>
        <Fact label={say("perWeek")}>{perWeek === undefined ? say("asOften") : format.count(perWeek)}</Fact>
      </SimpleGrid>
    </Section>
  );
};

const textOf = (value: unknown): string => (Array.isArray(value) ? value.join(", ") : String(value));

export const Known = ({ person: { traits, attributes } }: PersonProps) => {
  const say = useWords(customerWords);
  const rows = [
    ...Object.entries(traits).map(([name, value]) => ({ name: say.code("trait", name), value })),
    ...Object.entries(attributes).map(([name, value]) => ({ name, value: textOf(value) })),
  ];
  return (
    <Section title={say("known")}>
      {rows.length === 0 ? (
        <Text c="dimmed">{say("nothingKnown")}</Text>
      ) : (
        <SimpleGrid component="dl" cols={{ base: 1, sm: 2, md: 3 }} m={0} spacing="sm">
          {rows.map(({ name, value }) => (
            <Fact key={name} label={name}>
              {value}
            </Fact>
          ))}
        </SimpleGrid>
      )}
    </Section>
  );
};

export const Journeys = ({ person: { journeys } }: PersonProps) => {
  const say = useWords(customerWords);
  const format = useFormat();
  const nameOf = useCampaignName();
  if (journeys.length === 0) return null;
  return (
    <Section title={say("now")}>
      <RowsTable
        label={say("now")}
        rows={journeys}
        rowKey={({ campaignId, enteredAt }) => `${campaignId} ${enteredAt}`}
        columns={[
          { key: "campaign", title: say("campaign"), cell: ({ campaignId }) => nameOf(campaignId) },
          { key: "entered", title: say("entered"), cell: ({ enteredAt }) => format.moment(enteredAt) },
          { key: "next", title: say("next"), cell: ({ nextAt }) => format.moment(nextAt) },
        ]}
      />
    </Section>
  );
};

export const Coupons = ({ person: { coupons } }: PersonProps) => {
  const say = useWords(customerWords);
  const format = useFormat();
  const nameOf = useCampaignName();
  if (coupons.length === 0) return null;
  return (
    <Section title={say("coupons")}>
      <RowsTable
        label={say("coupons")}
        rows={coupons}
        rowKey={({ code, campaignId }) => `${code} ${campaignId}`}
        columns={[
          { key: "code", title: say("code"), cell: ({ code }) => <code>{code}</code> },
          { key: "campaign", title: say("campaign"), cell: ({ campaignId }) => nameOf(campaignId) },
          {
            key: "expires",
            title: say("expires"),
            cell: ({ expiresAt }) => (expiresAt === undefined ? say("noExpiry") : format.day(expiresAt)),
          },
        ]}
      />
    </Section>
  );
};
