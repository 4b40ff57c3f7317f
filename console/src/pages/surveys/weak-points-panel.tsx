import { Anchor, List, Paper, Stack, Text, Title } from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";
import { Link } from "react-router";
import { Answer, Waiting } from "../../parts/states.tsx";
import { useFormat } from "../../parts/use-format.ts";
import { useWords } from "../../words/define-words.ts";
import { useSurveyName } from "./survey-name.ts";
import { casesLookedAt, useOpenCases } from "./surveys.ts";
import { type AnsweredSurvey, type WeakPoint, weakPointsOf } from "./weak-points.ts";
import { surveyWords } from "./words.ts";

const Point = ({ point }: { readonly point: WeakPoint }) => {
  const say = useWords(surveyWords);
  const format = useFormat();
  const nameOf = useSurveyName();
  if (point.kind === "low-answers") {
    const { surveyId, measure, low, answers } = point;
    const values = { low: format.count(low), answers: format.count(answers), share: format.percent(low / answers, 0) };
    return (
      <>
        <Anchor component={Link} to={`/surveys/${encodeURIComponent(surveyId)}`} underline="always">
          {nameOf(surveyId)}
        </Anchor>
        , {say(`measure.${measure}`)}: {say("weakLow", values)}
      </>
    );
  }
  const { subject, open, overdue } = point;
  return (
    <>
      <Anchor component={Link} to={overdue > 0 ? "/cases?show=overdue" : "/cases"} underline="always">
        {say("weakCases", { count: open, subject: say.code("subject", subject) })}
      </Anchor>
      {overdue > 0 && `, ${say("weakOverdue", { count: overdue })}`}
    </>
  );
};

interface WeakPointsProps {
  readonly surveys: UseQueryResult<{ readonly surveys: readonly AnsweredSurvey[] }>;
}

/** What customers were least content with, in sentences that lead to the place where something can be done. */
export const WeakPoints = ({ surveys }: WeakPointsProps) => {
  const say = useWords(surveyWords);
  const cases = useOpenCases();
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="weak-points">
      <Stack gap="xs">
        <Title order={2} size="h3" id="weak-points">
          {say("weakTitle")}
        </Title>
        <Text size="sm" c="dimmed">
          {say("weakLead")}
        </Text>
        <Answer query={surveys} waiting={<Waiting rows={2} height={22} />}>
          {(answeredSurveys) => (
            <Answer query={cases} waiting={<Waiting rows={2} height={22} />}>
              {(open) => {
                const points = weakPointsOf({ surveys: answeredSurveys.surveys, cases: open.cases });
                if (points.length === 0) return <Text>{say("noWeak")}</Text>;
                return (
                  <>
                    <List>
                      {points.map((point) => (
                        <List.Item key={JSON.stringify(point)}>
                          <Point point={point} />
                        </List.Item>
                      ))}
                    </List>
                    {open.cursor !== undefined && (
                      <Text size="sm" c="dimmed">
                        {say("manyCases", { count: casesLookedAt })}
                      </Text>
                    )}
                  </>
                );
              }}
            </Answer>
          )}
        </Answer>
      </Stack>
    </Paper>
  );
};
