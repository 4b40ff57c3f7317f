import type { Predicate } from "./predicate.ts";
import type { Rules } from "./rules.ts";
import type { TierBands } from "./tier-bands.ts";

/** What tiers go by: the bands that the shop set, or its learned ones where it wants those and there are any. */
export const bandsOf = ({ settings, learned }: Pick<Rules, "settings" | "learned">): TierBands =>
  settings.tiers.by === "learned" ? (learned.bands ?? settings.tiers) : settings.tiers;

/** Names learned bands, so that what was seen by others is not compared with them; undefined while tiers go by fixed ones. */
export const bandsMark = (rules: Pick<Rules, "settings" | "learned">): string | undefined => {
  const bands = bandsOf(rules);
  if (bands === rules.settings.tiers) return undefined;
  const { activeDays, atRiskDays, dormantDays, coreOrders, coreRevenue } = bands;
  return [activeDays, atRiskDays, dormantDays, coreOrders, coreRevenue].join("-");
};

/** Segments may ask about each other in a circle; nobody nests them deeper than this. */
const segmentsDeep = 10;

/** Whether a predicate asks for the tier, itself or by a segment. */
export const asksTier = (predicate: Predicate, { segments }: Pick<Rules, "segments">, deep = segmentsDeep): boolean => {
  const asks = (part: Predicate): boolean => asksTier(part, { segments }, deep);
  if ("all" in predicate) return predicate.all.some(asks);
  if ("any" in predicate) return predicate.any.some(asks);
  if ("not" in predicate) return asks(predicate.not);
  if (!("segment" in predicate)) return "tier" in predicate;
  const inner = deep > 0 ? segments.get(predicate.segment)?.predicate : undefined;
  return inner !== undefined && asksTier(inner, { segments }, deep - 1);
};
