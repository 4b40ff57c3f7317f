import type { Campaign, Step } from "./campaign.ts";
import { dayMs, hourMs } from "./limits.ts";
import type { Reservation } from "./message.ts";
import type { Entry, Journey, Profile } from "./profile.ts";
import { withName } from "./with-name.ts";

/** How long after a message an order counts for a campaign that names no goal, in days. */
export const goalDaysDefault = 14;
const windowDaysMax = 400;
/** How long after a window an order that is cancelled still counts back, in days. Then the window is forgotten. */
export const cancelledWithinDays = 30;
/** Messages of one campaign that an order may follow; with more, the oldest is forgotten. */
const touchesKept = 3;

/** A message of the campaign that was not taken back, and the orders that followed it. Money in whole cents. */
export interface Touch {
  /** The instant of the reservation, or of the attempt that went out after all; epoch milliseconds. */
  readonly at: number;
  /** The reservation's own instant, where the message went out later. */
  readonly reservedAt?: number;
  /** Orders after which this was the campaign's latest message. */
  readonly orders: number;
  readonly revenueCents: number;
  /** Of these, those after which it was the latest message of all campaigns. */
  readonly lastOrders: number;
  readonly lastRevenueCents: number;
}

/**
 * What a customer did in the days after a campaign first wanted to write to them. It begins when a journey's hold-out is
 * asked for the first time, for treated and held-out customers alike, whatever hours and caps say afterwards: so the two
 * groups differ in nothing but the treatment. Who enters again while it is open is not counted anew.
 */
export interface GoalWindow {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly days: number;
  readonly heldOut: boolean;
  readonly variant?: string;
  /** All that the customer had spent before. */
  readonly spentCents: number;
  /** The latest few, the oldest first. */
  readonly touches: readonly Touch[];
  /** Within the window. */
  readonly orders: number;
  readonly revenueCents: number;
  /** The goal was reached within the window. */
  readonly converted: boolean;
}

export const cents = (amount: number): number => Math.round(amount * 100);

/** After the first instant, up to so many days. */
export const isWithinDays = (at: number, from: number, days: number): boolean => at > from && at <= from + days * dayMs;

/** How long after a message of the campaign its goal counts, in days. */
export const goalDaysOf = (campaign: Pick<Campaign, "goal"> | undefined): number =>
  campaign?.goal?.windowDays ?? goalDaysDefault;

const waitMs = (step: Step): number => {
  if (step.kind !== "wait") return 0;
  const { days = 0, hours = 0, minutes = 0, workingMinutes = 0 } = step;
  // A working day of eight hours is a day of the calendar.
  return days * dayMs + hours * hourMs + minutes * 60_000 + workingMinutes * 3 * 60_000;
};

/**
 * How long a window is, in days: the goal's days, and before them the time from a journey's first message to its last, as far
 * as the steps tell. It is the same for everybody in the campaign, whichever way they go and however soon they leave.
 */
export const windowDaysOf = ({ steps, goal }: Pick<Campaign, "steps" | "goal">): number => {
  if (steps.length === 1) return Math.min(goalDaysOf({ goal }), windowDaysMax);
  const isSend = ({ kind }: Step): boolean => kind === "send";
  const between = steps.slice(steps.findIndex(isSend) + 1, steps.findLastIndex(isSend) + 1);
  const journeyDays = between.reduce((sum, step) => sum + waitMs(step), 0) / dayMs;
  return Math.min(goalDaysOf({ goal }) + Math.ceil(journeyDays), windowDaysMax);
};

/** An order, or one that is cancelled. */
export interface OrderChange {
  /** Of the order, epoch milliseconds. */
  readonly at: number;
  readonly orders: 1 | -1;
  /** In whole cents. */
  readonly money: number;
}

/** A window with an order that falls into it. One that was cancelled counts back only where it had counted. */
export const ordered = (window: GoalWindow, { orders, money }: OrderChange, converted: boolean): GoalWindow => {
  if (window.orders + orders < 0) return window;
  return { ...window, orders: window.orders + orders, revenueCents: window.revenueCents + money, converted };
};

