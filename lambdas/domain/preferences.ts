import { type Category, type Channel, channels } from "./channel.ts";
import { perWeekMax } from "./chosen-frequency.ts";
import { addressIn, isConsented, refusalOf } from "./consent.ts";
import type { CustomerEvent } from "./event.ts";
import type { Profile } from "./profile.ts";

/** What a customer may choose one by one. Transactions come with an order, so they are no topic of choice. */
export const chosenTopics = ["promotion", "care", "service"] as const satisfies readonly Category[];
export type ChosenTopic = (typeof chosenTopics)[number];

/** Messages a week that the page offers; the customer may have chosen another number elsewhere. */
export const offeredPerWeek = [3, 1, 0] as const;

export interface ChannelChoice {
  readonly channel: Channel;
  /** False when the address bounced, complained or sent STOP: agreeing again would change nothing. */
  readonly open: boolean;
  readonly topics: Readonly<Record<ChosenTopic, boolean>>;
}

/** What holds for a customer now, without any address. Only channels on which there is one. */
export interface Preferences {
  readonly channels: readonly ChannelChoice[];
  /** Absent: as often as the shop's caps allow. */
  readonly perWeek?: number;
}

export const preferencesOf = (profile: Profile): Preferences => ({
  channels: channels
    .filter((channel) => addressIn(profile, channel) !== undefined)
    .map((one) => choiceOf(profile, one)),
  ...(profile.frequency !== undefined && { perWeek: profile.frequency.perWeek }),
});

const choiceOf = (profile: Profile, channel: Channel): ChannelChoice => ({
  channel,
  open: refusalOf(profile, channel, "care") !== "suppressed",
  topics: {
    promotion: isConsented(profile, channel, "promotion"),
    care: isConsented(profile, channel, "care"),
    service: isConsented(profile, channel, "service"),
  },
});

/** What a customer said on the page. */
export type Wish =
  | { readonly kind: "stop-all" }
  | {
      readonly kind: "choose";
      /** `channel.topic` of every box that stood on the page, so that a missing tick is told from a missing box. */
      readonly shown: ReadonlySet<string>;
      /** Of those, the ticked ones. */
      readonly ticked: ReadonlySet<string>;
      /** Absent: as often as the shop's caps allow. */
      readonly perWeek?: number;
    };

export const boxName = (channel: Channel, topic: ChosenTopic): string => `${channel}.${topic}`;

export const isPerWeek = (value: number): boolean => Number.isInteger(value) && value >= 0 && value <= perWeekMax;

/** What will hold once the wish is folded. A box that was not shown, or whose channel is closed, stays as it is. */
export const afterWish = (before: Preferences, wish: Wish): Preferences => {
  if (wish.kind === "stop-all")
    return { ...before, channels: before.channels.map((one) => ({ ...one, topics: none })) };
  const { channels: chosen } = before;
  return {
    channels: chosen.map((one) => (one.open ? { ...one, topics: tickedTopics(one, wish) } : one)),
    ...(wish.perWeek !== undefined && { perWeek: wish.perWeek }),
  };
};

const none = { promotion: false, care: false, service: false } as const;

const tickedTopics = (
  { channel, topics }: ChannelChoice,
  { shown, ticked }: Extract<Wish, { kind: "choose" }>,
): ChannelChoice["topics"] => {
  const told = (topic: ChosenTopic): boolean =>
    shown.has(boxName(channel, topic)) ? ticked.has(boxName(channel, topic)) : topics[topic];
  return { promotion: told("promotion"), care: told("care"), service: told("service") };
};

interface Told {
  readonly customerId: string;
  /** The message whose link led to the page: the evidence. */
  readonly messageKey: string;
  /** Epoch milliseconds; part of the ids, because the same choice made again later is a new statement. */
  readonly now: number;
}

/** The statements of a wish: only of what changes, so that an untouched form says nothing. */
export const statementsOf = (before: Preferences, wish: Wish, told: Told): readonly CustomerEvent[] =>
  wish.kind === "stop-all"
    ? channels.map((channel) => statement({ channel, topic: "all", granted: false }, told))
    : [...topicStatements(before, afterWish(before, wish), told), ...frequencyStatement(before, wish, told)];

const topicStatements = (before: Preferences, after: Preferences, told: Told): readonly CustomerEvent[] =>
  after.channels.flatMap(({ channel, topics }, at) =>
    chosenTopics
      .filter((topic) => before.channels[at]?.topics[topic] !== topics[topic])
      .map((topic) => statement({ channel, topic, granted: topics[topic] }, told)),
  );

/** The name under which consent by this page is kept. */
export const preferencesSource = "preferences";

const envelopeOf = ({ customerId, messageKey, now }: Told, what: string) => ({
  customerId,
  eventId: `${messageKey}-preferences-${now}-${what}`,
  occurredAt: now,
  receivedAt: now,
});

const statement = (
  { channel, topic, granted }: { readonly channel: Channel; readonly topic: string; readonly granted: boolean },
  told: Told,
): CustomerEvent => ({
  ...envelopeOf(told, `${channel}-${topic}`),
  kind: granted ? "consent-given" : "consent-withdrawn",
  channel,
  topic,
  source: preferencesSource,
  evidence: told.messageKey,
});

const frequencyStatement = (
  before: Preferences,
  { perWeek }: Extract<Wish, { kind: "choose" }>,
  told: Told,
): readonly CustomerEvent[] =>
  before.perWeek === perWeek
    ? []
    : [{ ...envelopeOf(told, "frequency"), kind: "frequency-chosen", ...(perWeek !== undefined && { perWeek }) }];
