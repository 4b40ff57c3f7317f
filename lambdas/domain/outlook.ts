import { type Drawn, type Example, nameOf } from "./audience-estimate.ts";
import type { Campaign } from "./campaign.ts";
import type { Category, Channel } from "./channel.ts";
import type { DryRunQuestion, Fate, Outcome } from "./dry-run.ts";
import { type Estimate, estimateOf } from "./estimate.ts";
import { isCounted } from "./event-name.ts";
import { dayMs } from "./limits.ts";
import { matchReasons } from "./match-reasons.ts";
import { isAdmitted } from "./may-enter.ts";
import type { Profile } from "./profile.ts";

/** Customers who would get the message of one step on one channel. */
export interface OutlookMessages {
  readonly stepId: string;
  readonly channel: Channel;
  readonly category: Category;
  readonly count: Estimate;
}

export interface OutlookExample extends Example {
  readonly outcome: Outcome;
  /** When the campaign would look at the customer, epoch milliseconds. */
  readonly at: number;
  readonly channel?: Channel;
}

/** What would come of a campaign in the days ahead, for all customers. */
export interface Outlook {
  readonly days: number;
  readonly of: number;
  readonly sampleSize: number;
  readonly exact: boolean;
  /** Customers whom the campaign would look at: the sum of all outcomes. */
  readonly lookedAt: Estimate;
  /** Customers by what would become of them; only what occurs. */
  readonly outcomes: Readonly<Partial<Record<Outcome, Estimate>>>;
  readonly messages: readonly OutlookMessages[];
  readonly examples: readonly OutlookExample[];
  /** Of a campaign that waits for an event, which no dry run can foresee. */
  readonly waitsFor?: { readonly events: readonly string[]; readonly lastWeek?: Estimate };
}

type Count = (hits: number) => Estimate;

export const outlookOf = (drawn: Drawn, fates: readonly Fate[], q: DryRunQuestion): Outlook => {
  const size = drawn.profiles.length;
  const among: Count = (hits) => estimateOf({ hits, size, of: drawn.of, whole: drawn.whole });
  const looked = fates.filter(({ outcome }) => outcome !== undefined);
  const waitsFor = waitingFor(drawn, q, among);
  return {
    days: q.days,
    of: drawn.of,
    sampleSize: size,
    exact: drawn.whole,
    lookedAt: among(looked.length),
    outcomes: countedBy(looked, among),
    messages: messagesIn(fates, among),
    examples: examplesIn(looked, q),
    ...(waitsFor !== undefined && { waitsFor }),
  };
};

const countedBy = (fates: readonly Fate[], among: Count): Outlook["outcomes"] => {
  const counts = new Map<Outcome, number>();
  for (const { outcome } of fates) if (outcome !== undefined) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  return Object.fromEntries([...counts].map(([outcome, hits]) => [outcome, among(hits)]));
};

/** By customer: who gets the same step again within days, for another occurrence, counts once. */
const messagesIn = (fates: readonly Fate[], among: Count): readonly OutlookMessages[] => {
  const found = new Map<string, Omit<OutlookMessages, "count"> & { readonly who: Set<string> }>();
  for (const { profile, messages } of fates)
    for (const { stepId, channel, category } of messages) {
      const known = found.get(`${stepId} ${channel}`) ?? { stepId, channel, category, who: new Set() };
      known.who.add(profile.customerId);
      found.set(`${stepId} ${channel}`, known);
    }
  return [...found.values()].map(({ who, ...one }) => ({ ...one, count: among(who.size) }));
};

const examplesMax = 10;
/** So that who gets nothing, and why, is shown beside who gets something. */
const examplesPerSkip = 2;

const examplesIn = (fates: readonly Fate[], q: DryRunQuestion): readonly OutlookExample[] => {
  const seen = new Map<Outcome, number>();
  const skipped = fates.filter(({ outcome }) => {
    if (outcome === undefined || outcome === "reserved") return false;
    seen.set(outcome, (seen.get(outcome) ?? 0) + 1);
    return (seen.get(outcome) ?? 0) <= examplesPerSkip;
  });
  const reserved = fates.filter(({ outcome }) => outcome === "reserved");
  const others = Math.min(skipped.length, Math.max(examplesMax - reserved.length, examplesMax / 2));
  return [...reserved.slice(0, examplesMax - others), ...skipped.slice(0, others)].flatMap((one) => exampleOf(one, q));
};

const exampleOf = ({ profile, outcome, at, messages }: Fate, { campaign, rules, now }: DryRunQuestion) => {
  if (outcome === undefined || at === undefined) return [];
  const name = nameOf(profile);
  const { audience } = campaign;
  const channel = messages[0]?.channel;
  return [
    {
      customerId: profile.customerId,
      ...(name !== undefined && { name }),
      outcome,
      at,
      ...(channel !== undefined && { channel }),
      reasons: audience === undefined ? [] : matchReasons(audience, profile, now, rules),
    },
  ];
};

const weekMs = 7 * dayMs;

/** Events cannot be foreseen; how often they came last week tells what to expect. */
const waitingFor = ({ profiles }: Drawn, q: DryRunQuestion, among: Count): Outlook["waitsFor"] => {
  const events = eventsOf(q.campaign);
  if (events === undefined) return undefined;
  const isAbout = (profile: Profile) =>
    happened(profile, events, q.now) && isAdmitted(q.campaign, profile, q.now, q.rules);
  const lastWeek = profiles.filter(isAbout).length;
  return { events, ...(events.every(isCounted) && { lastWeek: among(lastWeek) }) };
};

const eventsOf = ({ trigger }: Campaign): readonly string[] | undefined => {
  if (trigger.kind === "after-delivery") return ["order-placed"];
  if (trigger.kind !== "event") return undefined;
  const { on } = trigger;
  return (Array.isArray(on) ? on : [on]).map(({ event }) => event);
};

/** As far as profiles remember: orders, and the latest activities. */
const happened = ({ orders, activities = [] }: Profile, names: readonly string[], now: number): boolean =>
  (names.includes("order-placed") && orders.recent.some(({ at }) => at > now - weekMs)) ||
  activities.some(({ name, at }) => names.includes(name) && at > now - weekMs);
