import { Box, SegmentedControl, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { commonWords } from "../../words/common.ts";
import { localeOf, useLanguage, useWords } from "../../words/define-words.ts";
import { usePart } from "./form-context.tsx";
import classes from "./week-picture.module.css";
import { settingsWords } from "./words.ts";

interface Stretch {
  readonly from: number;
  readonly to: number;
}

const minutes = (time: string): number => {
  const [hour = 0, minute = 0] = time.split(":").map(Number);
  return hour * 60 + minute;
};

/** The quiet stretches of a day, in minutes from midnight; a span past midnight is two of them. */
export const quietStretches = (span: { readonly from: string; readonly to: string } | "none"): readonly Stretch[] => {
  if (span === "none") return [];
  const [from, to] = [minutes(span.from), minutes(span.to)];
  return from < to
    ? [{ from, to }]
    : [
        { from: 0, to },
        { from, to: 1440 },
      ].filter((one) => one.from < one.to);
};

const percent = (value: number): string => `${(value / 1440) * 100}%`;

const Bar = ({
  stretch: { from, to },
  className,
}: {
  readonly stretch: Stretch;
  readonly className?: string | undefined;
}) => <Box className={className} style={{ left: percent(from), width: percent(to - from) }} />;

/** 2026-03-02 is a Monday. */
const weekdays = (locale: string): readonly string[] =>
  Array.from({ length: 7 }, (_, day) =>
    new Intl.DateTimeFormat(locale, { weekday: "short", timeZone: "UTC" }).format(Date.UTC(2026, 2, 2 + day)),
  );

/** When messages may leave and when people work, side by side for a week, in the customer's own time. */
export const WeekPicture = () => {
  const say = useWords(settingsWords);
  const common = useWords(commonWords);
  const locale = localeOf(useLanguage());
  const [of, setOf] = useState<"email" | "sms" | "push">("email");
  const { value: quiet } = usePart("quietHours");
  const { value: work } = usePart("workingHours");
  const span = quiet[of] ?? quiet.default;
  const channel = common(`channel.${of}`);
  const lead = span === "none" ? say("week.always", { channel }) : say("week.said", { channel, ...span });
  const working = { from: minutes(work.from), to: minutes(work.to) };
  return (
    <Stack gap="xs">
      <SegmentedControl
        aria-label={say("week.of")}
        value={of}
        onChange={(value) => setOf(value as typeof of)}
        data={(["email", "sms", "push"] as const).map((one) => ({ value: one, label: common(`channel.${one}`) }))}
      />
      <div role="img" aria-label={`${lead} ${say("week.work", { from: work.from, to: work.to })}`}>
        <div className={classes.hours} aria-hidden>
          {[0, 6, 12, 18, 24].map((hour) => (
            <span key={hour}>{`${hour}:00`}</span>
          ))}
        </div>
        {weekdays(locale).map((name, day) => (
          <div key={name} className={classes.row} aria-hidden>
            <Text size="xs" className={classes.day}>
              {name}
            </Text>
            <div className={classes.track}>
              {quietStretches(span).map((stretch) => (
                <Bar key={stretch.from} stretch={stretch} className={classes.quiet} />
              ))}
              {work.days.includes(day + 1) && <Bar stretch={working} className={classes.work} />}
            </div>
          </div>
        ))}
      </div>
      <Text size="sm">{lead}</Text>
      <Text size="xs" c="dimmed">
        <span className={classes.keyQuiet} aria-hidden /> {say("week.quiet")} ·{" "}
        <span className={classes.keyOpen} aria-hidden /> {say("week.open")} ·{" "}
        <span className={classes.keyWork} aria-hidden /> {say("week.people")}
      </Text>
    </Stack>
  );
};
