import { Alert, Stack, Text, Title } from "@mantine/core";
import { type Column, RowsTable } from "../../parts/paged-table.tsx";
import { Section } from "../../parts/section.tsx";
import { useFormat } from "../../parts/use-format.ts";
import { useWords } from "../../words/define-words.ts";
import type { CampaignEffect, SplitShown } from "./data.ts";
import { useCompared } from "./use-compared.ts";
import { WaysByWeek } from "./ways-by-week.tsx";
import { waysWords } from "./ways-words.ts";

type WayShown = SplitShown["ways"][number];
type PairShown = SplitShown["pairs"][number];

const AgainstHeldOut = ({ ways }: Pick<SplitShown, "ways">) => {
  const say = useWords(waysWords);
  const { count, percent } = useFormat();
  const { conversion, revenue, verdict } = useCompared();
  const numeric = true;
  const columns: readonly Column<WayShown>[] = [
    { key: "way", title: say("way"), cell: ({ way }) => way },
    { key: "customers", title: say("customers"), numeric, cell: ({ treated }) => count(treated.customers) },
    {
      key: "reached",
      title: say("reached"),
      numeric,
      cell: ({ treated }) => (treated.customers === 0 ? "–" : percent(treated.converted / treated.customers)),
    },
    { key: "difference", title: say("difference"), numeric, cell: ({ againstHeldOut }) => conversion(againstHeldOut) },
    { key: "money", title: say("money"), numeric, cell: ({ againstHeldOut }) => revenue(againstHeldOut) },
    { key: "so", title: say("verdict"), cell: ({ againstHeldOut }) => verdict(againstHeldOut, () => say("more")) },
  ];
  return <RowsTable label={say("against")} columns={columns} rows={ways} rowKey={({ way }) => way} />;
};

const AgainstEachOther = ({ pairs }: Pick<SplitShown, "pairs">) => {
  const say = useWords(waysWords);
  const { conversion, revenue, verdict } = useCompared();
  const numeric = true;
  const columns: readonly Column<PairShown>[] = [
    { key: "pair", title: say("pair"), cell: ({ one, other }) => say("versus", { one, other }) },
    { key: "reached", title: say("reached"), numeric, cell: ({ compared }) => conversion(compared) },
    { key: "money", title: say("money"), numeric, cell: ({ compared }) => revenue(compared) },
    {
      key: "so",
      title: say("verdict"),
      cell: ({ one, other, compared }) => verdict(compared, (isAbove) => say("better", { way: isAbove ? one : other })),
    },
  ];
  return (
    <RowsTable label={say("each")} columns={columns} rows={pairs} rowKey={({ one, other }) => `${one} ${other}`} />
  );
};

/** What adapting means for the figures, and where the shares go. */
const Adapting = ({ split: { nextShares, ways } }: { readonly split: SplitShown }) => {
  const say = useWords(waysWords);
  const { percent } = useFormat();
  const shares = ways
    .map(({ way }) => say("share", { way, share: percent(nextShares?.[way] ?? 0, 0) }))
    .join(say("comma"));
  return (
    <Text size="sm">
      {say("adapts")} {nextShares === undefined ? say("notYet") : say("next", { shares })}
    </Text>
  );
};

const SplitCompared = ({ split, title }: { readonly split: SplitShown; readonly title: string }) => {
  const say = useWords(waysWords);
  return (
    <Section title={title} lead={say("lead")}>
      {split.adapts && <Adapting split={split} />}
      {split.unlike !== undefined && <Alert color="blue">{say(`unlike.${split.unlike}`)}</Alert>}
      {split.pairs.length > 0 && (
        <>
          <Title order={3} size="h4">
            {say("each")}
          </Title>
          <AgainstEachOther pairs={split.pairs} />
        </>
      )}
      <Title order={3} size="h4">
        {say("against")}
      </Title>
      <AgainstHeldOut ways={split.ways} />
      <Text size="sm" c="dimmed">
        {say("basis")}
      </Text>
    </Section>
  );
};

/** Every split through which somebody came to a message. */
export const WaysCompared = ({ effect: { splits } }: { readonly effect: CampaignEffect }) => {
  const say = useWords(waysWords);
  const isOne = splits.length === 1;
  return splits.map((split) => (
    <Stack key={split.stepId} gap="md">
      <SplitCompared split={split} title={isOne ? say("title") : say("titleOf", { step: split.stepId })} />
      <WaysByWeek split={split} title={isOne ? say("weeks.title") : say("weeks.titleOf", { step: split.stepId })} />
    </Stack>
  ));
};
