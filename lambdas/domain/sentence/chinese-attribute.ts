import type { Scalar } from "../predicate.ts";
import { boundsInChinese, lastingInChinese, spaced } from "./chinese-bounds.ts";
import type { Bounds, Phrase, TestOf } from "./phrase.ts";

const called: Readonly<Record<string, string>> = {
  timeZone: "时区",
  country: "国家",
  language: "语言",
  birthday: "生日",
};

const valueText = (value: Scalar): string => {
  if (typeof value === "boolean") return value ? "“是”" : "“否”";
  return typeof value === "number" ? ` ${value}` : `“${value}”`;
};

const edge = (days: number): string => {
  if (days === 0) return "今天";
  return days < 0 ? `${lastingInChinese(-days)}后` : `${lastingInChinese(days)}前`;
};

/** Days below 0 lie ahead. */
const whenText = ({ atLeast, atMost }: Bounds): string => {
  if (atLeast !== undefined && atMost !== undefined) return spaced(`在${edge(atLeast)}到${edge(atMost)}之间`);
  const [days = 0, isLeast] = atLeast === undefined ? [atMost, false] : [atLeast, true];
  if (days === 0) return isLeast ? "在今天或以前" : "在今天或以后";
  return spaced(`${isLeast === days > 0 ? "至少" : "最多"}在${edge(days)}`);
};

const calendarText = (from: string | undefined, to: string | undefined): string => {
  if (from !== undefined && to !== undefined) return `在 ${from} 至 ${to} 之间`;
  return from === undefined ? `不晚于 ${to}` : `不早于 ${from}`;
};

/** One phrase for each thing that is asked about an attribute. */
export const attributeInChinese = (test: TestOf<"attribute">): readonly Phrase[] => {
  const own = called[test.attribute];
  const name = own ?? `“${test.attribute}”`;
  const stands = (what: string): Phrase => ({ yes: `${name}${what}`, no: `并非${name}${what}` });
  const known: Phrase = { yes: `${name}已知`, no: `${name}未知` };
  if (test.exists === false) return [{ yes: known.no, no: known.yes }];
  const { from, to, atLeast, atMost } = test;
  const phrases = [
    ...(test.is === undefined ? [] : [isPhrase(name, test.is)]),
    ...(atLeast === undefined && atMost === undefined ? [] : [stands(`为${boundsInChinese(test, String)}`)]),
    ...(from === undefined && to === undefined ? [] : [stands(calendarText(from, to))]),
    ...(test.daysAgo === undefined ? [] : [stands(whenText(test.daysAgo))]),
  ];
  return phrases.length === 0 ? [known] : phrases;
};

const isPhrase = (name: string, is: Scalar | readonly Scalar[]): Phrase => {
  const values = (Array.isArray(is) ? is : [is]) as readonly Scalar[];
  const text = values.map(valueText).join("、").trimStart();
  if (values.length > 1) return { yes: `${name}是（${text}）之一`, no: `${name}不是（${text}）之一` };
  const gap = typeof values[0] === "number" ? " " : "";
  return { yes: `${name}是${gap}${text}`, no: `${name}不是${gap}${text}` };
};
