// One customer's history under the rules of today: what each campaign wanted to send, what came of it, and what the customer did
// anyway. In the history none of these messages was sent, so whoever ordered after one would have ordered without it.
import type { Advance } from "./advance.ts";
import type { Channel } from "./channel.ts";
import { mondayOf } from "./civil-date.ts";
import type { CustomerEvent } from "./event.ts";
import type { Counts } from "./funnel-counts.ts";
import { goalDaysOf, isWithinDays } from "./goal-window.ts";
import { dayMs } from "./limits.ts";
import type { Look } from "./look.ts";
import type { Reservation } from "./message.ts";
import { playHistory } from "./play.ts";
import type { Profile } from "./profile.ts";
import type { Rules } from "./rules.ts";
import { zoneCalendar } from "./zone-calendar.ts";

/**
 * What is counted of one campaign and one customer, by name:
 *
 * `wanted`: messages that a look wanted to send for the first time = `sent` + `held-out` + all `stopped:<reason>` + `left`: all
 * `left:<reason>` (put off for that reason, and gone before the next look) + `waiting` at the end. `lookedAt` = `sent` +
 * `held-out` + all `skipped:<reason>`, as the funnel has it. `reached` and `kept-out` are customers. `week:<day>:<channel>` are messages and
 * `cost:<day>` US dollars by the Monday of the shop's week, `unpriced` messages without a known price. Of messages
 * whose goal days the history holds (`followed`), `bought` are those after which the customer ordered, with `bought:orders` and
 * `bought:revenue`, each order once. `treated:…` and `heldOut:…` (`customers`, `converted`, `orders`, `revenue` in cents) are the goal
 * windows, as the engine counts them.
 */
export type CampaignCounter = Map<string, number>;

export interface CustomerHistory {
  /** What is known before anything happens. */
  readonly start: Profile;
  /** Sorted by `occurredAt`. */
  readonly events: readonly CustomerEvent[];
}

export interface BacktestStretch {
  /** Epoch milliseconds; earlier events build profiles and begin nothing. */
  readonly from: number;
  readonly until: number;
  readonly rulesAt: (at: number) => Rules;
  /** US dollars; nothing where no price is known. */
  readonly costOf: (message: Reservation, profile: Profile) => number | undefined;
}

export interface PlayedCustomer {
  /** Reserved and held out, in their order. */
  readonly messages: readonly Reservation[];
  /** By campaign id. */
  readonly counters: ReadonlyMap<string, CampaignCounter>;
  /** The customer's looks went in circles and were given up. */
  readonly isCut: boolean;
}

/** Between two events of a customer; real campaigns look a few dozen times. */
const looksMax = 2_000;

/** A look that was put off, until the journey is looked at again. */
interface Pending {
  readonly campaignId: string;
  readonly stepId: string;
  readonly reason: string;
  readonly until: number;
}

export const add = (counter: CampaignCounter, name: string, by = 1): void => {
  counter.set(name, (counter.get(name) ?? 0) + by);
};

export const playCustomer = ({ start, events }: CustomerHistory, q: BacktestStretch): PlayedCustomer => {
  const counters = new Map<string, CampaignCounter>();
  const messages: Reservation[] = [];
  let pending: Pending[] = [];
  const counterOf = (campaignId: string): CampaignCounter => {
    const known = counters.get(campaignId);
    if (known !== undefined) return known;
    const created: CampaignCounter = new Map();
    counters.set(campaignId, created);
    return created;
  };
  const watch = (step: Advance): void => {
    for (const look of step.looks) countLook(counterOf(look.campaignId), look, pending);
    for (const reservation of step.reservations) {
      messages.push(reservation);
      countMessage(counterOf(reservation.campaignId), reservation, step.profile, q);
    }
    for (const { campaignId, counts } of step.counted ?? []) countGoals(counterOf(campaignId), counts);
    if (pending.length > 0) pending = withoutGone(pending, step.profile, counterOf);
  };
  const end = playHistory(start, events, { ...q, looksMax, watch });
  for (const { campaignId } of pending) add(counterOf(campaignId), "waiting");
  if (messages.length > 0) countBought(messages, events, q, counterOf);
  return { messages, counters, isCut: end.dueAt !== undefined && end.dueAt <= q.until };
};

const countLook = (counter: CampaignCounter, look: Look, pending: Pending[]): void => {
  const { campaignId, stepId, outcome, until, began } = look;
  add(counter, "lookedAt");
  const again = pending.findIndex((one) => one.campaignId === campaignId && one.stepId === stepId);
  const before = again === -1 ? undefined : pending.splice(again, 1)[0];
  if (before === undefined) add(counter, "wanted");
  if (began !== undefined) add(counter, began.heldOut ? "heldOut:customers" : "treated:customers");
  if (outcome === "reserved" || outcome === "held-out") {
    add(counter, outcome === "reserved" ? "sent" : "held-out");
    return;
  }
  add(counter, `skipped:${outcome}`);
  if (until !== undefined) pending.push({ campaignId, stepId, reason: outcome, until });
  // What expired was kept waiting by something, and that is what stopped it.
  else add(counter, `stopped:${outcome === "expired" ? (before?.reason ?? outcome) : outcome}`);
};

