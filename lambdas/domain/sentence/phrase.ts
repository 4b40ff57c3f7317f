import type { Predicate } from "../predicate.ts";

/** What a customer does or is, and the same denied; both stand in a sentence whose subject is the customer. */
export interface Phrase {
  readonly yes: string;
  readonly no: string;
}

/** How the things are called that a predicate names by their ids, in the language of the sentence. */
export interface NamesInSentence {
  segment(id: string): string;
  campaign(id: string): string;
  coupon(id: string): string;
  /** Of amounts; absent: the bare number. */
  readonly currency: string | undefined;
}

export type Test = Exclude<
  Predicate,
  { readonly all: unknown } | { readonly any: unknown } | { readonly not: unknown } | { readonly segment: unknown }
>;
export type TestOf<Key extends string> = Extract<Predicate, Readonly<Record<Key, unknown>>>;

/** A language of sentences. */
export interface Grammar {
  /** Conditions that hold together, those that deny last. */
  all(asserted: readonly string[], denied: readonly string[]): string;
  any(parts: readonly string[]): string;
  bracketed(sentence: string): string;
  segment(name: string): Phrase;
  /** The phrases of one test; several of an attribute hold together. */
  test(test: Test, names: NamesInSentence): readonly Phrase[];
}

export interface Bounds {
  readonly atLeast?: number | undefined;
  readonly atMost?: number | undefined;
}

export interface Duration {
  readonly count: number;
  readonly unit: "day" | "hour" | "minute";
}

/** Days as people say them: a part of a day in hours or minutes. */
export const durationOf = (days: number): Duration => {
  const hours = days * 24;
  if (Number.isInteger(days)) return { count: days, unit: "day" };
  const isWhole = Math.abs(hours - Math.round(hours)) < 1e-6;
  return isWhole ? { count: Math.round(hours), unit: "hour" } : { count: Math.round(hours * 60), unit: "minute" };
};

/** `4,999.5`: both languages group by thousands. */
export const grouped = (value: number): string => {
  const [whole = "", part] = String(value).split(".");
  const digits = whole.replaceAll(/\B(?=(\d{3})+$)/g, ",");
  return part === undefined ? digits : `${digits}.${part}`;
};

/** 0.125 → `12.5%`. */
export const percent = (share: number): string => `${Number((share * 100).toFixed(2))}%`;

export const isNone = ({ atLeast = 0, atMost }: Bounds): boolean => atMost === 0 && atLeast <= 0;
