import { type Advance, advance } from "../../lambdas/domain/advance.ts";
import type { CustomerEvent } from "../../lambdas/domain/event.ts";
import { emptyProfile, type Profile } from "../../lambdas/domain/profile.ts";
import type { Rules } from "../../lambdas/domain/rules.ts";

/** Feeds each event at the instant it happened, as a live shop does. */
export const live = (events: readonly CustomerEvent[], rules: Rules): Profile =>
  events.reduce(
    (profile, event) => advance({ profile, events: [event], now: event.occurredAt, rules }).profile,
    emptyProfile("c-1"),
  );

/** What the tick does for one customer. */
export const look = (profile: Profile, now: number, rules: Rules): Advance =>
  advance({ profile, events: [], now, rules });
