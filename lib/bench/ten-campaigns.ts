import type { Words } from "../../lambdas/channels/words.ts";
import type { Campaign, Trigger } from "../../lambdas/domain/campaign.ts";
import { languages } from "../../lambdas/domain/channel.ts";
import type { Coupon } from "../../lambdas/domain/coupon.ts";
import type { Predicate, Segment } from "../../lambdas/domain/predicate.ts";
import type { CampaignStore } from "../../lambdas/store/campaign-store.ts";

/** Days without an order that bring a customer into the segment, and into the tier below the one that most begin in. */
export const segmentDays = 120;
export const tierDays = 90;

/** The attribute that tells for whom a campaign is that would otherwise take everybody in. */
const clubMember = (id: string): Predicate => ({ attribute: "club", is: id });

interface Kind {
  readonly id: string;
  readonly trigger: Trigger;
  readonly audience?: Predicate;
}

const late = { lateHours: 24 } as const;

/** One of each kind of trigger, beside the playbook for the dormant. All of them are due at noon of 3 March 2026 in London. */
const kinds: readonly Kind[] = [
  {
    id: "birthday",
    trigger: {
      kind: "date",
      attribute: "birthday",
      every: "year",
      offsetDays: 0,
      at: "12:00",
      leapDay: "feb-28",
      ...late,
    },
  },
  {
    id: "lanterns",
    trigger: { kind: "calendar", day: { festival: "spring-festival" }, offsetDays: 14, at: "12:00", ...late },
    audience: clubMember("lanterns"),
  },
  {
    id: "spring-letter",
    trigger: { kind: "broadcast", at: "2026-03-03T12:00", clock: "local", ...late },
    audience: clubMember("spring-letter"),
  },
  {
    id: "running-out",
    trigger: { kind: "before-next-order", leadDays: 7, minOrders: 2, priorGapDays: 60, priorWeight: 3 },
    audience: clubMember("running-out"),
  },
  { id: "sinking", trigger: { kind: "tier", change: "down" } },
  { id: "quiet", trigger: { kind: "segment", segment: "quiet", change: "entered" } },
  { id: "not-seen", trigger: { kind: "since-last-visit", days: 20 } },
  {
    id: "cart-left",
    trigger: { kind: "event", on: { event: "cart-updated" }, delayMinutes: 60, freshnessHours: 24 },
  },
  { id: "last-days", trigger: { kind: "coupon-expiring", daysBefore: 3 } },
];

const campaignOf = ({ id, trigger, audience }: Kind, index: number): Campaign => ({
  id,
  version: 1,
  trigger,
  ...(audience !== undefined && { audience }),
  steps: [
    {
      kind: "send",
      id: "message",
      channels: ["email", "sms"],
      category: "promotion",
      obeysCaps: true,
      countsTowardCaps: true,
      whenCapped: "defer",
      whenClosed: "defer",
      sendWithinHours: 72,
    },
  ],
  policy: { priority: 1 + (index % 9), expectedValue: 0, holdOutPercent: 0, leaveOnOrder: true },
});

const quiet: Segment = {
  id: "quiet",
  name: { en: "Quiet for four months", zh: "四个月未下单" },
  predicate: { figure: "orders.daysSinceLast", atLeast: segmentDays },
};

/** What customers hold of whom the reminder of its expiry is due. */
export const gift = {
  kind: "shared",
  id: "gift",
  name: { en: "A gift", zh: "小礼物" },
  code: "GIFT2026",
  value: { unit: "percent", amount: 10 },
  minimumSpend: 0,
} as const satisfies Coupon;

/** The nine beside an installed one, and what they name. */
export const nineOthers = { campaigns: kinds.map(campaignOf), segments: [quiet], coupons: [gift] };

/** Puts nine campaigns live beside the installed one, with words as long as its own. Returns the ids of all ten. */
export const publishTen = async (store: CampaignStore, installed: Campaign): Promise<readonly string[]> => {
  const others = nineOthers.campaigns;
  for (const words of await wordsOf(store, installed))
    for (const { id } of others) await store.saveWords({ campaignId: id, version: 1, words });
  await store.publish((current) => {
    if (current === undefined) throw new Error("Nothing was published yet.");
    return { ...current, ...nineOthers, campaigns: [...current.campaigns, ...others] };
  });
  return [installed, ...others].map(({ id }) => id);
};

/** What the installed campaign says first, as the one step of another. */
const wordsOf = async (store: CampaignStore, { id, version, steps }: Campaign): Promise<readonly Words[]> => {
  const found: Words[] = [];
  for (const language of languages) {
    const words = await store.loadWords({ campaignId: id, version, language });
    const first = words?.steps[steps[0]?.id ?? ""];
    if (words !== undefined && first !== undefined) found.push({ ...words, steps: { message: first } });
  }
  return found;
};
