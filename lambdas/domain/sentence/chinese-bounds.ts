import { type Bounds, durationOf, type Phrase } from "./phrase.ts";

const units = { day: "天", hour: "小时", minute: "分钟" } as const;

/** `30 天`, `8 小时`. */
export const lastingInChinese = (days: number): string => {
  const { count, unit } = durationOf(days);
  return `${count} ${units[unit]}`;
};

/** Puts the space that stands between Chinese and other writing; for our own words, never for names. */
export const spaced = (text: string): string =>
  text.replaceAll(/([\u4e00-\u9fff])([\dA-Za-z])/g, "$1 $2").replaceAll(/([\dA-Za-z%])([\u4e00-\u9fff])/g, "$1 $2");

/** 至少 4 次, 2 次到 4 次, 正好 1 次. */
export const boundsInChinese = ({ atLeast, atMost }: Bounds, say: (value: number) => string): string => {
  if (atLeast !== undefined && atMost !== undefined)
    return atLeast === atMost ? `正好 ${say(atMost)}` : spaced(` ${say(atLeast)}到${say(atMost)}`);
  return atLeast === undefined ? `最多 ${say(atMost ?? 0)}` : `至少 ${say(atLeast)}`;
};

/** A statement with a number is denied as a whole: its figure may as well be unknown. */
export const stated = (yes: string): Phrase => ({ yes, no: `并非${yes}` });
