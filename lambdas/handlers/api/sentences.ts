import type { MatchReason } from "../../domain/match-reasons.ts";
import type { Predicate } from "../../domain/predicate.ts";
import { sentenceOf } from "../../domain/predicate-sentence.ts";
import type { Snapshot } from "../../domain/rules.ts";

/** What a predicate says, in both languages, with the shop's own names. */
export const sayer = ({ segments = [], coupons = [], settings }: Snapshot) => {
  const names = {
    segments: new Map(segments.map((one) => [one.id, one])),
    coupons: new Map(coupons.map((one) => [one.id, one])),
    currency: settings.shop.currency,
  };
  return (predicate: Predicate) => ({ en: sentenceOf(predicate, "en", names), zh: sentenceOf(predicate, "zh", names) });
};
export type Say = ReturnType<typeof sayer>;

export const shownReasons = (reasons: readonly MatchReason[], say: Say) =>
  reasons.map(({ test, value }) => ({ sentence: say(test), ...(value !== undefined && { value }) }));
