// What a marketer should know before a campaign goes live: codes and figures, for every language to make a sentence of
// (activation-check-sentence.ts). Nothing here stops an activation; what must, is refused by the activation itself.
import type { AudienceEstimate } from "./audience-estimate.ts";
import type { Campaign, SendStep } from "./campaign.ts";
import { covers } from "./caps.ts";
import type { Channel, Language } from "./channel.ts";
import { dayMs, hourMs } from "./limits.ts";
import type { Outlook } from "./outlook.ts";
import type { Problem } from "./problem.ts";
import { sendTimes } from "./send-times.ts";
import type { Cap, Settings } from "./settings.ts";

/** What the words of one message are found to be. */
export interface WordsFinding {
  readonly stepId: string;
  readonly channel: Channel;
  readonly language: Language;
  readonly found: "missing" | "no-way-out" | "broken";
}

/** What messages would cost. US dollars, as providers ask for. */
export interface Cost {
  /** Of the days that the outlook covers. */
  readonly usd: number;
  /** Should it go on like this. */
  readonly monthUsd: number;
  /** Texts for which no price is known, by country of the number; `unknown` where that is unknown as well. */
  readonly unpriced: Readonly<Record<string, number>>;
}

export interface ActivationFacts {
  readonly campaign: Campaign;
  readonly settings: Settings;
  readonly paused: boolean;
  readonly breakerOpen: boolean;
  /** What the campaign names that is not there. */
  readonly missing: readonly Problem[];
  readonly words: readonly WordsFinding[];
  /** Languages that customers of the audience read, with the share of them, 0 to 1. */
  readonly languages: Readonly<Partial<Record<Language, number>>>;
  readonly audience: AudienceEstimate;
  readonly outlook: Outlook;
  readonly cost: Cost;
  /** Codes left, of the pools that the campaign's messages take codes from. */
  readonly pools: readonly { readonly couponId: string; readonly left: number }[];
}

/** `stop`: do not go live like this. `warn`: think again. `note`: good to know. */
export type CheckLevel = "stop" | "warn" | "note";

/** One member for each code, so that a sentence knows which figures it has. */
type Coded<Code extends string, Data extends object = object> = Code extends string
  ? { readonly code: Code } & Readonly<Data>
  : never;

interface WordsPlace {
  readonly stepId: string;
  readonly channel: Channel;
  readonly language: Language;
}

type Finding =
  | Coded<"missing-reference", { where: string; received: string }>
  | Coded<"words-missing" | "no-way-out" | "words-broken", WordsPlace>
  | Coded<"audience-empty" | "no-goal" | "account-paused" | "breaker-open">
  | Coded<"nobody-reachable", { channels: readonly Channel[]; audience: number }>
  | Coded<"few-reachable", { channels: readonly Channel[]; reachable: number; audience: number }>
  | Coded<"pool-empty", { couponId: string }>
  | Coded<"pool-too-small", { couponId: string; left: number; needed: number }>
  | Coded<"caps-conflict", { capId: string; max: number; messages: number }>
  | Coded<"hold-out-large" | "hold-out-none", { percent: number }>
  | Coded<"cost", { usd: number; monthUsd: number; days: number }>
  | Coded<"over-budget", { monthUsd: number; budgetUsd: number }>
  | Coded<"price-unknown", { country: string; texts: number }>
  | Coded<"sender-unset", { received: string }>;

export type ActivationCheck = { readonly level: CheckLevel } & Finding;

/** Fewer of the audience than this share can be reached: the consent, and not the audience, is what the campaign lacks. */
const fewShare = 0.2;
/** More than this share kept out costs more than the measurement is worth. */
const holdOutPercentMost = 30;

export const activationChecks = (facts: ActivationFacts): readonly ActivationCheck[] => {
  const found = [
    ...referenceChecks(facts),
    ...wordsChecks(facts),
    ...senderChecks(facts),
    ...audienceChecks(facts),
    ...poolChecks(facts),
    ...capChecks(facts),
    ...effectChecks(facts),
    ...costChecks(facts),
    ...stateChecks(facts),
  ];
  const order: readonly CheckLevel[] = ["stop", "warn", "note"];
  return found.toSorted((a, b) => order.indexOf(a.level) - order.indexOf(b.level));
};

const sendsOf = ({ steps }: Campaign): readonly SendStep[] =>
  steps.flatMap((step) => (step.kind === "send" ? [step] : []));

const channelsOf = (campaign: Campaign): readonly Channel[] => [
  ...new Set(sendsOf(campaign).flatMap(({ channels }) => channels)),
];

const referenceChecks = ({ missing }: ActivationFacts): readonly ActivationCheck[] =>
  missing.map(({ where, received = "" }) => ({ level: "stop", code: "missing-reference", where, received }));

const codeOf = { missing: "words-missing", "no-way-out": "no-way-out", broken: "words-broken" } as const;

