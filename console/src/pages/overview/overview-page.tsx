import { Button, Skeleton, Stack } from "@mantine/core";
import { Link } from "react-router";
import { Page } from "../../parts/page.tsx";
import { Answer, Empty } from "../../parts/states.tsx";
import { commonWords } from "../../words/common.ts";
import { useWords } from "../../words/define-words.ts";
import { Cost } from "./cost.tsx";
import { useOverview } from "./data.ts";
import { Days } from "./days.tsx";
import { FigureCards } from "./figures.tsx";
import { Needs } from "./needs.tsx";
import { Sending } from "./sending.tsx";
import { overviewWords } from "./words.ts";

/** As tall as the parts that will stand there. */
const Coming = () => {
  const common = useWords(commonWords);
  return (
    <Stack gap="lg" role="status" aria-label={common("loading")}>
      <Skeleton height={68} />
      <Skeleton height={170} />
      <Skeleton height={330} />
      <Skeleton height={150} />
    </Stack>
  );
};

const OverviewPage = () => {
  const say = useWords(overviewWords);
  const query = useOverview();
  return (
    <Page title={say("title")} lead={say("lead")}>
      <Answer query={query} waiting={<Coming />}>
        {(overview) => (
          <>
            <Needs overview={overview} />
            {overview.sending.liveCampaigns === 0 && (
              <Empty
                title={say("emptyTitle")}
                action={
                  <Button component={Link} to="/campaigns">
                    {say("emptyAction")}
                  </Button>
                }
              >
                {say("emptyText")}
              </Empty>
            )}
            <FigureCards overview={overview} />
            <Days overview={overview} />
            <Sending overview={overview} />
            <Cost />
          </>
        )}
      </Answer>
    </Page>
  );
};

export default OverviewPage;
