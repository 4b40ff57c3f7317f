// How often people are written to, told from the ledgers of a sample of customers.
import { type Channel, channels } from "./channel.ts";
import { refusalOf } from "./consent.ts";
import { dayMs } from "./limits.ts";
import type { Profile } from "./profile.ts";
import { isPushPaused } from "./push-pause.ts";

/** More messages in a week than this are counted together. */
export const perWeekShown = 7;

export interface Pressure {
  /** Customers in the sample. */
  readonly customers: number;
  /** Whom at least one channel may reach with a promotion. */
  readonly reachable: number;
  /** Customers by messages in the last seven days: none, one, … and so many or more at the end. */
  readonly perWeek: readonly number[];
  /** Messages in the last seven days to all of the sample. */
  readonly messages: number;
  /** By channel, of those reachable on it: how many there are, and to how many it is paused. */
  readonly paused: readonly { readonly channel: Channel; readonly reachable: number; readonly paused: number }[];
  /** Who chose how often to hear from the shop. */
  readonly choseFrequency: number;
  /** Whose promotions wait for a case to be closed. */
  readonly waitForCase: number;
}

/** Messages that count towards caps; the ledger remembers a month of them. */
const ofLastWeek = ({ contacts }: Profile, now: number): number =>
  contacts.filter(({ at }) => at > now - 7 * dayMs && at <= now).length;

const isReachable = (profile: Profile, channel: Channel): boolean =>
  refusalOf(profile, channel, "promotion") === undefined;

const pausedOn = (profiles: readonly Profile[], channel: Channel) => {
  const reachable = profiles.filter((profile) => isReachable(profile, channel));
  // Push alone is paused for a person: three in a row without a sign of life.
  const paused = channel === "push" ? reachable.filter((profile) => isPushPaused(profile, "promotion")).length : 0;
  return { channel, reachable: reachable.length, paused };
};

export const pressureOf = (profiles: readonly Profile[], now: number): Pressure => {
  const perWeek = Array.from({ length: perWeekShown + 1 }, () => 0);
  let messages = 0;
  for (const profile of profiles) {
    const count = ofLastWeek(profile, now);
    messages += count;
    const place = Math.min(count, perWeekShown);
    perWeek[place] = (perWeek[place] ?? 0) + 1;
  }
  return {
    customers: profiles.length,
    reachable: profiles.filter((profile) => channels.some((channel) => isReachable(profile, channel))).length,
    ...{ perWeek, messages },
    paused: channels.map((channel) => pausedOn(profiles, channel)),
    choseFrequency: profiles.filter(({ frequency }) => frequency !== undefined).length,
    waitForCase: profiles.filter(({ cases = [] }) => cases.length > 0).length,
  };
};
