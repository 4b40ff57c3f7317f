import { attributeOf } from "./attribute.ts";
import { bandsOf } from "./bands.ts";
import { figureOf } from "./figure.ts";
import { holds } from "./holds.ts";
import type { Predicate } from "./predicate.ts";
import type { Profile } from "./profile.ts";
import type { Rules } from "./rules.ts";
import { tierOf } from "./tier.ts";

/** A part of a predicate that holds for a customer, and what their profile says to it. */
export interface MatchReason {
  /** A single test, or what is denied of one. */
  readonly test: Predicate;
  /** The figure, attribute or tier that was asked for; absent where the test says it all. */
  readonly value?: string | number | boolean | readonly string[];
}

/** More would be read by nobody. */
const reasonsMax = 6;

/**
 * What makes a predicate hold for a customer: every part of "all", the first part of "any" that holds. Nothing when it does not
 * hold, or holds for everybody.
 */
export const matchReasons = (
  predicate: Predicate,
  profile: Profile,
  now: number,
  rules: Rules,
): readonly MatchReason[] =>
  holds(predicate, profile, now, rules) ? reasonsOf(predicate, { profile, now, rules }).slice(0, reasonsMax) : [];

/** What keeps a predicate from holding for a customer: every part of "all" that does not hold, all parts of "any". */
export const missReasons = (
  predicate: Predicate,
  profile: Profile,
  now: number,
  rules: Rules,
): readonly MatchReason[] => missing(predicate, { profile, now, rules }).slice(0, reasonsMax);

const missing = (predicate: Predicate, about: About): readonly MatchReason[] => {
  const { profile, now, rules } = about;
  if (holds(predicate, profile, now, rules)) return [];
  if ("all" in predicate) return predicate.all.flatMap((part) => missing(part, about));
  if ("any" in predicate) return predicate.any.flatMap((part) => missing(part, about));
  const value = valueFor("not" in predicate ? predicate.not : predicate, about);
  return [{ test: predicate, ...(value !== undefined && { value }) }];
};

interface About {
  readonly profile: Profile;
  readonly now: number;
  readonly rules: Rules;
}

const reasonsOf = (predicate: Predicate, about: About): readonly MatchReason[] => {
  const { profile, now, rules } = about;
  if ("all" in predicate) return predicate.all.flatMap((part) => reasonsOf(part, about));
  if ("any" in predicate) {
    const holding = predicate.any.find((part) => holds(part, profile, now, rules));
    return holding === undefined ? [] : reasonsOf(holding, about);
  }
  const value = valueFor("not" in predicate ? predicate.not : predicate, about);
  return [{ test: predicate, ...(value !== undefined && { value }) }];
};

const valueFor = (test: Predicate, { profile, now, rules }: About): MatchReason["value"] => {
  if ("figure" in test) {
    const figure = figureOf(profile, test.figure, now, rules);
    return figure === undefined ? undefined : Math.round(figure * 100) / 100;
  }
  if ("tier" in test) return tierOf(profile.orders, now, bandsOf(rules));
  return "attribute" in test ? shownValue(attributeOf(profile, test.attribute)) : undefined;
};

const shownValue = (value: unknown): MatchReason["value"] => {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  return Array.isArray(value) ? value.map(String) : undefined;
};
