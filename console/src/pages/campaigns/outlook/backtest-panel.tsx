import { Alert, Skeleton, Stack, Text, Title } from "@mantine/core";
import { lazy, Suspense } from "react";
import { answered, type GoodBody } from "../../../api/answered.ts";
import { useFormat } from "../../../parts/use-format.ts";
import { useWords } from "../../../words/define-words.ts";
import { useDollars } from "../words-editor/use-dollars.ts";
import { backtestWords } from "./backtest-words.ts";
import { bodyOf, type CampaignDraftProps, campaignCalls } from "./campaign-draft.ts";
import { type CountsRow, CountsTable } from "./counts-table.tsx";
import { useShortEstimate } from "./estimate-text.ts";
import { outcomeWords } from "./outlook-words.ts";
import { ToldPanel } from "./told-panel.tsx";

export type Backtest = GoodBody<Awaited<ReturnType<typeof campaignCalls.backtest.$post>>>;
interface Told {
  readonly told: Backtest;
}

// Charts are heavy, and the rest of the page has none.
const BacktestChart = lazy(() => import("./backtest-chart.tsx"));

const chartHeight = 340;

const Volume = ({ told }: Told) => {
  const say = useWords(backtestWords);
  const short = useShortEstimate();
  const dollars = useDollars();
  const { usd, unpriced } = told;
  const cost =
    usd.plusMinus === 0
      ? dollars(usd.about)
      : say("dollars", { about: dollars(usd.about), plusMinus: dollars(usd.plusMinus) });
  const volume = () => {
    if (told.sent.most === 0) return say("nothing");
    const isRare = told.perWeek.about === 0;
    return isRare ? say("inAll", { messages: short(told.sent) }) : say("perWeek", { messages: short(told.perWeek) });
  };
  return (
    <div>
      <Text fw={600} size="lg">
        {volume()}
      </Text>
      {told.sent.most > 0 && <Text>{say("cost", { cost })}</Text>}
      {unpriced.about > 0 && (
        <Text size="sm" c="dimmed">
          {say("unpriced", { messages: short(unpriced) })}
        </Text>
      )}
    </div>
  );
};

const Wanted = ({ told }: Told) => {
  const say = useWords(backtestWords);
  const outcomeOf = useWords(outcomeWords);
  const stopped = Object.entries(told.stopped).map(([key, count]) => ({
    ...{ key, count, text: outcomeOf(key as keyof Backtest["stopped"]) },
  }));
  const rows: readonly CountsRow[] = [
    { key: "sent", text: say("sent"), count: told.sent },
    { key: "heldOut", text: say("heldOut"), count: told.heldOut },
    ...stopped.toSorted((a, b) => b.count.about - a.count.about),
    { key: "left", text: say("left"), count: told.left },
    { key: "waiting", text: say("waiting"), count: told.waiting },
  ];
  const shown = rows.filter(({ key, count }) => key === "sent" || count.about > 0);
  return (
    <section>
      <Title order={3} size="h4">
        {say("wantedTitle")}
      </Title>
      <CountsTable label={say("wantedTitle")} what={say("outcome")} counted={say("messages")} rows={shown} />
    </section>
  );
};

const BoughtAnyway = ({ told: { boughtAnyway: one } }: Told) => {
  const say = useWords(backtestWords);
  const short = useShortEstimate();
  const { amount, percent } = useFormat();
  const text = () => {
    const messages = short(one.messages);
    if (one.messages.about === 0) return say("notYet");
    if (one.bought.about === 0) return say("boughtNothing", { messages });
    const share = percent(one.bought.about / one.messages.about);
    return say("bought", { messages, bought: short(one.bought), share, revenue: amount(one.revenue.about) });
  };
  return (
    <section>
      <Title order={3} size="h4">
        {say("boughtTitle")}
      </Title>
      <Text>{text()}</Text>
    </section>
  );
};

const Played = ({ told }: Told) => {
  const say = useWords(backtestWords);
  const { count } = useFormat();
  const { exact, sampleSize, of } = told;
  return (
    <Stack gap="md">
      {!told.fromOrders && <Alert color="blue">{say("notFromOrders")}</Alert>}
      <Volume told={told} />
      {told.sent.most > 0 && (
        <>
          <Suspense fallback={<Skeleton h={chartHeight} />}>
            <BacktestChart told={told} />
          </Suspense>
          <BoughtAnyway told={told} />
        </>
      )}
      <Wanted told={told} />
      <Text size="sm" c="dimmed">
        {exact ? say("everybody") : say("sample", { sample: count(sampleSize), of: count(of) })} {say("limits")}
      </Text>
    </Stack>
  );
};

const horizons = [13, 26, 52] as const;

/** What a campaign would have come to over the past weeks, told from what customers ordered. */
export const BacktestPanel = ({ campaignId, draft }: CampaignDraftProps) => {
  const say = useWords(backtestWords);
  return (
    <ToldPanel
      title={say("title")}
      lead={say("lead")}
      horizon={say("horizon")}
      horizons={horizons.map((count) => ({ value: count, label: say("weeks", { count }) }))}
      first={26}
      about={["backtest", campaignId, JSON.stringify(bodyOf(draft))]}
      ask={(weeks) =>
        answered(campaignCalls.backtest.$post({ param: { campaignId }, json: { ...bodyOf(draft), weeks } }))
      }
    >
      {(told) => <Played told={told} />}
    </ToldPanel>
  );
};
