import { Anchor } from "@mantine/core";
import { Link, useParams } from "react-router";
import { ChooseDays } from "../../parts/choose-days.tsx";
import { Page } from "../../parts/page.tsx";
import { Answer, Waiting } from "../../parts/states.tsx";
import { useDays } from "../../parts/use-days.ts";
import { useWords } from "../../words/define-words.ts";
import { useCampaignName } from "../campaigns/data/campaign-name.ts";
import { AfterMessages } from "./after-messages.tsx";
import { ByDay } from "./by-day.tsx";
import { Comparison } from "./comparison.tsx";
import { useEffectOf } from "./data.ts";
import { FunnelBars } from "./funnel-bars.tsx";
import { LiftOverTime } from "./lift-over-time.tsx";
import { SentMessages } from "./sent-messages.tsx";
import { WaysCompared } from "./ways-compared.tsx";
import { effectWords } from "./words.ts";

/** One campaign: first whether it worked, then how its looks became messages, and what came after them. */
export const EffectOfCampaign = () => {
  const { campaignId = "" } = useParams();
  const say = useWords(effectWords);
  const nameOf = useCampaignName();
  const [days, setDays] = useDays();
  const query = useEffectOf(campaignId, days);
  const search = new URLSearchParams({ ...days }).toString();
  return (
    <Page
      title={nameOf(campaignId)}
      lead={
        <Anchor component={Link} to={{ pathname: "/effect", search }} size="sm">
          {say("back")}
        </Anchor>
      }
    >
      <ChooseDays shown={query.data?.span} onChoose={setDays} />
      <Answer query={query} waiting={<Waiting rows={3} height={260} />}>
        {(effect) => (
          <>
            <Comparison effect={effect} />
            <LiftOverTime lift={effect.lift} />
            <WaysCompared effect={effect} />
            <AfterMessages effect={effect} />
            <FunnelBars effect={effect} />
            {effect.days.length > 1 && <ByDay effect={effect} />}
            <SentMessages effect={effect} />
          </>
        )}
      </Answer>
    </Page>
  );
};
