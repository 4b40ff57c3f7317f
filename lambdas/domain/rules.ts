import { type Breaker, isHeld, isOpen } from "./breaker.ts";
import type { Campaign, Step } from "./campaign.ts";
import type { Coupon } from "./coupon.ts";
import type { Traits } from "./event.ts";
import { createHours, type Hours } from "./hours.ts";
import { type Learned, nothingLearned } from "./learned.ts";
import type { Segment } from "./predicate.ts";
import type { Settings } from "./settings.ts";
import { drawingOf } from "./shop-window.ts";
import { isTimeZone, zoneCalendar } from "./zone-calendar.ts";

/** The change in, or the sum of, the gaps between orders that the shop's customers showed. */
export interface ShopFigures {
  readonly gapCount: number;
  readonly gapMsTotal: number;
}

/** What is published for the engine: one item, so that a decision never mixes two revisions. */
export interface Snapshot {
  readonly revision: number;
  /** The whole account is paused: nothing is decided and nothing submitted. */
  readonly paused: boolean;
  readonly settings: Settings;
  /** The last time the breaker opened; absent while it never did. */
  readonly breaker?: Breaker | undefined;
  /** The live campaigns only. */
  readonly campaigns: readonly Campaign[];
  /** Versions before the live ones, for the customers who are inside. */
  readonly earlier?: readonly EarlierVersion[] | undefined;
  /** Versions before those; see edit-campaign.ts, which keeps both lists. */
  readonly forgotten?: readonly ForgottenVersions[] | undefined;
  readonly segments?: readonly Segment[] | undefined;
  readonly coupons?: readonly Coupon[] | undefined;
}

/** A version that was live before. */
export interface EarlierVersion {
  readonly campaign: Campaign;
  /** What an editor chose for the customers inside: to finish on this version, or to go on in the live one at the same step. */
  readonly inside: "finish" | "move";
}

/** Versions of which only the names of their steps are left: all up to this one that no entry before it covers. */
export interface ForgottenVersions {
  readonly campaignId: string;
  readonly upTo: number;
  /** Ids of their steps, in order. */
  readonly steps: readonly string[];
}

/** Everything a decision depends on besides the profile and the clock. */
export interface Rules {
  readonly settings: Settings;
  readonly campaigns: readonly Campaign[];
  readonly campaignsById: ReadonlyMap<string, Campaign>;
  /** By `versionKey`; the live versions are not among them. */
  readonly earlier: ReadonlyMap<string, EarlierVersion>;
  /** By campaign id, the oldest first. */
  readonly forgotten: ReadonlyMap<string, readonly ForgottenVersions[]>;
  /** The last live version of each campaign that is not live now, by its id: paused ones, whose customers stay inside. */
  readonly resting: ReadonlyMap<string, Campaign>;
  readonly segments: ReadonlyMap<string, Segment>;
  readonly coupons: ReadonlyMap<string, Coupon>;
  readonly paused: boolean;
  readonly breaker: Breaker | undefined;
  /** Of campaigns that have one. */
  readonly hourlyMax: ReadonlyMap<string, number>;
  readonly figures: ShopFigures;
  readonly learned: Learned;
  readonly hours: Hours;
  /** Of the shop's hold-out; undefined when there is none. See shop-window.ts. */
  readonly drawing: string | undefined;
  /** The customer's own zone, or the shop's when that is unknown or invalid: it fails closed. */
  zoneOf(traits: Traits): string;
  /** The shop's local day, `YYYY-MM-DD`: what happens at this instant is counted there. */
  dayOf(at: number): string;
}

export const versionKey = (campaignId: string, version: number): string => `${campaignId}@${version}`;

/** What a campaign says itself goes over what the settings say of it. */
const hourlyMaxOf = ({ settings, campaigns }: Snapshot): ReadonlyMap<string, number> => {
  const said = Object.entries(settings.campaigns).map(([id, { messagesPerHourMax: max }]) => [id, max] as const);
  const own = campaigns.map(({ id, policy }) => [id, policy.messagesPerHourMax] as const);
  return new Map([...said, ...own].filter((one): one is readonly [string, number] => one[1] !== undefined));
};

/**
 * True when there is nothing that may be decided: due customers are left as they are, and nothing is written. An open
 * breaker holds messages; a campaign that also asks people for something, or tells another system, goes on with that.
 */
export const isResting = ({ paused, breaker, campaigns }: Rules): boolean =>
  paused || (isOpen(breaker) && campaigns.every(({ steps }) => steps.every((step) => isStill(step, breaker))));

const isStill = (step: Step, breaker: Breaker | undefined): boolean => {
  switch (step.kind) {
    case "send":
      return step.channels.every((channel) => isHeld(breaker, channel, step.category));
    case "task":
    case "webhook":
    case "case":
    case "set-attribute":
      return false;
    default:
      return true;
  }
};

const forgottenOf = ({ forgotten = [] }: Snapshot): Rules["forgotten"] => {
  const byCampaign = new Map<string, readonly ForgottenVersions[]>();
  for (const one of [...forgotten].sort((a, b) => a.upTo - b.upTo))
    byCampaign.set(one.campaignId, [...(byCampaign.get(one.campaignId) ?? []), one]);
  return byCampaign;
};

const restingOf = ({ campaigns, earlier = [] }: Snapshot): Rules["resting"] => {
  const live = new Set(campaigns.map(({ id }) => id));
  const resting = new Map<string, Campaign>();
  for (const { campaign } of earlier) {
    const known = resting.get(campaign.id);
    if (!live.has(campaign.id) && (known === undefined || known.version < campaign.version))
      resting.set(campaign.id, campaign);
  }
  return resting;
};

export const compileRules = (snapshot: Snapshot, figures: ShopFigures, learned: Learned = nothingLearned): Rules => {
  const shopZone = snapshot.settings.shop.timeZone;
  const shopCalendar = zoneCalendar(shopZone);
  // Decisions come in the order of their instants: the last date is nearly always the next one.
  let latest = { day: Number.NaN, date: "" };
  return {
    settings: snapshot.settings,
    campaigns: snapshot.campaigns,
    campaignsById: new Map(snapshot.campaigns.map((campaign) => [campaign.id, campaign])),
    earlier: new Map((snapshot.earlier ?? []).map((one) => [versionKey(one.campaign.id, one.campaign.version), one])),
    forgotten: forgottenOf(snapshot),
    resting: restingOf(snapshot),
    segments: new Map((snapshot.segments ?? []).map((segment) => [segment.id, segment])),
    coupons: new Map((snapshot.coupons ?? []).map((coupon) => [coupon.id, coupon])),
    paused: snapshot.paused,
    breaker: snapshot.breaker,
    hourlyMax: hourlyMaxOf(snapshot),
    figures,
    learned,
    hours: createHours(snapshot.settings),
    drawing: drawingOf(snapshot.settings.holdOut),
    zoneOf: ({ timeZone }) => (timeZone !== undefined && isTimeZone(timeZone) ? timeZone : shopZone),
    dayOf: (at) => {
      const day = shopCalendar.dayOf(at);
      if (day !== latest.day) latest = { day, date: shopCalendar.dateOf(day) };
      return latest.date;
    },
  };
};
