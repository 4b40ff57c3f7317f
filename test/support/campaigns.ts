import type { Campaign, SendStep } from "../../lambdas/domain/campaign.ts";
import type { Coupon } from "../../lambdas/domain/coupon.ts";
import type { Learned } from "../../lambdas/domain/learned.ts";
import { compileRules, type Rules, type ShopFigures } from "../../lambdas/domain/rules.ts";
import { type SettingsInput, settingsSchema } from "../../lambdas/domain/settings.ts";

export const dayMs = 86_400_000;
export const hourMs = 3_600_000;

/** Epoch milliseconds of an ISO instant, so that tests read as dates. */
export const at = (iso: string): number => Date.parse(iso);

export const sendStep = (change: Partial<SendStep> = {}): SendStep => ({
  kind: "send",
  id: "gift",
  channels: ["email", "sms"],
  category: "promotion",
  obeysCaps: true,
  countsTowardCaps: true,
  whenCapped: "defer",
  whenClosed: "defer",
  sendWithinHours: 72,
  ...change,
});

type CampaignChange = Partial<Omit<Campaign, "policy">> & { readonly policy?: Partial<Campaign["policy"]> };

export const dormantCampaign = ({ policy, ...change }: CampaignChange = {}): Campaign => ({
  id: "dormant",
  version: 1,
  trigger: { kind: "since-last-order", days: 180 },
  steps: [sendStep()],
  policy: { priority: 5, expectedValue: 0, holdOutPercent: 0, leaveOnOrder: true, ...policy },
  ...change,
});

export const reminderCampaign = ({ policy, ...change }: CampaignChange = {}): Campaign => ({
  id: "reminder",
  version: 1,
  trigger: { kind: "before-next-order", leadDays: 7, minOrders: 2, priorGapDays: 60, priorWeight: 3 },
  steps: [sendStep({ id: "remind" })],
  policy: { priority: 4, expectedValue: 0, holdOutPercent: 0, leaveOnOrder: true, ...policy },
  ...change,
});

export const careCampaign = ({ policy, ...change }: CampaignChange = {}): Campaign => ({
  id: "care",
  version: 1,
  trigger: { kind: "after-delivery", days: 2, assumedDeliveryDays: 5, freshnessDays: 14 },
  steps: [sendStep({ id: "check", category: "care" })],
  policy: { priority: 3, expectedValue: 0, holdOutPercent: 0, leaveOnOrder: false, ...policy },
  ...change,
});

export interface RulesInput {
  readonly campaigns: readonly Campaign[];
  readonly settings?: SettingsInput;
  readonly paused?: boolean;
  readonly coupons?: readonly Coupon[];
  readonly figures?: ShopFigures;
  readonly learned?: Learned;
}

/** Rules of a shop in London without caps or quiet hours, unless the test says otherwise. */
export const rulesWith = ({
  campaigns,
  settings = {},
  paused = false,
  coupons,
  figures = { gapCount: 0, gapMsTotal: 0 },
  learned,
}: RulesInput): Rules =>
  compileRules(
    {
      revision: 1,
      paused,
      settings: settingsSchema.parse({
        shop: { timeZone: "Europe/London" },
        caps: [],
        quietHours: { default: "none" },
        ...settings,
      }),
      campaigns,
      coupons,
    },
    figures,
    learned,
  );
