import { Button, Group, TextInput } from "@mantine/core";
import { useSession } from "../api/use-session.ts";
import { defineWords, useWords } from "../words/define-words.ts";
import type { Days } from "./use-days.ts";

const dayWords = defineWords("days", {
  en: { label: "Days that are shown", last30: "30 days", last90: "90 days", last365: "A year", from: "From", to: "To" },
  zh: { label: "显示的日期范围", last30: "30 天", last90: "90 天", last365: "一年", from: "从", to: "到" },
});

const dayMs = 86_400_000;

/** The shop's own day, not that of the person who looks. */
const todayIn = (timeZone: string, now: string): string =>
  new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "short" }).format(Date.parse(now));

const daysBefore = (day: string, count: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) - count * dayMs).toISOString().slice(0, 10);

const spans = [
  { key: "last30", days: 30 },
  { key: "last90", days: 90 },
  { key: "last365", days: 365 },
] as const;

export interface ChooseDaysProps {
  /** As answered: what stands in the fields. */
  readonly shown: { readonly from: string; readonly to: string } | undefined;
  readonly onChoose: (days: Days) => void;
}

export const ChooseDays = ({ shown, onChoose }: ChooseDaysProps) => {
  const say = useWords(dayWords);
  const session = useSession().data;
  const today = session === undefined ? shown?.to : todayIn(session.shop.timeZone, session.now);
  const back = (days: number): Days | undefined =>
    today === undefined ? undefined : { from: daysBefore(today, days - 1), to: today };
  return (
    <Group gap="xs" align="flex-end" role="group" aria-label={say("label")}>
      {spans.map(({ key, days }) => {
        const span = back(days);
        const isShown = span !== undefined && shown?.from === span.from && shown?.to === span.to;
        return (
          <Button
            key={key}
            size="sm"
            variant={isShown ? "filled" : "default"}
            aria-pressed={isShown}
            onClick={() => span !== undefined && onChoose(span)}
          >
            {say(key)}
          </Button>
        );
      })}
      {(["from", "to"] as const).map((edge) => (
        <TextInput
          key={edge}
          type="date"
          label={say(edge)}
          value={shown?.[edge] ?? ""}
          max={edge === "from" ? shown?.to : today}
          min={edge === "to" ? shown?.from : undefined}
          onChange={({ currentTarget: { value } }) => value !== "" && onChoose({ ...shown, [edge]: value })}
        />
      ))}
    </Group>
  );
};
