import type { Scalar } from "../predicate.ts";
import { boundsInEnglish, lastingInEnglish } from "./english-bounds.ts";
import type { Bounds, Phrase, TestOf } from "./phrase.ts";

const called: Readonly<Record<string, string>> = {
  timeZone: "the time zone",
  country: "the country",
  language: "the language",
  birthday: "the birthday",
};

const valueText = (value: Scalar): string => {
  if (typeof value === "boolean") return value ? "yes" : "no";
  return typeof value === "number" ? String(value) : `“${value}”`;
};

const valuePhrase = (name: string, is: Scalar | readonly Scalar[]): Phrase => {
  const texts = ((Array.isArray(is) ? is : [is]) as readonly Scalar[]).map(valueText);
  if (texts.length === 1) return { yes: `${name} is ${texts.join("")}`, no: `${name} is not ${texts.join("")}` };
  const which = `of (${texts.join(", ")})`;
  return { yes: `${name} is one ${which}`, no: `${name} is none ${which}` };
};

const edge = (days: number): string => {
  if (days === 0) return "today";
  return days < 0 ? `${lastingInEnglish(-days)} ahead` : `${lastingInEnglish(days)} ago`;
};

/** Days below 0 lie ahead: "at most 7 days ahead", "from 7 days ahead to 30 days ago". */
const whenText = ({ atLeast, atMost }: Bounds): string => {
  if (atLeast !== undefined && atMost !== undefined) return `from ${edge(atLeast)} to ${edge(atMost)}`;
  const [days = 0, isLeast] = atLeast === undefined ? [atMost, false] : [atLeast, true];
  if (days === 0) return isLeast ? "today or past" : "today or ahead";
  return `${isLeast === days > 0 ? "at least" : "at most"} ${edge(days)}`;
};

const calendarText = (from: string | undefined, to: string | undefined): string => {
  if (from !== undefined && to !== undefined) return `from ${from} to ${to}`;
  return from === undefined ? `on or before ${to}` : `on or after ${from}`;
};

/** One phrase for each thing that is asked about an attribute. */
export const describeAttribute = (test: TestOf<"attribute">): readonly Phrase[] => {
  const name = called[test.attribute] ?? test.attribute;
  const is = (what: string): Phrase => ({ yes: `${name} is ${what}`, no: `${name} is not ${what}` });
  const known = is("known");
  if (test.exists === false) return [{ yes: known.no, no: known.yes }];
  const { from, to, atLeast, atMost } = test;
  const phrases = [
    ...(test.is === undefined ? [] : [valuePhrase(name, test.is)]),
    ...(atLeast === undefined && atMost === undefined ? [] : [is(boundsInEnglish(test, String))]),
    ...(from === undefined && to === undefined ? [] : [is(calendarText(from, to))]),
    ...(test.daysAgo === undefined ? [] : [is(whenText(test.daysAgo))]),
  ];
  return phrases.length === 0 ? [known] : phrases;
};
