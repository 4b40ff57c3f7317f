import { Paper, SimpleGrid, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { answered, type GoodBody } from "../../../api/answered.ts";
import { Answer, Waiting } from "../../../parts/states.tsx";
import { useFormat } from "../../../parts/use-format.ts";
import { useWords } from "../../../words/define-words.ts";
import { forecastWords } from "./forecast-words.ts";
import { Section } from "./section.tsx";
import { personCalls, personKey } from "./use-person.ts";

type Forecast = NonNullable<GoodBody<Awaited<ReturnType<typeof personCalls.forecast.$get>>>["forecast"]>;

const Figure = ({ label, value, why }: { readonly label: string; readonly value: string; readonly why: string }) => (
  <Paper withBorder p="sm">
    <dt>
      <Text size="sm" c="dimmed" component="span">
        {label}
      </Text>
    </dt>
    <dd style={{ margin: 0 }}>
      <Text fw={600} className="numbers">
        {value}
      </Text>
      <Text size="sm">{why}</Text>
    </dd>
  </Paper>
);

const Figures = ({ forecast }: { readonly forecast: Forecast }) => {
  const say = useWords(forecastWords);
  const format = useFormat();
  const { alive, within, nextOrder, yearValue } = forecast;
  const day = (at: string | undefined): string => (at === undefined ? say("never") : format.day(at));
  return (
    <SimpleGrid component="dl" cols={{ base: 1, sm: 2 }} m={0} spacing="sm">
      <Figure label={say("alive")} value={format.percent(alive, 0)} why={say("aliveWhy")} />
      <Figure
        label={say("nextOrder")}
        value={day(nextOrder.median)}
        why={say("nextOrderWhy", { early: day(nextOrder.early), late: day(nextOrder.late) })}
      />
      <Figure
        label={say("within", { days: within.days })}
        value={format.percent(within.chance, 0)}
        why={say("withinWhy", { orders: format.count(Math.round(within.orders * 10) / 10) })}
      />
      {yearValue !== undefined && (
        <Figure
          label={say("yearValue")}
          value={format.amount(yearValue.expected)}
          why={say("yearValueWhy", { low: format.amount(yearValue.low), high: format.amount(yearValue.high) })}
        />
      )}
    </SimpleGrid>
  );
};

/** What is to be expected of a customer, what it rests on, and how sure it is. */
export const ForecastSection = ({ customerId }: { readonly customerId: string }) => {
  const say = useWords(forecastWords);
  const format = useFormat();
  const query = useQuery({
    queryKey: [...personKey(customerId), "forecast"],
    queryFn: () => answered(personCalls.forecast.$get({ param: { customerId } })),
  });
  return (
    <Section title={say("title")}>
      <Answer query={query} waiting={<Waiting rows={2} height={72} />}>
        {({ forecast }) =>
          forecast === undefined ? (
            <Text c="dimmed">{say("noOrders")}</Text>
          ) : (
            <>
              <Figures forecast={forecast} />
              <Text size="sm" c="dimmed">
                {say(forecast.basis, {
                  customers: format.count(forecast.sampled),
                  day: format.day(forecast.learnedAt),
                })}
              </Text>
            </>
          )
        }
      </Answer>
    </Section>
  );
};
