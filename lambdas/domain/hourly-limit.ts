import { hourMs } from "./limits.ts";
import type { Profile } from "./profile.ts";

/** What all ticks know together of one campaign with a limit per hour. */
export interface HourState {
  /** Hours since the epoch. */
  readonly hour: number;
  /** Messages reserved in that hour; of these, to customers who did not wait for it. */
  readonly reserved: number;
  readonly reservedFresh: number;
  /** The end of the line of those who wait, epoch milliseconds: the next one is asked to come back then. */
  readonly lineEndsAt: number;
  /** The `now` of the run that claimed last. */
  readonly claimedAt: number;
}

export interface HourQuestion {
  readonly state: HourState | undefined;
  /** Messages in an hour, at least 1. */
  readonly max: number;
  /** Customers who were deferred before and came back, and those who came due just now. */
  readonly waited: number;
  readonly fresh: number;
  readonly now: number;
  /** False for a run that found another one at work: whoever gets nothing is left to that one. */
  readonly mayDefer: boolean;
}

export interface HourGrant {
  readonly waited: number;
  readonly fresh: number;
  /** The first of those who got nothing comes back then, epoch milliseconds, and each further one `everyMs` later. */
  readonly backAt: number | undefined;
  readonly everyMs: number;
  readonly state: HourState;
}

/**
 * Shares out what is left of this hour, first among those who waited for it, then among those who came just now, except for
 * what is promised to the line. The others join the end of the line, spread evenly over the following hours, so that
 * each waits once and is not asked back to find the hour full again.
 */
export const claimHour = ({ state, max, waited, fresh, now, mayDefer }: HourQuestion): HourGrant => {
  const hour = Math.floor(now / hourMs);
  const current = inHour(state, hour, now);
  // A tick whose clock is behind must not begin an hour anew that another one has closed.
  const left = current.hour > hour ? 0 : Math.max(0, max - current.reserved);
  const grantedWaited = Math.min(waited, left);
  const unpromised = Math.max(0, max - promised(current, max) - current.reservedFresh);
  const grantedFresh = Math.min(fresh, left - grantedWaited, unpromised);
  const everyMs = hourMs / max;
  const backAt = Math.max(current.lineEndsAt, (Math.max(hour, current.hour) + 1) * hourMs);
  const deferred = mayDefer ? waited + fresh - grantedWaited - grantedFresh : 0;
  return {
    waited: grantedWaited,
    fresh: grantedFresh,
    backAt: mayDefer ? backAt : undefined,
    everyMs,
    state: {
      hour: current.hour,
      reserved: current.reserved + grantedWaited + grantedFresh,
      reservedFresh: current.reservedFresh + grantedFresh,
      lineEndsAt: deferred === 0 ? current.lineEndsAt : backAt + deferred * everyMs,
      claimedAt: now,
    },
  };
};

const inHour = (state: HourState | undefined, hour: number, now: number): HourState =>
  state !== undefined && state.hour >= hour
    ? state
    : { hour, reserved: 0, reservedFresh: 0, lineEndsAt: state?.lineEndsAt ?? 0, claimedAt: now };

/** Places of this hour that the line was promised. */
const promised = ({ hour, lineEndsAt }: HourState, max: number): number =>
  Math.min(max, Math.max(0, Math.ceil(((lineEndsAt - hour * hourMs) * max) / hourMs)));

/** How long a run may be at work, milliseconds. */
const runMs = 45_000;

/**
 * Whether another run is at work on this hour. Of two runs at once the second would find the hour full and defer the very
 * customers to whom the first is giving its places.
 */
export const isShared = (state: HourState | undefined, now: number): boolean =>
  state !== undefined && Math.abs(now - state.claimedAt) < runMs;

/** Gives back what was granted and not reserved. Once the hour is over there is nothing to give back. */
export const returnToHour = (state: HourState | undefined, q: { readonly count: number; readonly now: number }) =>
  state === undefined || state.hour !== Math.floor(q.now / hourMs)
    ? state
    : {
        ...state,
        reserved: Math.max(0, state.reserved - q.count),
        reservedFresh: Math.max(0, state.reservedFresh - q.count),
      };

/** Whether the customer was deferred at a step of this campaign before, for whatever reason, and comes back now. */
export const hasWaited = ({ journeys }: Profile, campaignId: string, now: number): boolean =>
  journeys.some(
    (journey) =>
      journey.campaignId === campaignId &&
      journey.resend === undefined &&
      journey.lookAt <= now &&
      journey.lookAt > journey.stepAt,
  );
