import { Button, Checkbox, Group, NumberInput, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { type Festival, festivals } from "../../../../lambdas/domain/festival.ts";
import type { ClosedDay } from "../../../../lambdas/domain/settings.ts";
import { useFormat } from "../../parts/use-format.ts";
import { useWords } from "../../words/define-words.ts";
import { usePart } from "./form-context.tsx";
import { Section } from "./section.tsx";
import { settingsWords } from "./words.ts";

interface DaysProps {
  readonly value: readonly ClosedDay[];
  readonly set: (value: ClosedDay[]) => void;
  readonly disabled: boolean;
}

const FestivalRow = ({ festival, value, set, disabled }: DaysProps & { readonly festival: Festival }) => {
  const say = useWords(settingsWords);
  const found = value.find((day) => typeof day !== "string" && day.festival === festival);
  const others = value.filter((day) => typeof day === "string" || day.festival !== festival);
  const name = say.code("closed.festival", festival);
  const put = (days: number): void => set([...others, { festival, days }]);
  return (
    <Group align="center" gap="md" mih={36}>
      <Checkbox
        label={name}
        checked={found !== undefined}
        disabled={disabled}
        onChange={({ currentTarget: { checked } }) => (checked ? put(1) : set(others))}
        w="14rem"
      />
      {found !== undefined && typeof found !== "string" && (
        <NumberInput
          aria-label={say("closed.days", { festival: name })}
          suffix={` ${say("closed.daysLong")}`}
          min={1}
          max={15}
          allowDecimal={false}
          value={found.days}
          disabled={disabled}
          onChange={(days) => days !== "" && put(Number(days))}
          w={140}
        />
      )}
    </Group>
  );
};

const Dates = ({ value, set, disabled }: DaysProps) => {
  const say = useWords(settingsWords);
  const format = useFormat();
  const [day, setDay] = useState("");
  const dates = value.filter((one) => typeof one === "string").toSorted();
  const add = (): void => {
    if (day === "" || dates.includes(day)) return;
    set([...value, day]);
    setDay("");
  };
  return (
    <Stack gap="xs">
      {dates.length === 0 && <Text size="sm">{say("closed.none")}</Text>}
      {dates.map((one) => (
        <Group key={one} gap="sm">
          <Text size="sm">{format.civilDay(one)}</Text>
          <Button
            size="xs"
            variant="default"
            disabled={disabled}
            aria-label={say("closed.removeDay", { day: format.civilDay(one) })}
            onClick={() => set(value.filter((other) => other !== one))}
          >
            {say("remove")}
          </Button>
        </Group>
      ))}
      <Group align="flex-end" gap="sm">
        <TextInput
          type="date"
          label={say("closed.day")}
          value={day}
          disabled={disabled}
          onChange={({ currentTarget: { value: chosen } }) => setDay(chosen)}
        />
        <Button variant="default" disabled={disabled || day === ""} onClick={add}>
          {say("closed.add")}
        </Button>
      </Group>
    </Stack>
  );
};

export const ClosedDaysSection = () => {
  const say = useWords(settingsWords);
  const { value, set, disabled } = usePart("closedDays");
  return (
    <Section parts={["closedDays"]} title={say("closed.title")} lead={say("closed.lead")}>
      <Dates value={value} set={set} disabled={disabled} />
      <fieldset style={{ border: 0, padding: 0, margin: 0 }}>
        <Text component="legend" size="sm" fw={500} mb={4}>
          {say("closed.festivals")}
        </Text>
        {festivals.map((festival) => (
          <FestivalRow key={festival} festival={festival} value={value} set={set} disabled={disabled} />
        ))}
      </fieldset>
    </Section>
  );
};
