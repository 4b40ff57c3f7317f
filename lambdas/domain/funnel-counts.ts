import { openedCounts } from "./goal-counts.ts";
import type { Look } from "./look.ts";
import type { Message, MessageStatus } from "./message.ts";

/**
 * Names of counters: `lookedAt`, `reserved`, `heldOut`, `skipped:<reason>`, and `status:<status>` for the messages that
 * stand there now. `redeemed` counts codes of coupons that orders used, `csat:<score>` and
 * `nps:<score>` answers to a survey.
 *
 * `<channel>:sent`, `<channel>:delivered`, `<channel>:bounced` (for good) and `<channel>:complained` are messages that a
 * provider took; of email, the breaker watches them. `<channel>:clicked`, `push:opened` and `<channel>:optedOut` are what
 * customers did about them, on the day they did it. `sms:parts`, `sms:cost` (millionths of a US dollar) and `sms:unpriced` (texts to countries
 * without a known price) are what texts cost. `cap:<id>` counts the looks that a cap put off. `after:orders` and
 * `after:revenue` are orders within the goal's days of the campaign's latest message, `lastTouch:…` those after which it was the latest of
 * all campaigns, on the day of the order, in whole cents; what `treated…:` and `heldOut…:` count is in goal-counts.ts.
 *
 * For every campaign and day lookedAt = reserved + heldOut + the sum of
 * all skipped.
 */
export type Counts = Readonly<Record<string, number>>;

/** What one stream record adds to the counters of one campaign and one local day (`YYYY-MM-DD`) of the shop. */
export interface Addition {
  readonly campaignId: string;
  readonly day: string;
  readonly counts: Counts;
}

const outcomeCounter = (outcome: Look["outcome"]): string => {
  if (outcome === "reserved") return "reserved";
  if (outcome === "held-out") return "heldOut";
  return `skipped:${outcome}`;
};

const statusCounter = (status: MessageStatus): string => `status:${status}`;

/** Adds counts of the same name; a counter that comes out at zero is left out. */
export const sumCounts = (parts: readonly Counts[]): Counts => {
  const sums: Record<string, number> = {};
  for (const part of parts) for (const name of Object.keys(part)) sums[name] = (sums[name] ?? 0) + (part[name] ?? 0);
  const counts: Record<string, number> = {};
  for (const name of Object.keys(sums)) if (sums[name] !== 0) counts[name] = sums[name] ?? 0;
  return counts;
};

/** One addition for each campaign and day, of all that were made there. */
export const merged = (additions: readonly Addition[]): readonly Addition[] => {
  const places = new Map<string, Addition[]>();
  for (const addition of additions) {
    const place = `${addition.day} ${addition.campaignId}`;
    places.set(place, [...(places.get(place) ?? []), addition]);
  }
  return [...places.values()].flatMap(([first, ...rest]) => {
    if (first === undefined) return [];
    const counts = sumCounts([first, ...rest].map((one) => one.counts));
    return Object.keys(counts).length === 0 ? [] : [{ ...first, counts }];
  });
};

/** The looks of one decision, counted on the shop's local day of the decision. */
export const looksCounted = ({ looks, day }: { readonly looks: readonly Look[]; readonly day: string }) =>
  merged(
    looks.map((look) => ({
      campaignId: look.campaignId,
      day,
      counts: {
        lookedAt: 1,
        [outcomeCounter(look.outcome)]: 1,
        ...(look.capId !== undefined && { [`cap:${look.capId}`]: 1 }),
        ...(look.began !== undefined && openedCounts(look.began)),
      },
    })),
  );

/** Codes that an order used, counted for the campaign that gave them on the shop's local day of the fold. */
export const redeemedCounted = ({
  redeemed = [],
  day,
}: {
  readonly redeemed?: readonly string[];
  readonly day: string;
}) => merged(redeemed.map((campaignId) => ({ campaignId, day, counts: { redeemed: 1 } })));

/**
 * A message's move from one status to another, counted on the day of its reservation: out of where it stood, into where
 * it stands. So the counters of all statuses always sum to the number of messages, in whatever order results arrive.
 */
export const changeCounted = ({ before, after }: { readonly before?: Message; readonly after: Message }) =>
  merged([...(before === undefined ? [] : [placed(before, -1)]), placed(after, 1)]);

const placed = (message: Message, by: number): Addition => ({
  campaignId: message.campaignId,
  day: message.day,
  counts: { [statusCounter(message.status)]: by, ...channelCounts(message, by) },
});

const taken: ReadonlySet<MessageStatus> = new Set(["accepted", "delivered", "bounced", "complained"]);

/**
 * Messages that a provider took, by channel. As mailbox providers and SES count: a bounce that may pass, such as an answer
 * out of the office, is none. Who complains was delivered to.
 */
const channelCounts = ({ channel, status, reason, costMicros, parts }: Message, by: number): Counts => {
  if (!taken.has(status)) return {};
  const isHardBounce = status === "bounced" && reason?.startsWith("bounce-permanent") === true;
  return {
    [`${channel}:sent`]: by,
    ...((status === "delivered" || status === "complained") && { [`${channel}:delivered`]: by }),
    ...(isHardBounce && { [`${channel}:bounced`]: by }),
    ...(status === "complained" && { [`${channel}:complained`]: by }),
    ...(parts !== undefined && { [`${channel}:parts`]: by * parts }),
    ...(costMicros !== undefined && { [`${channel}:cost`]: by * costMicros }),
    ...(parts !== undefined && costMicros === undefined && { [`${channel}:unpriced`]: by }),
  };
};