/** Words that nobody would read are a note at most: who reads another language gets the shop's. */
const wordsChecks = ({ words, languages }: ActivationFacts): readonly ActivationCheck[] =>
  words.flatMap(({ found, ...place }) => {
    const isRead = (languages[place.language] ?? 0) > 0;
    const elsewhere = words.filter((one) => one.stepId === place.stepId && one.channel === place.channel);
    const isMissingEverywhere = found === "missing" && elsewhere.filter((one) => one.found === "missing").length > 1;
    if (found === "missing" && !isMissingEverywhere && !isRead) return [];
    const level: CheckLevel = found === "missing" && !isMissingEverywhere ? "warn" : "stop";
    return [{ level, code: codeOf[found], ...place }];
  });

const senderUnset = "shop@example.com";

const senderChecks = ({ campaign, settings }: ActivationFacts): readonly ActivationCheck[] =>
  channelsOf(campaign).includes("email") && settings.senders.emailFrom === senderUnset
    ? [{ level: "stop", code: "sender-unset", received: senderUnset }]
    : [];

const audienceChecks = ({ campaign, audience, outlook }: ActivationFacts): readonly ActivationCheck[] => {
  const channels = channelsOf(campaign);
  // Whoever an event brings in may not be a customer yet.
  if (audience.about === 0) return outlook.waitsFor === undefined ? [{ level: "warn", code: "audience-empty" }] : [];
  const reachable = audience.reachable.any?.about ?? 0;
  if (channels.length === 0) return [];
  if (reachable === 0) return [{ level: "stop", code: "nobody-reachable", channels, audience: audience.about }];
  return reachable < audience.about * fewShare
    ? [{ level: "warn", code: "few-reachable", channels, reachable, audience: audience.about }]
    : [];
};

const poolChecks = ({ pools, audience }: ActivationFacts): readonly ActivationCheck[] =>
  pools.flatMap(({ couponId, left }): readonly ActivationCheck[] => {
    if (left === 0) return [{ level: "stop", code: "pool-empty", couponId }];
    const needed = audience.reachable.any?.about ?? 0;
    return left < needed ? [{ level: "warn", code: "pool-too-small", couponId, left, needed }] : [];
  });

const windowMs = ({ window }: Cap): number => {
  if ("rollingHours" in window) return window.rollingHours * hourMs;
  if ("rollingDays" in window) return window.rollingDays * dayMs;
  return { day: 1, week: 7, month: 30 }[window.calendar] * dayMs;
};

/** A step that can take another channel may get round a cap of one channel. */
const isBound = ({ obeysCaps, countsTowardCaps, channels, category }: SendStep, cap: Cap): boolean =>
  obeysCaps && countsTowardCaps && channels.every((channel) => covers(cap, { channel, category }));

/** The most messages that one customer would be due within one window of the cap. */
const densest = ({ steps }: Campaign, cap: Cap): number => {
  const span = windowMs(cap);
  let most = 0;
  for (const way of sendTimes(steps)) {
    const bound = way.filter(({ step }) => isBound(step, cap));
    for (const { at } of bound)
      most = Math.max(most, bound.filter((other) => other.at >= at && other.at < at + span).length);
  }
  return most;
};

const capChecks = ({ campaign, settings }: ActivationFacts): readonly ActivationCheck[] =>
  settings.caps.flatMap((cap): readonly ActivationCheck[] => {
    const messages = densest(campaign, cap);
    if (messages <= cap.max) return [];
    const level = cap.max === 0 ? "stop" : "warn";
    return [{ level, code: "caps-conflict", capId: cap.id, max: cap.max, messages }];
  });

const effectChecks = ({ campaign, settings }: ActivationFacts): readonly ActivationCheck[] => {
  const percent = Math.min(100, settings.holdOut.percent + campaign.policy.holdOutPercent);
  return [
    ...(percent > holdOutPercentMost ? [{ level: "warn", code: "hold-out-large", percent } as const] : []),
    ...(percent === 0 ? [{ level: "note", code: "hold-out-none", percent } as const] : []),
    ...(campaign.goal === undefined ? [{ level: "note", code: "no-goal" } as const] : []),
  ];
};

const costChecks = ({ cost, settings, outlook }: ActivationFacts): readonly ActivationCheck[] => {
  const { usd, monthUsd, unpriced } = cost;
  const { monthlyUsd: budgetUsd } = settings.budget;
  return [
    ...(budgetUsd !== undefined && monthUsd > budgetUsd
      ? [{ level: "warn", code: "over-budget", monthUsd, budgetUsd } as const]
      : []),
    ...Object.entries(unpriced).map(
      ([country, texts]): ActivationCheck => ({ level: "warn", code: "price-unknown", country, texts }),
    ),
    { level: "note", code: "cost", usd, monthUsd, days: outlook.days },
  ];
};

const stateChecks = ({ paused, breakerOpen }: ActivationFacts): readonly ActivationCheck[] => [
  ...(paused ? [{ level: "warn", code: "account-paused" } as const] : []),
  ...(breakerOpen ? [{ level: "warn", code: "breaker-open" } as const] : []),
];
