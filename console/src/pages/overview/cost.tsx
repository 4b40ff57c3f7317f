import { SimpleGrid, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { answered, type GoodBody } from "../../api/answered.ts";
import { api } from "../../api/client.ts";
import { FigureCard } from "../../parts/figure-card.tsx";
import { RowsTable } from "../../parts/paged-table.tsx";
import { Section } from "../../parts/section.tsx";
import { Answer, Waiting } from "../../parts/states.tsx";
import { useDollars } from "../../parts/use-dollars.ts";
import { useFormat } from "../../parts/use-format.ts";
import { commonWords } from "../../words/common.ts";
import { useWords } from "../../words/define-words.ts";
import { costWords } from "./cost-words.ts";

type MonthlyCost = GoodBody<Awaited<ReturnType<typeof api.cost.$get>>>;

/** It moves by the day, and reading it takes a sample of the customers. */
const freshMs = 3_600_000;

const useCost = () => useQuery({ queryKey: ["cost"], queryFn: () => answered(api.cost.$get()), staleTime: freshMs });

const Cards = ({ cost }: { readonly cost: MonthlyCost }) => {
  const say = useWords(costWords);
  const dollars = useDollars();
  const { percent } = useFormat();
  const { totalUsd, engineUsd, feesUsd, fees, volumes } = cost;
  const messages = fees.reduce((sum, fee) => sum + fee.messages, 0);
  const share = totalUsd === 0 ? 0 : engineUsd / totalUsd;
  const cards = [
    { title: say("total"), value: dollars(totalUsd) },
    { title: say("fees"), value: dollars(feesUsd), note: say("feesNote", { count: messages }) },
    { title: say("engine"), value: dollars(engineUsd), note: say("engineNote", { share: percent(share) }) },
    ...(volumes.customers === 0
      ? []
      : [
          {
            title: say("perCustomer"),
            value: dollars(totalUsd / volumes.customers),
            note: say("perCustomerNote", { count: volumes.customers }),
          },
        ]),
  ];
  return (
    <SimpleGrid component="ul" p={0} m={0} cols={{ base: 2, lg: 4 }}>
      {cards.map((card) => (
        <FigureCard key={card.title} {...card} />
      ))}
    </SimpleGrid>
  );
};

interface Row {
  readonly key: string;
  readonly what: string;
  readonly messages?: number;
  /** Absent: of none of the messages is the price known. */
  readonly usd: number | undefined;
}

const Lines = ({ cost: { fees, engine, unpriced } }: { readonly cost: MonthlyCost }) => {
  const say = useWords(costWords);
  const common = useWords(commonWords);
  const dollars = useDollars();
  const { count } = useFormat();
  const rows: readonly Row[] = [
    ...fees
      .filter((fee) => fee.messages > 0)
      .map(({ channel, messages, usd }) => {
        const what = say("feeOf", { channel: common(`channel.${channel}`) });
        const unknown = channel === "sms" && unpriced >= messages;
        return { key: channel, what, messages, usd: unknown ? undefined : usd };
      }),
    ...engine.map(({ part, usd }) => ({ key: part, what: say(`part.${part}`), usd })),
  ];
  return (
    <RowsTable
      label={say("title")}
      columns={[
        { key: "what", title: say("for"), cell: ({ what }) => what },
        {
          key: "messages",
          title: say("messages"),
          numeric: true,
          cell: ({ messages }) => (messages === undefined ? "–" : count(messages)),
        },
        {
          key: "usd",
          title: say("cost"),
          numeric: true,
          cell: ({ usd }) => (usd === undefined ? common("unknown") : dollars(usd)),
        },
      ]}
      rows={rows}
      rowKey={({ key }) => key}
    />
  );
};

const Basis = ({ cost: { volumes, region, pricesAsOf, unpriced } }: { readonly cost: MonthlyCost }) => {
  const say = useWords(costWords);
  const { count, civilDay } = useFormat();
  const { orders, otherEvents, looks } = volumes;
  const values = { orders: count(orders), otherEvents: count(otherEvents), looks: count(looks) };
  return (
    <>
      {unpriced > 0 && <Text size="sm">{say("unpriced", { count: unpriced })}</Text>}
      <Text size="sm" c="dimmed" maw="80ch">
        {say("basis", { ...values, region, day: civilDay(pricesAsOf) })}
      </Text>
    </>
  );
};

/** What the shop pays in a month, from its own last thirty days. */
export const Cost = () => {
  const say = useWords(costWords);
  const query = useCost();
  return (
    <Section title={say("title")} lead={say("lead")}>
      <Answer query={query} waiting={<Waiting rows={3} height={120} />}>
        {(cost) => (
          <>
            <Cards cost={cost} />
            <Lines cost={cost} />
            <Basis cost={cost} />
          </>
        )}
      </Answer>
    </Section>
  );
};