/** Of all ways that a split may send a customer together. */
const countGoals = (counter: CampaignCounter, counts: Counts): void => {
  for (const name of Object.keys(counts)) {
    const goal = goalNameOf(name);
    if (goal !== undefined) add(counter, goal, counts[name]);
  }
};

const goalNames = new Map<string, string | undefined>();

/** `treated/a:orders` counts as `treated:orders`; squares and products are of no use here. */
const goalNameOf = (name: string): string | undefined => {
  if (goalNames.has(name)) return goalNames.get(name);
  const [, arm, sum] = /^(treated|heldOut)(?:\/.*)?:(converted|orders|revenue)$/.exec(name) ?? [];
  const goal = arm === undefined ? undefined : `${arm}:${sum}`;
  if (goalNames.size < goalNamesMost) goalNames.set(name, goal);
  return goal;
};
const goalNamesMost = 1_000;

/** Journeys that ended while a message waited: the customer ordered, or left otherwise. */
const withoutGone = (
  pending: readonly Pending[],
  { journeys }: Profile,
  counterOf: (campaignId: string) => CampaignCounter,
): Pending[] =>
  pending.filter(({ campaignId, until, reason }) => {
    const isThere = journeys.some((one) => one.campaignId === campaignId && one.lookAt === until);
    if (!isThere) {
      add(counterOf(campaignId), "left");
      add(counterOf(campaignId), `left:${reason}`);
    }
    return isThere;
  });

const countMessage = (
  counter: CampaignCounter,
  message: Reservation,
  profile: Profile,
  { rulesAt, costOf }: BacktestStretch,
): void => {
  if (message.status === "held-out") {
    counter.set("kept-out", 1);
    return;
  }
  counter.set("reached", 1);
  const { reservedAt, channel } = message;
  const { timeZone } = rulesAt(reservedAt).settings.shop;
  const names = weekNames(mondayOf(zoneCalendar(timeZone).dayOf(reservedAt)));
  add(counter, channelNames[channel]);
  add(counter, names[channel]);
  const usd = costOf(message, profile);
  if (usd === undefined) add(counter, "unpriced");
  else if (usd > 0) {
    add(counter, "cost", usd);
    add(counter, names.cost, usd);
  }
};

const channelNames = { email: "channel:email", sms: "channel:sms", push: "channel:push" } as const;

type WeekNames = Readonly<Record<Channel | "cost", string>>;

/** Put together once a week, not once a message. */
const namesByWeek = new Map<number, WeekNames>();

const weekNames = (week: number): WeekNames => {
  const known = namesByWeek.get(week);
  if (known !== undefined) return known;
  const named = (channel: Channel): string => `week:${week}:${channel}`;
  const names = { email: named("email"), sms: named("sms"), push: named("push"), cost: `cost:${week}` };
  if (namesByWeek.size < weeksMost) namesByWeek.set(week, names);
  return names;
};
const weeksMost = 10_000;

interface Bought {
  readonly at: number;
  readonly amount: number;
}

const keptOrders = (events: readonly CustomerEvent[], until: number): readonly Bought[] => {
  const cancelled = new Set<string>();
  for (const event of events) if (event.kind === "order-cancelled") cancelled.add(event.orderId);
  const bought: Bought[] = [];
  for (const event of events)
    if (event.kind === "order-placed" && event.occurredAt <= until && !cancelled.has(event.orderId))
      bought.push({ at: event.occurredAt, amount: event.amount });
  return bought;
};

/** Messages whose goal days go on after the history ends say nothing yet, and are left out of both numbers. */
const countBought = (
  messages: readonly Reservation[],
  events: readonly CustomerEvent[],
  { until, rulesAt }: BacktestStretch,
  counterOf: (campaignId: string) => CampaignCounter,
): void => {
  const orders = keptOrders(events, until);
  const { campaignsById } = rulesAt(until);
  const seen = new Set<string>();
  for (const { status, campaignId, reservedAt } of messages) {
    const days = goalDaysOf(campaignsById.get(campaignId));
    if (status === "held-out" || reservedAt + days * dayMs > until) continue;
    const counter = counterOf(campaignId);
    add(counter, "followed");
    const after = orders.filter(({ at }) => isWithinDays(at, reservedAt, days));
    if (after.length > 0) add(counter, "bought");
    for (const order of after) {
      const key = `${campaignId} ${orders.indexOf(order)}`;
      if (seen.has(key)) continue;
      seen.add(key);
      add(counter, "bought:orders");
      add(counter, "bought:revenue", order.amount);
    }
  }
};
