import { Checkbox, Group, TextInput } from "@mantine/core";
import { localeOf, useLanguage, useWords } from "../../words/define-words.ts";
import { usePart } from "./form-context.tsx";
import { Section } from "./section.tsx";
import { settingsWords } from "./words.ts";

const days = [1, 2, 3, 4, 5, 6, 7] as const;

/** 2026-03-02 is a Monday. */
const nameOf = (locale: string, day: number): string =>
  new Intl.DateTimeFormat(locale, { weekday: "long", timeZone: "UTC" }).format(Date.UTC(2026, 2, 1 + day));

export const WorkSection = () => {
  const say = useWords(settingsWords);
  const locale = localeOf(useLanguage());
  const { value: work, set, errorAt, disabled } = usePart("workingHours");
  const time = (key: "from" | "to") => (
    <TextInput
      type="time"
      label={say(`work.${key}`)}
      value={work[key]}
      disabled={disabled}
      error={errorAt(key)}
      onChange={({ currentTarget: { value } }) => value !== "" && set({ ...work, [key]: value })}
    />
  );
  return (
    <Section parts={["workingHours"]} title={say("work.title")} lead={say("work.lead")}>
      <Checkbox.Group
        label={say("work.days")}
        value={work.days.map(String)}
        error={errorAt("days")}
        onChange={(chosen) => set({ ...work, days: chosen.map(Number).toSorted() })}
      >
        <Group gap="md" mt="xs">
          {days.map((day) => (
            <Checkbox key={day} value={String(day)} label={nameOf(locale, day)} disabled={disabled} />
          ))}
        </Group>
      </Checkbox.Group>
      <Group>
        {time("from")}
        {time("to")}
      </Group>
    </Section>
  );
};
