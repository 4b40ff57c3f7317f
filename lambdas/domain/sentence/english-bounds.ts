import { type Bounds, durationOf } from "./phrase.ts";

/** `4 times`, `1 day`. */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

export const times = (count: number): string => (count === 1 ? "once" : counted(count, "time"));

/** Days as people say them: `30 days`, `8 hours`. */
export const lastingInEnglish = (days: number): string => {
  const { count, unit } = durationOf(days);
  return counted(count, unit);
};

/** "at least 4 times", "from 2 to 4 times", "exactly once". `first` says the lower end of a range, which may lack its unit. */
export const boundsInEnglish = (
  { atLeast, atMost }: Bounds,
  say: (value: number) => string,
  first: (value: number) => string = say,
): string => {
  if (atLeast !== undefined && atMost !== undefined)
    return atLeast === atMost ? `exactly ${say(atMost)}` : `from ${first(atLeast)} to ${say(atMost)}`;
  return atLeast === undefined ? `at most ${say(atMost ?? 0)}` : `at least ${say(atLeast)}`;
};
