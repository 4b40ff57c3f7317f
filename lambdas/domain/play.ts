// Plays a customer through time: the engine's own `advance`, at each event and in between from one due time to the next. A dry run
// plays the days ahead, in which nothing happens; a backtest plays a history. Neither can say anything else than the engine would
// do. Customers are played one by one: what they share (an hour's limit, a provider's quota) only spreads messages over
// time, and nothing is held back for it here.
import { type Advance, advance } from "./advance.ts";
import type { CustomerEvent } from "./event.ts";
import type { Paced } from "./look.ts";
import type { Profile } from "./profile.ts";
import type { Rules } from "./rules.ts";

export interface Stretch {
  /** Epoch milliseconds: nobody is looked at earlier. */
  readonly from: number;
  /** Nor later; what is due at this very instant is looked at. */
  readonly until: number;
  /** The rules as they stood at an instant: what the shop's customers had shown by then. */
  readonly rulesAt: (at: number) => Rules;
  /** More looks than this mean that a wait of seconds leads in circles. */
  readonly looksMax: number;
  /** Told of each call of `advance`, in order. */
  readonly watch: (step: Advance, at: number) => void;
}

/** An hour's limit spreads messages over the hours; who gets one is not changed by it. */
const unlimited: Paced = new Map();

/** From one due time to the next, while nothing happens. */
export const playUntil = (profile: Profile, stretch: Stretch): Profile => playFrom(profile, stretch, stretch);

const playFrom = (
  profile: Profile,
  { from, until }: Pick<Stretch, "from" | "until">,
  { rulesAt, looksMax, watch }: Stretch,
): Profile => {
  let current = profile;
  let now = from;
  for (let turn = 0; turn < looksMax && current.dueAt !== undefined && current.dueAt <= until; turn += 1) {
    now = Math.max(now, current.dueAt);
    const step = advance({ profile: current, events: [], now, rules: rulesAt(now), paced: unlimited });
    watch(step, now);
    current = step.profile;
    if (!step.changed) break;
  }
  return current;
};

/**
 * Through a history, in the order in which it happened. Events of one instant are folded together, before anything that falls
 * due at that very instant: whoever orders on the day of the threshold has ordered. Events before `from` are history: they
 * build the profile at `from` and begin nothing.
 */
export const playHistory = (profile: Profile, events: readonly CustomerEvent[], stretch: Stretch): Profile => {
  const { from, until, rulesAt, watch } = stretch;
  let current = profile;
  let now = from;
  for (let start = 0; start < events.length; ) {
    const at = Math.max(from, events[start]?.occurredAt ?? from);
    if (at > until) break;
    let end = start + 1;
    while (end < events.length && Math.max(from, events[end]?.occurredAt ?? from) === at) end += 1;
    current = playFrom(current, { from: now, until: at - 1 }, stretch);
    const step = advance({ profile: current, events: events.slice(start, end), now: at, rules: rulesAt(at) });
    watch(step, at);
    current = step.profile;
    now = at;
    start = end;
  }
  return playFrom(current, { from: now, until }, stretch);
};
