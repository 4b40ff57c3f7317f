import { gapsOf } from "./cadence.ts";
import type { SendStep } from "./campaign.ts";
import type { Category, Channel } from "./channel.ts";
import { type Refusal, refusalOf } from "./consent.ts";
import { dayMs } from "./limits.ts";
import type { Contact, OrderFigures, Profile } from "./profile.ts";
import { isPushPaused } from "./push-pause.ts";
import type { Settings } from "./settings.ts";

type Chosen = Pick<SendStep, "channels" | "channelChoice">;

/**
 * The step's channels in the order in which they are tried for this customer: as listed, by the kind of goods they buy, or
 * by what they respond to. Only the order changes: a channel that the step does not list carries nothing.
 */
export const channelsFor = (step: Chosen, profile: Profile, settings: Settings): readonly Channel[] => {
  switch (step.channelChoice) {
    case undefined:
    case "listed":
      return step.channels;
    case "by-goods":
      return byGoods(step.channels, profile.orders, settings.channelChoice);
    case "by-response":
      return byResponse(step.channels, profile.engagement);
  }
};

/** Small things bought often are worth a glance at the phone, dear ones bought rarely a text. Anything else stays as listed. */
const byGoods = (
  channels: readonly Channel[],
  orders: OrderFigures,
  bounds: Settings["channelChoice"],
): readonly Channel[] => {
  switch (kindOfGoods(orders, bounds)) {
    case "everyday":
      return withFirst(channels, "push");
    case "rare":
      return withFirst(channels, "sms");
    case "between":
      return channels;
  }
};

/** What a customer buys, by the mean value of the orders and the mean time between them. */
export const kindOfGoods = (
  orders: OrderFigures,
  bounds: Settings["channelChoice"],
): "everyday" | "rare" | "between" => {
  if (orders.count < 1) return "between";
  const value = orders.revenue / orders.count;
  const { gapCount, gapMsTotal } = gapsOf(orders);
  // One order shows no gap: whether it was dear is all there is to go by.
  const gapDays = gapCount === 0 ? undefined : gapMsTotal / gapCount / dayMs;
  if (gapDays !== undefined && gapDays <= bounds.everydayGapDaysMax && value <= bounds.everydayValueMax) {
    return "everyday";
  }
  const isSeldom = gapDays === undefined || gapDays >= bounds.rareGapDaysMin;
  return isSeldom && value >= bounds.rareValueMin ? "rare" : "between";
};

const withFirst = (channels: readonly Channel[], first: Channel): readonly Channel[] =>
  channels.includes(first) && channels[0] !== first
    ? [first, ...channels.filter((channel) => channel !== first)]
    : channels;

/** Most answered first; where the customer answered none, or as many, the listed order holds. */
const byResponse = (channels: readonly Channel[], engagement: Profile["engagement"]): readonly Channel[] => {
  const responses = (channel: Channel): number => {
    const { clicked = 0, opened = 0 } = engagement[channel] ?? {};
    // An app may report a tap, an opening, or both of the same push.
    return Math.max(clicked, opened);
  };
  return channels.some((channel) => responses(channel) > 0)
    ? channels.toSorted((a, b) => responses(b) - responses(a))
    : channels;
};

export type Obstacle = Refusal | "push-paused";

/** Why this channel may not carry the message; nothing when it may. */
const obstacleOf = (
  profile: Profile,
  channel: Channel,
  category: Category,
  contacts: readonly Contact[],
): Obstacle | undefined => {
  const refusal = refusalOf(profile, channel, category);
  if (refusal !== undefined) return refusal;
  return channel === "push" && isPushPaused(profile, category, contacts) ? "push-paused" : undefined;
};

/** The first of these channels, in order of preference, that may carry the message. Asked at every look, so it makes nothing. */
export const usableChannel = (
  profile: Profile,
  channels: readonly Channel[],
  category: Category,
  contacts: readonly Contact[],
): Channel | undefined => {
  for (const channel of channels) {
    if (obstacleOf(profile, channel, category, contacts) === undefined) return channel;
  }
  return undefined;
};

export const usableChannels = (
  profile: Profile,
  channels: readonly Channel[],
  category: Category,
  contacts: readonly Contact[],
): readonly Channel[] => channels.filter((channel) => obstacleOf(profile, channel, category, contacts) === undefined);

/**
 * Why none of them may. A pause of push ends by itself, so it is told rather than what stands in the way of the others:
 * somebody who cannot be reached at all leaves the journey. Of the others, what keeps us from an address that there is says
 * more than that another channel has none: most customers have no app, and that is never why an email was not sent.
 */
export const obstacleOfAll = (
  profile: Profile,
  channels: readonly Channel[],
  category: Category,
  contacts: readonly Contact[],
): Obstacle => {
  const obstacles = channels.map((channel) => obstacleOf(profile, channel, category, contacts));
  const telling = obstacles.find((obstacle) => obstacle !== "no-address");
  return obstacles.find((obstacle) => obstacle === "push-paused") ?? telling ?? obstacles[0] ?? "no-consent";
};
