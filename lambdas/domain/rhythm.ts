import { aliveAt } from "./alive.ts";
import { ownGapMs } from "./cadence.ts";
import type { Campaign } from "./campaign.ts";
import type { Language } from "./channel.ts";
import { predicatesOf } from "./check-predicate.ts";
import type { FigureRules } from "./figure.ts";
import { dayMs } from "./limits.ts";
import type { FigureId, Predicate } from "./predicate.ts";
import type { OrderFigures } from "./profile.ts";

/** How a customer orders, and for how long there was no order now. */
export interface Rhythm {
  /** Since the last order. */
  readonly silentDays: number;
  /** Between orders; absent before the second one. */
  readonly gapDays?: number;
  /** Of still being a customer; absent while nothing was learned. */
  readonly alive?: number;
}

/** Nothing before the first order. */
export const rhythmOf = (orders: OrderFigures, now: number, rules: FigureRules): Rhythm | undefined => {
  const { lastAt } = orders;
  if (lastAt === undefined) return undefined;
  const gapMs = ownGapMs(orders, rules.figures);
  const alive = aliveAt(rules.learned.customers, orders, now);
  return {
    silentDays: Math.max(0, now - lastAt) / dayMs,
    ...(gapMs !== undefined && { gapDays: gapMs / dayMs }),
    ...(alive !== undefined && { alive }),
  };
};

const rhythmFigures: readonly FigureId[] = ["orders.gapDays", "orders.silentGaps", "orders.aliveProbability"];

const asksFor = (predicate: Predicate): boolean => {
  if ("all" in predicate) return predicate.all.some(asksFor);
  if ("any" in predicate) return predicate.any.some(asksFor);
  if ("not" in predicate) return asksFor(predicate.not);
  return "figure" in predicate && rhythmFigures.includes(predicate.figure);
};

/** Whether a campaign goes by the customer's own rhythm, so that it explains what the campaign does. */
export const goesByRhythm = (campaign: Campaign): boolean =>
  campaign.trigger.kind === "silent-for-own-gaps" ||
  campaign.trigger.kind === "alive-below" ||
  predicatesOf(campaign).some(([predicate]) => asksFor(predicate));

/** As people read it: a day is whole from ten on, and a probability has two digits. */
const days = (count: number): string => String(count < 10 ? Math.round(count * 10) / 10 : Math.round(count));
const times = (count: number): string => String(Math.round(count * 10) / 10);
const percent = (share: number): string => `${Math.round(share * 100)}%`;

const english = ({ silentDays, gapDays, alive }: Rhythm): string => {
  const silence =
    gapDays === undefined
      ? `ordered once, silent for ${days(silentDays)} days`
      : `usually orders every ${days(gapDays)} days, silent for ${days(silentDays)}: ${times(silentDays / gapDays)} times`;
  return alive === undefined ? silence : `${silence}; still a customer with a probability of ${percent(alive)}`;
};

const chinese = ({ silentDays, gapDays, alive }: Rhythm): string => {
  const silence =
    gapDays === undefined
      ? `只下过一单，已 ${days(silentDays)} 天未下单`
      : `平时约每 ${days(gapDays)} 天下单，已 ${days(silentDays)} 天未下单，为平时的 ${times(silentDays / gapDays)} 倍`;
  return alive === undefined ? silence : `${silence}；仍是客户的概率为 ${percent(alive)}`;
};

/** A rhythm as a sentence whose subject is the customer. */
export const rhythmSentence = (rhythm: Rhythm): Readonly<Record<Language, string>> => ({
  en: english(rhythm),
  zh: chinese(rhythm),
});
