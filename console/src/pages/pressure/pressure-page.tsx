import { Button, Text } from "@mantine/core";
import { Link } from "react-router";
import { ChannelFiguresTable, channelWords } from "../../parts/channel-figures-table.tsx";
import { ChooseDays } from "../../parts/choose-days.tsx";
import { Page } from "../../parts/page.tsx";
import { Section } from "../../parts/section.tsx";
import { Answer, Empty, Waiting } from "../../parts/states.tsx";
import { useDays } from "../../parts/use-days.ts";
import { useDollars } from "../../parts/use-dollars.ts";
import { useWords } from "../../words/define-words.ts";
import { Caps } from "./caps.tsx";
import { type Pressure, usePressure } from "./data.ts";
import { PerWeek } from "./per-week.tsx";
import { Spared } from "./spared.tsx";
import { pressureWords } from "./words.ts";

const Response = ({ pressure: { channels } }: { readonly pressure: Pressure }) => {
  const say = useWords(pressureWords);
  const sayChannel = useWords(channelWords);
  const dollars = useDollars();
  return (
    <Section title={say("response.title")} lead={say("response.lead")}>
      {channels.length === 0 ? (
        <Text>{say("response.none")}</Text>
      ) : (
        <>
          <ChannelFiguresTable label={say("response.title")} channels={channels} dollars={dollars} />
          <Text size="sm" c="dimmed">
            {sayChannel("hint")}
          </Text>
        </>
      )}
    </Section>
  );
};

const PressurePage = () => {
  const say = useWords(pressureWords);
  const [days, setDays] = useDays();
  const query = usePressure(days);
  return (
    <Page title={say("title")} lead={say("lead")}>
      <Answer query={query} waiting={<Waiting rows={3} height={260} />}>
        {(pressure) =>
          pressure.sample.customers === 0 ? (
            <Empty
              title={say("emptyTitle")}
              action={
                <Button component={Link} to="/data">
                  {say("emptyAction")}
                </Button>
              }
            >
              {say("emptyText")}
            </Empty>
          ) : (
            <>
              <PerWeek pressure={pressure} />
              <Spared pressure={pressure} />
              <ChooseDays shown={pressure.span} onChoose={setDays} />
              <Caps pressure={pressure} />
              <Response pressure={pressure} />
            </>
          )
        }
      </Answer>
    </Page>
  );
};

export default PressurePage;
