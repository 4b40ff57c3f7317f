// What the counters of campaigns say, in the words in which people are told of it.
import { type Channel, channels } from "./channel.ts";
import { dayOfIsoDate, isoDateOf } from "./civil-date.ts";
import type { Counts } from "./funnel-counts.ts";
import { type Groups, groupsOf } from "./goal-counts.ts";
import { goalDaysDefault } from "./goal-window.ts";
import { type MessageStatus, messageStatuses } from "./message.ts";
import type { Settings } from "./settings.ts";

/** Messages of one channel that a provider took, and what came of them. */
export interface ChannelFigures {
  readonly channel: Channel;
  readonly sent: number;
  readonly delivered: number;
  /** Of a push alone, as the shop's app reports it: an email's opening proves nothing. */
  readonly opened: number;
  /** Links followed; those of scanners and previews are left out. */
  readonly clicked: number;
  /** For good. */
  readonly bounced: number;
  readonly complained: number;
  readonly optedOut: number;
  /** In US dollars, as providers bill; without texts to countries whose price is not known. */
  readonly costUsd: number;
  /** Texts whose price is not known. */
  readonly unpriced: number;
}

const of = (counts: Counts, name: string): number => counts[name] ?? 0;
const named = (counts: Counts, prefix: string): Readonly<Record<string, number>> =>
  Object.fromEntries(
    Object.entries(counts)
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, by]) => [name.slice(prefix.length), by] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
const inMoney = (wholeCents: number): number => Math.round(wholeCents) / 100;
const usd = (value: number): number => Math.round(value * 1e4) / 1e4;

type Senders = Pick<Settings["senders"], "emailPriceUsdPerThousand">;

const costUsd = (counts: Counts, channel: Channel, { emailPriceUsdPerThousand: perThousand }: Senders): number => {
  if (channel === "email") return usd((of(counts, "email:sent") * perThousand) / 1000);
  return channel === "sms" ? usd(of(counts, "sms:cost") / 1e6) : 0;
};

const figuresOf = (counts: Counts, channel: Channel, senders: Senders): ChannelFigures => {
  const at = (name: string): number => of(counts, `${channel}:${name}`);
  return {
    channel,
    ...{ sent: at("sent"), delivered: at("delivered"), opened: at("opened"), clicked: at("clicked") },
    ...{ bounced: at("bounced"), complained: at("complained"), optedOut: at("optedOut") },
    ...{ costUsd: costUsd(counts, channel, senders), unpriced: at("unpriced") },
  };
};

/** By channel; one on which nothing happened is left out. */
export const channelFigures = (counts: Counts, senders: Senders): readonly ChannelFigures[] =>
  channels
    .map((channel) => figuresOf(counts, channel, senders))
    .filter(({ channel: _, ...figures }) => Object.values(figures).some((figure) => figure !== 0));

export interface Money {
  readonly orders: number;
  /** In the shop's currency. */
  readonly revenue: number;
}

/** Orders after the campaign's latest message within its goal's days, and those after which it was the latest of all. */
export const ordersAfter = (counts: Counts): { readonly afterMessages: Money; readonly lastTouch: Money } => ({
  afterMessages: { orders: of(counts, "after:orders"), revenue: inMoney(of(counts, "after:revenue")) },
  lastTouch: { orders: of(counts, "lastTouch:orders"), revenue: inMoney(of(counts, "lastTouch:revenue")) },
});

/** lookedAt = reserved + heldOut + the sum of all skipped. */
export interface Funnel {
  readonly lookedAt: number;
  readonly reserved: number;
  readonly heldOut: number;
  /** By reason. */
  readonly skipped: Readonly<Record<string, number>>;
}

export const funnelOf = (counts: Counts): Funnel => ({
  lookedAt: of(counts, "lookedAt"),
  reserved: of(counts, "reserved"),
  heldOut: of(counts, "heldOut"),
  skipped: named(counts, "skipped:"),
});

/** How many messages stand where, held-out ones too. */
export const statusesOf = (counts: Counts): Readonly<Partial<Record<MessageStatus, number>>> =>
  Object.fromEntries(
    messageStatuses.flatMap((status) => {
      const count = of(counts, `status:${status}`);
      return count === 0 ? [] : [[status, count] as const];
    }),
  );

/** Looks that each cap put off. */
export const capsOf = (counts: Counts): Readonly<Record<string, number>> => named(counts, "cap:");

export interface ArmFigures extends Money {
  /** Whose window began in these days. */
  readonly customers: number;
  /** Who reached the goal within their window. */
  readonly converted: number;
}

export const armOf = ({ customers, converted, orders, revenue }: Groups["treated"]): ArmFigures => ({
  ...{ customers, converted, orders, revenue: inMoney(revenue) },
});

export const armFigures = (counts: Counts) => {
  const groups = groupsOf(counts);
  return {
    treated: armOf(groups.treated),
    heldOut: armOf(groups.heldOut),
    variants: groups.variants.map(({ arm, variant, sums }) => ({ arm, variant, ...armOf(sums) })),
  };
};

/** The last day whose windows are all over: what customers of later days do may still change. */
export const settledThrough = (today: string, goalDays: number = goalDaysDefault): string =>
  isoDateOf(dayOfIsoDate(today) - Math.ceil(goalDays) - 1);

/** So many days up to and with this one. */
export const daysUpTo = (day: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, back) => isoDateOf(dayOfIsoDate(day) - count + 1 + back));
