import { useQuery } from "@tanstack/react-query";
import type { Campaign } from "../../../../../lambdas/domain/campaign.ts";
import type { Predicate } from "../../../../../lambdas/domain/predicate.ts";
import { type SentenceNames, sentenceOf } from "../../../../../lambdas/domain/predicate-sentence.ts";
import { answered } from "../../../api/answered.ts";
import { api } from "../../../api/client.ts";
import { useSession } from "../../../api/use-session.ts";
import { useLanguage, useWords } from "../../../words/define-words.ts";
import { useEventSentence } from "./event-sentence.ts";
import { ruleWords } from "./rule-words.ts";
import { useStepSentence } from "./step-sentence.ts";
import { useTimes } from "./time-words.ts";
import { useTriggerSentence } from "./trigger-sentence.ts";

export const useSegments = () =>
  useQuery({ queryKey: ["segments"], queryFn: () => answered(api.segments.$get()), staleTime: 30_000 });

export const useCoupons = () =>
  useQuery({ queryKey: ["coupons"], queryFn: () => answered(api.coupons.$get()), staleTime: 30_000 });

const byId = <Named extends { readonly id: string }>(all: readonly Named[] = []): ReadonlyMap<string, Named> =>
  new Map(all.map((one) => [one.id, one]));

const useNames = (): SentenceNames => {
  const segments = byId(useSegments().data?.segments);
  const coupons = byId(useCoupons().data?.coupons);
  const currency = useSession().data?.shop.currency;
  return { segments, coupons, ...(currency !== undefined && { currency }) };
};

type Policy = Campaign["policy"];

const useRuleSentences = (predicate: (one: Predicate) => string) => {
  const say = useWords(ruleWords);
  const times = useTimes();
  const events = useEventSentence();
  const reentry = ({ reentry: rule }: Policy): readonly string[] =>
    rule === undefined || (rule.max === undefined && rule.afterDays === undefined)
      ? [say("reentryNever")]
      : [
          ...(rule.max === undefined ? [] : [say("reentryMax", { count: rule.max })]),
          ...(rule.afterDays === undefined ? [] : [say("reentryAfter", { time: times.days(rule.afterDays) })]),
        ];
  return {
    audience: ({ audience, exclusion }: Pick<Campaign, "audience" | "exclusion">): readonly string[] => [
      audience === undefined ? say("everybody") : say("audience", { sentence: predicate(audience) }),
      ...(exclusion === undefined ? [] : [say("exclusion", { sentence: predicate(exclusion) })]),
    ],
    policy: (policy: Policy): readonly string[] => [
      say("priority", { priority: policy.priority }),
      policy.holdOutPercent > 0 ? say("holdOut", { percent: policy.holdOutPercent }) : say("noHoldOut"),
      ...(policy.messagesPerHourMax === undefined ? [] : [say("perHour", { count: policy.messagesPerHourMax })]),
      ...(policy.leaveOnOrder ? [say("leaveOnOrder")] : []),
      ...(policy.leaveOn ?? []).map((match) => say("leaveOn", { event: events.one(match) })),
      ...reentry(policy),
    ],
    goal: ({ goal }: Pick<Campaign, "goal">): string =>
      goal === undefined
        ? say("noGoal")
        : say("goal", { event: events.one(goal.on), time: times.days(goal.windowDays) }),
  };
};

/** What a campaign says, in whole sentences of the person's language. */
export const useSentences = () => {
  const language = useLanguage();
  const names = useNames();
  const called = {
    coupon: (id: string) => names.coupons?.get(id)?.name[language] ?? id,
    segment: (id: string) => names.segments.get(id)?.name[language] ?? id,
    predicate: (one: Predicate) => sentenceOf(one, language, names),
  };
  const trigger = useTriggerSentence(called);
  const step = useStepSentence(called);
  return { ...called, trigger, step, ...useRuleSentences(called.predicate) };
};
export type Sentences = ReturnType<typeof useSentences>;
