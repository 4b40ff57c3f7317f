import type { Campaign } from "./campaign.ts";
import type { Category, Channel } from "./channel.ts";
import { refusalOf } from "./consent.ts";
import { type Estimate, estimateOf } from "./estimate.ts";
import { type MatchReason, matchReasons } from "./match-reasons.ts";
import { isAdmitted } from "./may-enter.ts";
import type { Profile } from "./profile.ts";
import type { Rules } from "./rules.ts";

/** Customers drawn without regard to who they are. */
export interface Drawn {
  readonly profiles: readonly Profile[];
  readonly of: number;
  readonly whole: boolean;
}

export interface AudienceQuestion {
  readonly audience?: Campaign["audience"];
  readonly exclusion?: Campaign["exclusion"];
  /** Which ways a message of this kind would go; the first one that may carry it counts as reached. */
  readonly channels: readonly Channel[];
  readonly category: Category;
  readonly now: number;
  readonly rules: Rules;
}

export interface Example {
  readonly customerId: string;
  readonly name?: string;
  readonly reasons: readonly MatchReason[];
}

export interface AudienceEstimate extends Estimate {
  readonly of: number;
  readonly sampleSize: number;
  /** True when everybody was looked at. */
  readonly exact: boolean;
  /** Of the audience: who may be written to, on each of the channels and on any of them. */
  readonly reachable: Readonly<Partial<Record<Channel | "any", Estimate>>>;
  readonly examples: readonly Example[];
}

const examplesMax = 10;

const isHan = (text: string): boolean => /^\p{Script=Han}+$/u.test(text);

/** A customer's name as far as it is known; a Chinese one as it is said, the family first. */
export const nameOf = ({ traits: { firstName = "", lastName = "" } }: Profile): string | undefined => {
  const isChinese = isHan(firstName) && isHan(lastName);
  const name = isChinese ? `${lastName}${firstName}` : [firstName, lastName].filter((part) => part !== "").join(" ");
  return name === "" ? undefined : name;
};

const exampleOf = (profile: Profile, { audience, now, rules }: AudienceQuestion): Example => {
  const name = nameOf(profile);
  return {
    customerId: profile.customerId,
    ...(name !== undefined && { name }),
    reasons: audience === undefined ? [] : matchReasons(audience, profile, now, rules),
  };
};

/** Whom an audience holds, how many of them a message could reach, and ten of them to look at. */
export const estimateAudience = ({ profiles, of, whole }: Drawn, q: AudienceQuestion): AudienceEstimate => {
  const held = profiles.filter((profile) => isAdmitted(q, profile, q.now, q.rules));
  const among = (hits: number): Estimate => estimateOf({ hits, size: profiles.length, of, whole });
  const reached = (channel: Channel) => held.filter((one) => refusalOf(one, channel, q.category) === undefined);
  const any = held.filter((one) => q.channels.some((channel) => refusalOf(one, channel, q.category) === undefined));
  return {
    ...among(held.length),
    of,
    sampleSize: profiles.length,
    exact: whole,
    reachable: {
      ...Object.fromEntries(q.channels.map((channel) => [channel, among(reached(channel).length)])),
      ...(q.channels.length > 0 && { any: among(any.length) }),
    },
    examples: held.slice(0, examplesMax).map((profile) => exampleOf(profile, q)),
  };
};
