import { Alert, Button, Stack, Tabs, Text } from "@mantine/core";
import { IconInfoCircle } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { Link, useNavigate } from "react-router";
import { useSession } from "../../api/use-session.ts";
import { Page } from "../../parts/page.tsx";
import { Answer, Empty, Waiting } from "../../parts/states.tsx";
import { useFormat } from "../../parts/use-format.ts";
import { useWords } from "../../words/define-words.ts";
import { useValue, type Value } from "./data.ts";
import { LearnNow } from "./learn-now.tsx";
import type { ShopReport } from "./report.ts";
import { useSentences } from "./use-sentences.ts";
import { valueWords } from "./words.ts";

export const tabs = ["overview", "tiers", "forecast", "products", "affinity", "customers"] as const;
export type TabName = (typeof tabs)[number];
export const isTab = (name: string): name is TabName => tabs.some((one) => one === name);

/** With fewer who ordered, every page of this says that it is thin. */
const buyersMin = 100;

/** On what everything rests, and when it was learned. */
const From = ({ report: { from } }: { readonly report: ShopReport }) => {
  const say = useWords(valueWords);
  const join = useSentences();
  const { count, moment } = useFormat();
  const { whole, at } = from;
  const counts = { customers: count(from.customers), buyers: count(from.buyers), of: count(from.of) };
  return (
    <Text size="sm" maw="90ch">
      {join(
        say(whole ? "from.whole" : "from.sample", { ...counts, at: moment(at) }),
        say(whole ? "from.wholeNote" : "from.sampleNote"),
      )}
    </Text>
  );
};

const Thin = ({ report: { from } }: { readonly report: ShopReport }) => {
  const say = useWords(valueWords);
  const { count } = useFormat();
  return from.buyers >= buyersMin ? null : (
    <Alert color="blue" icon={<IconInfoCircle aria-hidden />} title={say("thinTitle")}>
      {say("thinText", { buyers: count(from.buyers), least: count(buyersMin) })}
    </Alert>
  );
};

/** Nothing to see yet, and what leads there. */
const Nothing = ({ learned }: { readonly learned: boolean }) => {
  const say = useWords(valueWords);
  return (
    <Empty
      title={say(learned ? "nobodyTitle" : "emptyTitle")}
      action={
        <Button component={Link} to="/data">
          {say("emptyAction")}
        </Button>
      }
    >
      {say(learned ? "nobodyText" : "emptyText")}
    </Empty>
  );
};

interface TabbedProps {
  readonly tab: TabName;
  readonly report: ShopReport;
  readonly children: ReactNode;
}

const Tabbed = ({ tab, report, children }: TabbedProps) => {
  const say = useWords(valueWords);
  const navigate = useNavigate();
  const show = (next: string | null): void => {
    void navigate(next === "overview" || next === null ? "/value" : `/value/${next}`);
  };
  return (
    <>
      <From report={report} />
      <Thin report={report} />
      <Tabs value={tab} onChange={show} keepMounted={false} activateTabWithKeyboard={false}>
        <Tabs.List mb="md">
          {tabs.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {say(`tabs.${one}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {tabs.map((one) => (
          <Tabs.Panel key={one} value={one}>
            {one === tab && <Stack gap="lg">{children}</Stack>}
          </Tabs.Panel>
        ))}
      </Tabs>
    </>
  );
};

export interface ValueFrameProps {
  readonly tab: TabName;
  readonly children: (value: Value, report: ShopReport) => ReactNode;
}

/** What all the tabs share: what it rests on, learning anew, and that there is nothing yet. */
export const ValueFrame = ({ tab, children }: ValueFrameProps) => {
  const say = useWords(valueWords);
  const query = useValue();
  useSession();
  const learning = query.data?.learning;
  return (
    <Page title={say("title")} lead={say("lead")} actions={learning && <LearnNow learning={learning} />}>
      <Answer query={query} waiting={<Waiting rows={4} height={140} />}>
        {(value) =>
          value.report === undefined || value.report.from.buyers === 0 ? (
            <Nothing learned={value.report !== undefined} />
          ) : (
            <Tabbed tab={tab} report={value.report}>
              {children(value, value.report)}
            </Tabbed>
          )
        }
      </Answer>
    </Page>
  );
};
