import { Alert, Group, Text } from "@mantine/core";
import { RowsTable } from "../../parts/paged-table.tsx";
import { Section } from "../../parts/section.tsx";
import { Answer, Waiting } from "../../parts/states.tsx";
import { useFormat } from "../../parts/use-format.ts";
import { MendLink } from "../../parts/way-to-mend.tsx";
import { useWords } from "../../words/define-words.ts";
import { type ArmRow, useArmColumns } from "./comparison.tsx";
import { type ShopEffect, useShopEffect } from "./data.ts";
import { Lift } from "./lift.tsx";
import { LiftOverTime } from "./lift-over-time.tsx";
import { togetherWords } from "./together-words.ts";
import { effectWords } from "./words.ts";

/** Chance may not have held out anybody yet: that is too little data, and not a hold-out that is missing. */
const liftOf = ({ lift }: ShopEffect): ShopEffect["lift"] =>
  lift.kind === "no-hold-out" ? { ...lift, kind: "not-enough" } : lift;

const Compared = ({ effect }: { readonly effect: ShopEffect }) => {
  const say = useWords(effectWords);
  const columns = useArmColumns(say("comparison.group"));
  const label = useWords(togetherWords)("title");
  const rows: readonly ArmRow[] = [
    { ...effect.treated, key: "treated", name: say("comparison.treated") },
    { ...effect.heldOut, key: "heldOut", name: say("comparison.heldOut") },
  ];
  return (
    <>
      <RowsTable label={label} columns={columns} rows={rows} rowKey={({ key }) => key} />
      <Lift lift={liftOf(effect)} />
    </>
  );
};

const Told = ({ effect }: { readonly effect: ShopEffect }) => {
  const say = useWords(togetherWords);
  const { count, percent, civilDay } = useFormat();
  const { treated, heldOut, open, since, comparedFrom } = effect;
  const days = count(effect.windowDays);
  if (effect.percent === 0)
    return (
      <Alert color="blue">
        <Group gap="xs">
          {say("nobody")} <MendLink way={{ setting: "holdOut" }} />
        </Group>
      </Alert>
    );
  if (since === undefined) return <Text>{say("notBegun", { days, percent: percent(effect.percent / 100) })}</Text>;
  return (
    <>
      {treated.customers + heldOut.customers > 0 && <Compared effect={effect} />}
      {comparedFrom !== undefined && (
        <Alert color="blue">{say("waiting", { days, day: civilDay(comparedFrom) })}</Alert>
      )}
      {open.treated + open.heldOut > 0 && (
        <Text size="sm" c="dimmed">
          {say("open", { days, treated: count(open.treated), heldOut: count(open.heldOut) })}
        </Text>
      )}
    </>
  );
};

/** Whether all that the shop sends brings anything: every campaign against none. */
export const Together = () => {
  const say = useWords(togetherWords);
  const { count } = useFormat();
  return (
    <Answer query={useShopEffect()} waiting={<Waiting rows={3} />}>
      {(effect) => (
        <>
          <Section title={say("title")} lead={say("lead", { days: count(effect.windowDays) })}>
            <Told effect={effect} />
          </Section>
          <LiftOverTime lift={effect.lift} />
        </>
      )}
    </Answer>
  );
};
