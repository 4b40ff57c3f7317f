import type { Language } from "../domain/channel.ts";

const englishMonths = "January February March April May June July August September October November December".split(
  " ",
);

/** `12 March 2026`, `2026年3月12日`. */
export const writtenDate = (isoDate: string, language: Language): string => {
  const [year = 0, month = 1, day = 1] = isoDate.split("-").map(Number);
  return language === "zh" ? `${year}年${month}月${day}日` : `${day} ${englishMonths[month - 1]} ${year}`;
};
