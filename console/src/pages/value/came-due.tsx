import { SegmentedControl, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { ChartWithTable } from "../../parts/chart-with-table.tsx";
import { Section } from "../../parts/section.tsx";
import { useFormat } from "../../parts/use-format.ts";
import { useWords } from "../../words/define-words.ts";
import type { Value } from "./data.ts";
import { nextOrderWords } from "./forecast-words.ts";
import { Picture } from "./lazy-picture.tsx";
import { useOff } from "./look-back.tsx";

type Forecast = Value["forecasts"][number];

const DuePicture = ({ forecasts }: { readonly forecasts: readonly Forecast[] }) => {
  const say = useWords(nextOrderWords);
  const offOf = useOff();
  const { count, civilDay } = useFormat();
  const whole = (value: number): string => count(Math.round(value));
  return (
    <ChartWithTable
      title={say("later.title")}
      lead={say("later.lead")}
      chart={
        <Picture
          data={forecasts.map(({ day, forecast, came }) => ({ day: civilDay(day), forecast, came }))}
          by="day"
          series={[
            { name: "forecast", label: say("later.forecast"), color: "indigo.6", type: "line", dashed: true },
            { name: "came", label: say("later.came"), color: "teal.7", type: "line" },
          ]}
          height={260}
          format={whole}
          withDots={forecasts.length < 15}
        />
      }
      table={{
        rows: forecasts.toReversed(),
        rowKey: ({ day }) => day,
        columns: [
          { key: "day", title: say("later.day"), cell: ({ day }) => civilDay(day) },
          { key: "forecast", title: say("later.forecast"), numeric: true, cell: ({ forecast }) => whole(forecast) },
          { key: "came", title: say("later.came"), numeric: true, cell: ({ came }) => whole(came) },
          { key: "off", title: say("later.off"), numeric: true, cell: ({ forecast, came }) => offOf(forecast, came) },
        ],
      }}
    />
  );
};

const spans = [30, 90] as const;

/** Every forecast whose days are over, beside the orders that came. */
export const CameDue = ({ value: { forecasts, history } }: { readonly value: Value }) => {
  const say = useWords(nextOrderWords);
  const { civilDay } = useFormat();
  const [days, setDays] = useState<(typeof spans)[number]>(30);
  const first = history[0];
  if (forecasts.length === 0)
    return (
      <Section title={say("later.title")}>
        <Text>{first === undefined ? say("later.noneYet") : say("later.none", { day: civilDay(first.day) })}</Text>
      </Section>
    );
  const known = spans.filter((span) => forecasts.some((one) => one.days === span));
  return (
    <Stack gap="xs">
      {known.length > 1 && (
        <SegmentedControl
          aria-label={say("later.days")}
          value={`${days}`}
          onChange={(next) => setDays(next === "90" ? 90 : 30)}
          data={known.map((span) => ({ value: `${span}`, label: say("later.span", { count: span }) }))}
          style={{ alignSelf: "flex-start" }}
        />
      )}
      <DuePicture forecasts={forecasts.filter((one) => one.days === days)} />
    </Stack>
  );
};
