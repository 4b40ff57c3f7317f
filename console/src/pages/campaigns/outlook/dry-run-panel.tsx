import { Alert, Stack, Text, Title } from "@mantine/core";
import { answered, type GoodBody } from "../../../api/answered.ts";
import { RowsTable } from "../../../parts/paged-table.tsx";
import { useFormat } from "../../../parts/use-format.ts";
import { commonWords } from "../../../words/common.ts";
import { useWords } from "../../../words/define-words.ts";
import { PersonLink } from "../audience/audience-estimate.tsx";
import { useDollars } from "../words-editor/use-dollars.ts";
import { bodyOf, type CampaignDraftProps, campaignCalls } from "./campaign-draft.ts";
import { CountsTable } from "./counts-table.tsx";
import { useShortEstimate } from "./estimate-text.ts";
import { outcomeWords, outlookWords } from "./outlook-words.ts";
import { ToldPanel } from "./told-panel.tsx";

type Outlook = GoodBody<Awaited<ReturnType<typeof campaignCalls.outlook.$post>>>;
interface Shown {
  readonly outlook: Outlook;
}
interface Naming {
  readonly stepName: (stepId: string) => string;
}

const Outcomes = ({ outlook }: Shown) => {
  const say = useWords(outlookWords);
  const outcomeOf = useWords(outcomeWords);
  const most = Object.entries(outlook.outcomes).toSorted(([, a], [, b]) => b.about - a.about);
  if (most.length === 0) return null;
  const rows = most.map(([key, count]) => ({ key, text: outcomeOf(key as keyof Outlook["outcomes"]), count }));
  return <CountsTable label={say("outcome")} what={say("outcome")} counted={say("customers")} rows={rows} />;
};

const Messages = ({ outlook, stepName }: Shown & Naming) => {
  const say = useWords(outlookWords);
  const common = useWords(commonWords);
  if (outlook.messages.length === 0) return null;
  const rows = outlook.messages.map(({ stepId, channel, count }) => ({
    key: `${stepId} ${channel}`,
    text: `${stepName(stepId)} · ${common(`channel.${channel}`)}`,
    count,
  }));
  return <CountsTable label={say("messages")} what={say("messages")} counted={say("customers")} rows={rows} />;
};

const Cost = ({ outlook: { cost } }: Shown) => {
  const say = useWords(outlookWords);
  const format = useFormat();
  const dollars = useDollars();
  return (
    <div>
      <Text>{say("cost", { cost: dollars(cost.usd), month: dollars(cost.monthUsd) })}</Text>
      {Object.entries(cost.unpriced).map(([country, texts]) => (
        <Text key={country} size="sm" c="dimmed">
          {say("unpriced", {
            texts: format.count(texts),
            country: country === "unknown" ? say("unknownCountry") : country,
          })}
        </Text>
      ))}
    </div>
  );
};

const Examples = ({ outlook }: Shown) => {
  const say = useWords(outlookWords);
  const outcomeOf = useWords(outcomeWords);
  const format = useFormat();
  if (outlook.examples.length === 0) return null;
  return (
    <section>
      <Title order={3} size="h4">
        {say("examples")}
      </Title>
      <RowsTable
        label={say("examples")}
        rows={outlook.examples}
        rowKey={({ customerId }) => customerId}
        columns={[
          { key: "person", title: say("person"), cell: (one) => <PersonLink {...one} /> },
          { key: "outcome", title: say("outcome"), cell: ({ outcome }) => outcomeOf(outcome) },
          { key: "when", title: say("when"), cell: ({ at }) => format.moment(at) },
        ]}
      />
    </section>
  );
};

const Foreseen = ({ outlook, stepName }: Shown & Naming) => {
  const say = useWords(outlookWords);
  const format = useFormat();
  const short = useShortEstimate();
  const { waitsFor, lookedAt, exact, of, sampleSize } = outlook;
  return (
    <Stack gap="md">
      {waitsFor !== undefined && (
        <Alert color="blue">
          {say("waitsFor", { events: waitsFor.events.join(", ") })}{" "}
          {waitsFor.lastWeek !== undefined && say("lastWeek", { customers: short(waitsFor.lastWeek) })}
        </Alert>
      )}
      <Text fw={600} size="lg">
        {lookedAt.most === 0 ? say("nobody") : say("lookedAt", { customers: short(lookedAt) })}
      </Text>
      <Outcomes outlook={outlook} />
      <Messages outlook={outlook} stepName={stepName} />
      <Cost outlook={outlook} />
      <Examples outlook={outlook} />
      <Text size="sm" c="dimmed">
        {exact ? say("everybody") : say("sample", { sample: format.count(sampleSize), of: format.count(of) })}
      </Text>
    </Stack>
  );
};

/** What would come of a campaign in the days ahead: who gets it, who does not and why, and what it costs. */
export const DryRunPanel = ({ campaignId, draft, stepName }: CampaignDraftProps & Naming) => {
  const say = useWords(outlookWords);
  return (
    <ToldPanel
      title={say("title")}
      lead={say("lead")}
      horizon={say("horizon")}
      horizons={[
        { value: 1, label: say("day") },
        { value: 7, label: say("week") },
      ]}
      first={1}
      about={["outlook", campaignId, JSON.stringify(bodyOf(draft))]}
      ask={(days) => answered(campaignCalls.outlook.$post({ param: { campaignId }, json: { ...bodyOf(draft), days } }))}
    >
      {(outlook) => <Foreseen outlook={outlook} stepName={stepName} />}
    </ToldPanel>
  );
};
