import { Alert, Text, Title } from "@mantine/core";
import { type Column, RowsTable } from "../../parts/paged-table.tsx";
import { Section } from "../../parts/section.tsx";
import { useFormat } from "../../parts/use-format.ts";
import { useWords } from "../../words/define-words.ts";
import type { Arm, CampaignEffect } from "./data.ts";
import { Lift } from "./lift.tsx";
import { effectWords } from "./words.ts";

export interface ArmRow extends Arm {
  readonly key: string;
  readonly name: string;
}

/** Of the figures of an arm; `title` heads the names. */
export const useArmColumns = (title: string): readonly Column<ArmRow>[] => {
  const say = useWords(effectWords);
  const { count, percent, amount } = useFormat();
  const each = ({ customers }: ArmRow, sum: number, shown: (value: number) => string): string =>
    customers === 0 ? say("none") : shown(sum / customers);
  const numeric = true;
  return [
    { key: "name", title, cell: ({ name }) => name },
    { key: "customers", title: say("comparison.customers"), numeric, cell: ({ customers }) => count(customers) },
    { key: "converted", title: say("comparison.converted"), numeric, cell: ({ converted }) => count(converted) },
    { key: "share", title: say("comparison.share"), numeric, cell: (row) => each(row, row.converted, percent) },
    {
      key: "orders",
      title: say("comparison.ordersEach"),
      numeric,
      cell: (row) => each(row, 100 * row.orders, (value) => count(Math.round(value * 10) / 10)),
    },
    { key: "revenue", title: say("comparison.revenueEach"), numeric, cell: (row) => each(row, row.revenue, amount) },
  ];
};

/** Ways of a split that are not compared, because nobody's days are over yet or they are gone; treated and held out apart. */
const Variants = ({ arms, splits }: Pick<CampaignEffect, "arms" | "splits">) => {
  const say = useWords(effectWords);
  const columns = useArmColumns(say("comparison.way"));
  const compared = new Set(splits.flatMap(({ ways }) => ways.map(({ way }) => way)));
  const left = arms.variants.filter(({ variant }) => !compared.has(variant));
  if (left.length === 0) return null;
  const rows = left.map(({ arm, variant, ...figures }) => ({
    ...figures,
    key: `${arm} ${variant}`,
    name: arm === "treated" ? variant : `${variant} (${say("comparison.heldOut")})`,
  }));
  return (
    <>
      <Title order={3} size="h4">
        {say("comparison.variants")}
      </Title>
      <RowsTable label={say("comparison.variants")} columns={columns} rows={rows} rowKey={({ key }) => key} />
    </>
  );
};

/** Treated customers against held-out ones. */
export const Comparison = ({ effect: { arms, goal, span, lift, splits } }: { readonly effect: CampaignEffect }) => {
  const say = useWords(effectWords);
  const { count, civilDay } = useFormat();
  const columns = useArmColumns(say("comparison.group"));
  const { treated, heldOut, settledThrough } = arms;
  const days = count(goal.windowDays);
  const isOrder = goal.event === "order-placed";
  const asked = isOrder ? say("comparison.goal.order") : say("comparison.goal.event", { event: goal.event });
  const rows: readonly ArmRow[] = [
    { ...treated, key: "treated", name: say("comparison.treated") },
    { ...heldOut, key: "heldOut", name: say("comparison.heldOut") },
  ];
  const isNobody = treated.customers + heldOut.customers === 0;
  return (
    <Section title={say("comparison.title")} lead={say("comparison.lead", { goal: asked, days })}>
      {isNobody ? (
        <Text>{say("comparison.noneYet")}</Text>
      ) : (
        <RowsTable label={say("comparison.title")} columns={columns} rows={rows} rowKey={({ key }) => key} />
      )}
      {!isNobody && heldOut.customers === 0 && <Alert color="blue">{say("comparison.noHoldOut")}</Alert>}
      {!isNobody && span.to > settledThrough && (
        <Text size="sm" c="dimmed">
          {say("comparison.open", { day: civilDay(settledThrough), days })}
        </Text>
      )}
      {!isNobody && <Lift lift={lift} />}
      <Variants arms={arms} splits={splits} />
    </Section>
  );
};
