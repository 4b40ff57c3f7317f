import { Alert, SimpleGrid, Stack, Text } from "@mantine/core";
import { FigureCard } from "../../parts/figure-card.tsx";
import { type Format, useFormat } from "../../parts/use-format.ts";
import { useWords } from "../../words/define-words.ts";
import type { CampaignEffect } from "./data.ts";
import { inPoints } from "./lift-over-time.tsx";
import { liftWords } from "./lift-words.ts";

type LiftShown = CampaignEffect["lift"];
type Interval = NonNullable<LiftShown["conversion"]>;

/** With its sign, because a difference may go either way. */
const signed = (value: number, shown: string): string => (value > 0 ? `+${shown}` : shown);

const useCards = ({ conversion, revenue, treated }: LiftShown) => {
  const say = useWords(liftWords);
  const { count, amount }: Format = useFormat();
  if (conversion === undefined || revenue === undefined) return [];
  const surety = ({ low, high }: Interval): string => say(low > 0 ? "surely" : high < 0 ? "harm" : "unsure");
  const points = (share: number): string => signed(share, count(inPoints(share)));
  const money = (value: number): string => signed(value, amount(value));
  const range = (interval: Interval, shown: (value: number) => string): string =>
    say("between", { low: shown(interval.low), high: shown(interval.high) });
  const total = (value: number): number => value * treated;
  const all = { estimate: total(revenue.estimate), low: total(revenue.low), high: total(revenue.high) };
  return [
    {
      title: say("conversion"),
      value: say("points", { value: points(conversion.estimate) }),
      note: `${range(conversion, points)}. ${surety(conversion)}`,
    },
    { title: say("revenue"), value: money(revenue.estimate), note: `${range(revenue, money)}. ${surety(revenue)}` },
    {
      title: say("extra"),
      value: money(all.estimate),
      note: `${range(all, money)}. ${say("extraNote", { customers: count(treated) })}`,
    },
  ];
};

/** What the campaign did that would not have happened anyway, or when that will be known. */
export const Lift = ({ lift }: Pick<CampaignEffect, "lift">) => {
  const say = useWords(liftWords);
  const { count, percent, civilDay } = useFormat();
  const cards = useCards(lift);
  const { kind, weeksToGo, since, explained = 0 } = lift;
  const groups = { treated: count(lift.treated), heldOut: count(lift.heldOut) };
  const wait = weeksToGo === undefined || weeksToGo === 0 ? undefined : say("toGo", { count: weeksToGo });
  if (kind === "no-hold-out") return null;
  if (kind === "not-enough")
    return (
      <Alert color="blue">
        {say("notEnough")} {say("notEnoughNow", groups)} {wait}
      </Alert>
    );
  return (
    <Stack gap="xs">
      <SimpleGrid component="ul" p={0} m={0} cols={{ base: 1, sm: 3 }}>
        {cards.map((card) => (
          <FigureCard key={card.title} {...card} />
        ))}
      </SimpleGrid>
      {wait !== undefined && <Text size="sm">{wait}</Text>}
      <Text size="sm" c="dimmed">
        {say("basis", { ...groups, since: since === undefined ? "" : civilDay(since) })}
        {explained >= 0.01 && ` ${say("explained", { share: percent(explained, 0) })}`}
      </Text>
    </Stack>
  );
};