const endOf = ({ at, days }: GoalWindow): number => at + days * dayMs;

export interface Opening {
  readonly campaign: Campaign;
  readonly journey: Journey;
  readonly heldOut: boolean;
  readonly spentCents: number;
  readonly now: number;
}

/** The window that a look opens; undefined when the journey has or had one, or began while an earlier one was open. */
export const openedWindow = (entry: Entry | undefined, q: Opening): GoalWindow | undefined => {
  const { campaign, journey, heldOut, spentCents, now } = q;
  const before = entry?.window;
  if (entry === undefined || (before !== undefined && journey.enteredAt <= endOf(before))) return undefined;
  const window: GoalWindow = {
    at: now,
    days: windowDaysOf(campaign),
    heldOut,
    spentCents,
    touches: before?.touches ?? [],
    orders: 0,
    revenueCents: 0,
    converted: false,
  };
  return journey.variant === undefined ? window : { ...window, variant: journey.variant };
};

export type Entries = Profile["entries"];

export const withWindow = (entries: Entries, campaignId: string, window: GoalWindow): Entries => {
  const entry = entries[campaignId];
  if (entry === undefined) return entries;
  const { occurrence, at, count } = entry;
  return withName(entries, campaignId, { occurrence, at, count, window });
};

type Sent = Pick<Reservation, "campaignId" | "reservedAt">;

const touch = (at: number, reservedAt: number): Touch => {
  const one: Touch = { at, orders: 0, revenueCents: 0, lastOrders: 0, lastRevenueCents: 0 };
  return at === reservedAt ? one : { ...one, reservedAt };
};

/** A message goes out at this instant. */
export const touched = (entries: Entries, { campaignId, reservedAt }: Sent, at: number): Entries => {
  const window = entries[campaignId]?.window;
  if (window === undefined) return entries;
  const touches = [...window.touches, touch(at, reservedAt)];
  if (touches.length > 1) touches.sort((a, b) => a.at - b.at).splice(0, touches.length - touchesKept);
  return withWindow(entries, campaignId, withTouches(window, touches));
};

/** Every field by its name: a window is copied with every order, and a spread of a spread is slow. */
const withTouches = (window: GoalWindow, touches: readonly Touch[]): GoalWindow => {
  const { at, days, heldOut, variant, spentCents, orders, revenueCents, converted } = window;
  const next = { at, days, heldOut, spentCents, touches, orders, revenueCents, converted };
  return variant === undefined ? next : { ...next, variant };
};

export const isTouchOf =
  ({ reservedAt }: Sent) =>
  (one: Touch): boolean =>
    (one.reservedAt ?? one.at) === reservedAt;

/** A message that was not sent, or not yet: what followed it did not follow it. */
export const untouched = (entries: Entries, sent: Sent): { readonly entries: Entries; readonly gone?: Touch } => {
  const window = entries[sent.campaignId]?.window;
  const gone = window?.touches.find(isTouchOf(sent));
  if (window === undefined || gone === undefined) return { entries };
  const touches = window.touches.filter((one) => one !== gone);
  return { entries: withWindow(entries, sent.campaignId, { ...window, touches }), gone };
};

/** Without the windows in which nothing can happen any more. A journey's own stays as long as the journey. */
export const keptWindows = (entries: Entries, journeys: readonly Journey[], now: number): Entries => {
  let kept = entries;
  for (const campaignId of Object.keys(entries)) {
    const entry = entries[campaignId];
    if (entry?.window === undefined || !isOver(entry.window, campaignId, journeys, now)) continue;
    const { occurrence, at, count } = entry;
    kept = withName(kept, campaignId, { occurrence, at, count });
  }
  return kept;
};

const isOver = (window: GoalWindow, campaignId: string, journeys: readonly Journey[], now: number): boolean => {
  // A window that is open, as most are, is seen to be so without asking for more.
  if (now <= window.at + (window.days + cancelledWithinDays) * dayMs) return false;
  if (journeys.some((journey) => journey.campaignId === campaignId)) return false;
  const keptMs = (window.days + cancelledWithinDays) * dayMs;
  return window.touches.every(({ at }) => now > at + keptMs);
};
