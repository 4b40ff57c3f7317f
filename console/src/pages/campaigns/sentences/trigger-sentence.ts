import type { Trigger } from "../../../../../lambdas/domain/campaign.ts";
import { localeOf, useLanguage, useWords } from "../../../words/define-words.ts";
import { useEventSentence } from "./event-sentence.ts";
import { useTimes } from "./time-words.ts";
import { triggerWords } from "./trigger-words.ts";

type Of<Kind extends Trigger["kind"]> = Extract<Trigger, { readonly kind: Kind }>;

export interface NamedThings {
  readonly coupon: (id: string) => string;
  readonly segment: (id: string) => string;
}

const useDates = () => {
  const locale = localeOf(useLanguage());
  return {
    dayOfYear: (month: number, day: number): string =>
      new Intl.DateTimeFormat(locale, { month: "long", day: "numeric", timeZone: "UTC" }).format(
        Date.UTC(2024, month - 1, day),
      ),
    instant: (local: string): string =>
      Number.isNaN(Date.parse(`${local}Z`))
        ? local
        : new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" }).format(
            Date.parse(`${local}Z`),
          ),
  };
};

const useTimedSentences = () => {
  const say = useWords(triggerWords);
  const times = useTimes();
  const dates = useDates();
  const date = ({ attribute, every, ages, offsetDays, at }: Of<"date">): string => {
    const values = { attribute, at, ages: ages?.join(", ") ?? "" };
    const months = ages === undefined ? "dateMonths" : "dateAges";
    const sentence = say(every === "year" ? "dateEvery" : every === "once" ? "dateOnce" : months, values);
    if (offsetDays === 0) return sentence;
    const way = say(offsetDays < 0 ? "before" : "after");
    return say("dateShifted", { sentence, days: times.days(Math.abs(offsetDays)), way });
  };
  const calendar = ({ day, offsetDays, at }: Of<"calendar">): string => {
    const festival =
      "festival" in day ? say.code("festival", day.festival) : dates.dayOfYear(day.month, day.dayOfMonth);
    const values = { festival, at, days: times.days(Math.abs(offsetDays)) };
    return say(offsetDays === 0 ? "festivalDay" : offsetDays < 0 ? "festivalBefore" : "festivalAfter", values);
  };
  const broadcast = ({ at, clock }: Of<"broadcast">): string =>
    say(clock === "local" ? "broadcastLocal" : "broadcastShop", { at: dates.instant(at) });
  return { date, calendar, broadcast };
};

const useRhythmSentences = () => {
  const say = useWords(triggerWords);
  const times = useTimes();
  const purchase = ({ leadDays, minPurchases, products = [], categories = [] }: Of<"before-next-purchase">): string => {
    const goods = [...products, ...categories].join(say("or"));
    const sentence = say(leadDays === 0 ? "onNextPurchase" : "beforeNextPurchase", {
      ...{ days: times.days(leadDays), minPurchases },
      goods: goods === "" ? say("anyProduct") : goods,
    });
    return sentence;
  };
  const gaps = ({ gaps: count, minOrders, minDays, assumedDays }: Of<"silent-for-own-gaps">): string => {
    const sentence = say("silentForOwnGaps", { count, minOrders, days: times.days(minDays) });
    return assumedDays === undefined ? sentence : say("assumedForFew", { sentence, days: times.days(assumedDays) });
  };
  const alive = ({ probability, minDays, assumedDays }: Of<"alive-below">): string =>
    say("aliveBelow", {
      percent: Math.round(probability * 100),
      days: times.days(minDays),
      assumed: times.days(assumedDays),
    });
  return { purchase, gaps, alive };
};

const useHappeningSentences = (named: NamedThings) => {
  const say = useWords(triggerWords);
  const times = useTimes();
  const events = useEventSentence();
  const event = ({ on, count, delayMinutes, fromField, restarts }: Of<"event">): string => {
    const values = { event: events.any(on), time: times.minutes(delayMinutes), field: fromField ?? "" };
    const later = delayMinutes === 0 ? "eventNow" : "eventLater";
    const told = say(fromField === undefined ? later : "eventField", values);
    const counted =
      count === undefined
        ? told
        : say("eventCount", { sentence: told, count: count.atLeast, time: times.hours(count.withinHours) });
    return restarts ? say("eventRestarts", { sentence: counted }) : counted;
  };
  const tier = ({ change, tiers = [] }: Of<"tier">): string => {
    if (change === "up" || change === "down") return say(change === "up" ? "tierUp" : "tierDown");
    const all = tiers.map((one) => say.code("tier", one)).join(say("or"));
    return say(change === "entered" ? "tierEntered" : "tierLeft", { tiers: all });
  };
  const coupon = ({ daysBefore, coupon: id }: Of<"coupon-expiring">): string =>
    say(id === undefined ? "couponAny" : "couponOne", {
      days: times.days(daysBefore),
      coupon: id === undefined ? "" : named.coupon(id),
    });
  const segment = ({ segment: id, change }: Of<"segment">): string =>
    say(change === "entered" ? "segmentEntered" : "segmentLeft", { segment: named.segment(id) });
  return { event, tier, coupon, segment };
};

/** What makes a customer due, as a whole sentence. */
export const useTriggerSentence = (named: NamedThings) => {
  const say = useWords(triggerWords);
  const times = useTimes();
  const timed = useTimedSentences();
  const happening = useHappeningSentences(named);
  const rhythm = useRhythmSentences();
  return (trigger: Trigger): string => {
    switch (trigger.kind) {
      case "since-last-order":
        return say("sinceLastOrder", { days: times.days(trigger.days) });
      case "since-last-visit":
        return say("sinceLastVisit", { days: times.days(trigger.days) });
      case "before-next-order": {
        const values = { days: times.days(trigger.leadDays), minOrders: trigger.minOrders };
        return say(trigger.leadDays === 0 ? "onNextOrder" : "beforeNextOrder", values);
      }
      case "before-next-purchase":
        return rhythm.purchase(trigger);
      case "silent-for-own-gaps":
        return rhythm.gaps(trigger);
      case "alive-below":
        return rhythm.alive(trigger);
      case "after-delivery": {
        const goods = [...(trigger.products ?? []), ...(trigger.categories ?? [])].join(say("or"));
        return say(goods === "" ? "afterDelivery" : "afterDeliveryOf", { days: times.days(trigger.days), goods });
      }
      case "date":
        return timed.date(trigger);
      case "calendar":
        return timed.calendar(trigger);
      case "broadcast":
        return timed.broadcast(trigger);
      case "event":
        return happening.event(trigger);
      case "tier":
        return happening.tier(trigger);
      case "coupon-expiring":
        return happening.coupon(trigger);
      case "segment":
        return happening.segment(trigger);
    }
  };
};
