import { defineWords, useWords } from "../../../words/define-words.ts";

const timeWords = defineWords("campaign-times", {
  en: {
    days_one: "{{count}} day",
    days_other: "{{count}} days",
    hours_one: "{{count}} hour",
    hours_other: "{{count}} hours",
    minutes_one: "{{count}} minute",
    minutes_other: "{{count}} minutes",
    workingMinutes_one: "{{count}} working minute",
    workingMinutes_other: "{{count}} working minutes",
    workingHours_one: "{{count}} working hour",
    workingHours_other: "{{count}} working hours",
    atOnce: "at once",
    and: " ",
  },
  zh: {
    days_other: "{{count}} 天",
    hours_other: "{{count}} 小时",
    minutes_other: "{{count}} 分钟",
    workingMinutes_other: "{{count}} 个工作分钟",
    workingHours_other: "{{count}} 个工作小时",
    atOnce: "立即",
    and: "",
  },
});

export interface Lasting {
  readonly days?: number | undefined;
  readonly hours?: number | undefined;
  readonly minutes?: number | undefined;
  readonly workingMinutes?: number | undefined;
}

/** Times as people say them: 90 minutes are an hour and a half of waiting, and are said as "1 hour 30 minutes". */
export const useTimes = () => {
  const say = useWords(timeWords);
  const inMinutes = (total: number): string => {
    const [days, hours, minutes] = [Math.floor(total / 1440), Math.floor((total % 1440) / 60), total % 60];
    const parts = [
      ...(days > 0 ? [say("days", { count: days })] : []),
      ...(hours > 0 ? [say("hours", { count: hours })] : []),
      ...(minutes > 0 ? [say("minutes", { count: minutes })] : []),
    ];
    return parts.length === 0 ? say("atOnce") : parts.join(say("and"));
  };
  const working = (minutes: number): string =>
    minutes % 60 === 0 ? say("workingHours", { count: minutes / 60 }) : say("workingMinutes", { count: minutes });
  return {
    days: (count: number) => say("days", { count }),
    hours: (count: number) =>
      count % 24 === 0 && count > 0 ? say("days", { count: count / 24 }) : say("hours", { count }),
    minutes: inMinutes,
    working,
    lasting: ({ days, hours, minutes, workingMinutes }: Lasting): string => {
      if (workingMinutes !== undefined) return working(workingMinutes);
      return inMinutes((days ?? 0) * 1440 + (hours ?? 0) * 60 + (minutes ?? 0));
    },
  };
};
