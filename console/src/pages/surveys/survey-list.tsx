import { Anchor, Button, Group, Stack, Text, TextInput, Title } from "@mantine/core";
import { useState } from "react";
import { Link, useNavigate } from "react-router";
import { Page } from "../../parts/page.tsx";
import { type Column, RowsTable } from "../../parts/paged-table.tsx";
import { Answer, Empty } from "../../parts/states.tsx";
import { useFormat } from "../../parts/use-format.ts";
import { shellWords } from "../../shell/words.ts";
import { useWords } from "../../words/define-words.ts";
import { DaysControl } from "./days-control.tsx";
import { answersIn, byClass, type Measure, measures } from "./score-classes.ts";
import { shownResult } from "./shown-result.ts";
import { useSurveyName } from "./survey-name.ts";
import { type Survey, useDays, useSurveys } from "./surveys.ts";
import { WeakPoints } from "./weak-points-panel.tsx";
import { surveyWords } from "./words.ts";

type Result = NonNullable<Survey["csat"]>;

interface Row {
  readonly surveyId: string;
  readonly measure: Measure;
  readonly result: Result;
}

type Listed = Pick<Survey, "surveyId" | "csat" | "nps">;

const rowsOf = (surveys: readonly Listed[]): readonly Row[] =>
  surveys.flatMap((survey) =>
    measures.flatMap((measure) => {
      const result = survey[measure];
      return result === undefined ? [] : [{ surveyId: survey.surveyId, measure, result }];
    }),
  );

const lowShare = ({ measure, result }: Row): number => {
  const found = byClass(measure, result.scores);
  return found.low / Math.max(1, answersIn(found));
};

const useColumns = (): readonly Column<Row>[] => {
  const say = useWords(surveyWords);
  const format = useFormat();
  const nameOf = useSurveyName();
  return [
    {
      key: "survey",
      title: say("survey"),
      cell: ({ surveyId }) => (
        <Anchor component={Link} to={encodeURIComponent(surveyId)}>
          {nameOf(surveyId)}
        </Anchor>
      ),
    },
    { key: "asks", title: say("asks"), cell: ({ measure }) => say(`measure.${measure}`) },
    { key: "answers", title: say("answers"), numeric: true, cell: ({ result }) => format.count(result.answers) },
    { key: "average", title: say("average"), numeric: true, cell: ({ result }) => format.count(result.average) },
    {
      key: "result",
      title: say("result"),
      numeric: true,
      cell: ({ measure, result }) => shownResult(format, measure, result),
    },
    { key: "low", title: say("low"), numeric: true, cell: (row) => format.percent(lowShare(row), 0) },
  ];
};

/** A survey of the shop's own goes by the id that the shop sends, and stands in no list of campaigns. */
const OtherSurvey = () => {
  const say = useWords(surveyWords);
  const navigate = useNavigate();
  const [id, setId] = useState("");
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (id.trim() !== "") void navigate(encodeURIComponent(id.trim()));
      }}
    >
      <Group align="flex-end">
        <TextInput
          label={say("other")}
          description={say("otherHint")}
          value={id}
          maxLength={128}
          onChange={({ currentTarget }) => setId(currentTarget.value)}
        />
        <Button type="submit" variant="default" disabled={id.trim() === ""}>
          {say("show")}
        </Button>
      </Group>
    </form>
  );
};

const NoSurveys = () => {
  const say = useWords(surveyWords);
  const start = (
    <Button component={Link} to="/campaigns/start/satisfaction-survey">
      {say("start")}
    </Button>
  );
  return (
    <Empty title={say("noneTitle")} action={start}>
      {say("none")}
    </Empty>
  );
};

const SurveyTable = ({ rows }: { readonly rows: readonly Row[] }) => {
  const say = useWords(surveyWords);
  const columns = useColumns();
  return (
    <Stack gap="xs" component="section" aria-labelledby="surveys">
      <Title order={2} size="h3" id="surveys">
        {say("listTitle")}
      </Title>
      <RowsTable
        label={say("listTitle")}
        columns={columns}
        rows={rows}
        rowKey={({ surveyId, measure }) => `${surveyId} ${measure}`}
      />
      <Text size="sm" c="dimmed">
        {say("resultHint")}
      </Text>
    </Stack>
  );
};

export const SurveyList = () => {
  const shell = useWords(shellWords);
  const say = useWords(surveyWords);
  const { range, setRange, span } = useDays();
  const surveys = useSurveys(span);
  return (
    <Page title={shell("surveys")} lead={say("lead")} actions={<DaysControl range={range} setRange={setRange} />}>
      <WeakPoints surveys={surveys} />
      <Answer query={surveys}>
        {(found) => {
          const rows = rowsOf(found.surveys);
          return rows.length === 0 ? <NoSurveys /> : <SurveyTable rows={rows} />;
        }}
      </Answer>
      <OtherSurvey />
    </Page>
  );
};
