import { Anchor, Group, Paper, SimpleGrid, Stack, Text } from "@mantine/core";
import { Link, useParams } from "react-router";
import { Page } from "../../parts/page.tsx";
import { Answer, Empty, Waiting } from "../../parts/states.tsx";
import { useFormat } from "../../parts/use-format.ts";
import { useWords } from "../../words/define-words.ts";
import { DaysControl } from "./days-control.tsx";
import { type Measure, measures } from "./score-classes.ts";
import { shownResult } from "./shown-result.ts";
import { ByScore, OverTime } from "./survey-charts.tsx";
import { useSurveyName } from "./survey-name.ts";
import { type Survey, useDays, useSurvey, useSurveys } from "./surveys.ts";
import { surveyWords } from "./words.ts";

const Figure = ({ label, value }: { readonly label: string; readonly value: string }) => (
  <Paper withBorder p="md">
    <Text size="sm" c="dimmed">
      {label}
    </Text>
    <Text size="xl" fw={600} className="numbers">
      {value}
    </Text>
  </Paper>
);

const OneMeasure = ({ survey, measure }: { readonly survey: Survey; readonly measure: Measure }) => {
  const say = useWords(surveyWords);
  const format = useFormat();
  const result = survey[measure];
  if (result === undefined) return null;
  return (
    <Stack>
      <SimpleGrid cols={{ base: 1, xs: 3 }}>
        <Figure label={`${say("result")}: ${say(`measure.${measure}`)}`} value={shownResult(format, measure, result)} />
        <Figure label={say("answers")} value={format.count(result.answers)} />
        <Figure label={say("average")} value={format.count(result.average)} />
      </SimpleGrid>
      <OverTime survey={survey} measure={measure} />
      <ByScore survey={survey} measure={measure} />
    </Stack>
  );
};

export const SurveyDetail = () => {
  const say = useWords(surveyWords);
  const { surveyId = "" } = useParams();
  const nameOf = useSurveyName();
  const { range, setRange, span } = useDays();
  const query = useSurvey(surveyId, span);
  // Only surveys of campaigns are listed; one of the shop's own has no campaign to lead to.
  const isOfCampaign = useSurveys(span).data?.surveys.some((one) => one.surveyId === surveyId) ?? false;
  const links = (
    <Group gap="md">
      <Anchor component={Link} to="/surveys">
        {say("back")}
      </Anchor>
      {isOfCampaign && (
        <Anchor component={Link} to={`/campaigns/${encodeURIComponent(surveyId)}`}>
          {say("campaign")}
        </Anchor>
      )}
    </Group>
  );
  return (
    <Page title={nameOf(surveyId)} lead={links} actions={<DaysControl range={range} setRange={setRange} />}>
      <Answer query={query} waiting={<Waiting rows={3} height={120} />}>
        {(survey) =>
          survey.csat === undefined && survey.nps === undefined ? (
            <Empty title={say("noAnswers")}>{say("noAnswersHint")}</Empty>
          ) : (
            <>
              {measures.map((measure) => (
                <OneMeasure key={measure} survey={survey} measure={measure} />
              ))}
              <Text size="sm" c="dimmed">
                {say("resultHint")}
              </Text>
            </>
          )
        }
      </Answer>
    </Page>
  );
};
