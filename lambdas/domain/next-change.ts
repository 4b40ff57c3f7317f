import { nextBirthday } from "./age.ts";
import { attributeOf, startsOfDates } from "./attribute.ts";
import { bandsOf } from "./bands.ts";
import { birthdayOf, startOfFigure } from "./figure.ts";
import {
  activityInstants,
  heldCoupons,
  holds,
  lastBoughtAt,
  type OpenSegments,
  type PredicateRules,
  predicateOfSegment,
  type Test,
} from "./holds.ts";
import { loyaltyEdges } from "./loyalty.ts";
import { ladderOf, levelEdges } from "./membership.ts";
import type { Predicate } from "./predicate.ts";
import type { Profile } from "./profile.ts";
import { type Range, spanMs } from "./range.ts";
import { isSilenceFigure, silenceSpan } from "./silence-span.ts";
import { nextTierChangeAt } from "./tier.ts";
import { zoneCalendar } from "./zone-calendar.ts";

const never = Number.POSITIVE_INFINITY;

/**
 * The earliest instant after `now` at which the value of a predicate can change by the passing of time alone, epoch
 * milliseconds; Infinity when only an event can change it. It may come early, when the value turns out to be the same
 * there, but never late.
 */
export const nextChangeAt = (predicate: Predicate, profile: Profile, now: number, rules: PredicateRules): number =>
  outlookOf(predicate, { profile, now, rules }, undefined).until;

interface Outlook {
  readonly value: boolean;
  /** The value is the same at every instant before this one. */
  readonly until: number;
}

interface Question {
  readonly profile: Profile;
  readonly now: number;
  readonly rules: PredicateRules;
}

const outlookOf = (predicate: Predicate, q: Question, open: OpenSegments | undefined): Outlook => {
  if ("all" in predicate) return joined(predicate.all, false, q, open);
  if ("any" in predicate) return joined(predicate.any, true, q, open);
  if ("not" in predicate) {
    const { value, until } = outlookOf(predicate.not, q, open);
    return { value: !value, until };
  }
  if ("segment" in predicate) {
    const inner = predicateOfSegment(predicate.segment, q.rules, open);
    if (inner === undefined) return { value: false, until: never };
    return outlookOf(inner, q, { id: predicate.segment, outer: open });
  }
  return { value: holds(predicate, q.profile, q.now, q.rules), until: nextEdgeOf(predicate, q) };
};

/**
 * One part with the `deciding` value (a no among `all`, a yes among `any`) decides the whole, and goes on deciding it until
 * the last of those parts changes. Without one, the first part to change may be the one that decides.
 */
const joined = (
  parts: readonly Predicate[],
  deciding: boolean,
  q: Question,
  open: OpenSegments | undefined,
): Outlook => {
  let first = never;
  let decided: number | undefined;
  for (const part of parts) {
    const { value, until } = outlookOf(part, q, open);
    first = Math.min(first, until);
    if (value === deciding) decided = Math.max(decided ?? 0, until);
  }
  return { value: (decided !== undefined) === deciding, until: decided ?? first };
};

/** The first of some instants that lies ahead. */
const nextOf = (edges: readonly number[], now: number): number =>
  edges.reduce((first, edge) => (edge > now && edge < first ? edge : first), never);

/** The instants at which a number of days since a start comes to lie within a range, and out of it. */
const edgesOf = (start: number | undefined, { atLeast, atMost }: Range): readonly number[] => {
  if (start === undefined) return [];
  return [
    ...(atLeast === undefined ? [] : [start + spanMs(atLeast)]),
    ...(atMost === undefined ? [] : [start + spanMs(atMost) + 1]),
  ];
};

const nextEdgeOf = (test: Test, q: Question): number => {
  const { profile, now, rules } = q;
  if ("figure" in test) {
    const { figure } = test;
    if (figure === "age") return nextAgeAt(q);
    if (figure === "loyalty") return nextOf(loyaltyEdges(profile), now);
    if (figure === "membership.level") return nextOf(levelEdges(profile.orders, ladderOf(rules.settings)), now);
    if (isSilenceFigure(figure)) {
      const span = silenceSpan({ ...test, figure }, profile.orders, rules);
      return span === undefined ? never : nextOf([span.from, span.until], now);
    }
    return nextOf(edgesOf(startOfFigure(profile, test.figure), test), now);
  }
  if ("attribute" in test) {
    const { daysAgo } = test;
    if (daysAgo === undefined) return never;
    const starts = startsOfDates(attributeOf(profile, test.attribute), profile, rules);
    return nextOf(
      starts.flatMap((start) => edgesOf(start, daysAgo)),
      now,
    );
  }
  if ("event" in test) {
    const instants = activityInstants(test, profile);
    return nextOf([...instants, ...instants.map((at) => at + spanMs(test.withinDays))], now);
  }
  if ("bought" in test)
    return nextOf(edgesOf(lastBoughtAt(test.bought, profile), { atMost: test.bought.withinDays }), now);
  if ("entered" in test) return nextOf(edgesOf(profile.entries[test.entered]?.at, { atMost: test.withinDays }), now);
  if ("coupon" in test) {
    const lead = spanMs(test.coupon.expiresWithinDays ?? 0);
    return nextOf(
      heldCoupons(test.coupon, profile).flatMap((expiry) => [expiry - lead, expiry]),
      now,
    );
  }
  if ("tier" in test) return nextTierChangeAt(profile.orders, now, bandsOf(rules));
  return never;
};

const nextAgeAt = ({ profile, now, rules }: Question): number => {
  const born = birthdayOf(profile);
  if (born === undefined) return never;
  const calendar = zoneCalendar(rules.zoneOf(profile.traits));
  return calendar.startOfDay(nextBirthday(born, calendar.dayOf(now)));
};
