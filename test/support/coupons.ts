import { couponVariables } from "../../lambdas/channels/coupon-variables.ts";
import type { Campaign, SendStep } from "../../lambdas/domain/campaign.ts";
import type { Coupon } from "../../lambdas/domain/coupon.ts";
import { createCampaignStore } from "../../lambdas/store/campaign-store.ts";
import { createPoolUpload } from "../../lambdas/store/pool-upload.ts";
import { dormantCampaign, sendStep } from "./campaigns.ts";
import { wordsWith } from "./message-samples.ts";
import type { TestShop } from "./shop.ts";

const common = {
  name: { en: "Welcome back", zh: "欢迎回来" },
  value: { amount: 20, unit: "money" as const },
  minimumSpend: 0,
};

type CouponOf<Kind extends Coupon["kind"]> = Extract<Coupon, { kind: Kind }>;

export const poolCoupon = (change: Partial<CouponOf<"pool">> = {}): CouponOf<"pool"> => ({
  kind: "pool",
  id: "welcome-back",
  lowAt: 2,
  empty: false,
  ...common,
  ...change,
});

export const sharedCoupon = (change: Partial<CouponOf<"shared">> = {}): CouponOf<"shared"> => ({
  kind: "shared",
  id: "shared-gift",
  code: "HELLO20",
  ...common,
  ...change,
});

export const generatedCoupon = (change: Partial<CouponOf<"generated">> = {}): CouponOf<"generated"> => ({
  kind: "generated",
  id: "own-gift",
  prefix: "BACK",
  salt: "a salt for tests",
  ...common,
  ...change,
});

/** A gift with a code, and a second message of the same journey some days later. */
export const giftCampaign = (coupon: Coupon, change: { readonly first?: Partial<SendStep> } = {}): Campaign =>
  dormantCampaign({
    steps: [
      { kind: "coupon", id: "code", coupon: coupon.id },
      sendStep({ id: "gift", ...change.first }),
      { kind: "wait", id: "later", days: 7 },
      sendStep({ id: "again" }),
    ],
  });

/** Makes campaigns live whose words name the code, with what they give. */
export const openWithCoupons = async (
  shop: TestShop,
  campaigns: readonly Campaign[],
  coupons: readonly Coupon[],
): Promise<void> => {
  const settings = { importing: { settleMinutes: 0 } };
  await shop.open({ campaigns, settings, withoutWords: true });
  const store = createCampaignStore(shop.runtime());
  await store.publish((current) => {
    if (current === undefined) throw new Error("Nothing is published yet");
    return { ...current, coupons };
  });
  const said = Object.keys(couponVariables)
    .map((name) => `${name.slice("coupon.".length)}={{ ${name} | default: "none" }}`)
    .join(" ");
  const email = {
    subject: "Your code {{ coupon.code }}",
    preheader: "A gift",
    html: '<p>{{ coupon.code }}</p><a href="{{ unsubscribeUrl }}">Stop</a>',
    text: `${said} {{ unsubscribeUrl }}`,
  };
  const words = { email, sms: { text: "Your code is {{ coupon.code }}" } };
  for (const campaign of campaigns) {
    const steps = Object.fromEntries(campaign.steps.map(({ id }) => [id, words]));
    const version = { campaignId: campaign.id, version: campaign.version };
    await store.saveWords({ ...version, words: { ...wordsWith(words), steps } });
  }
};

export const fillPool = (shop: TestShop, couponId: string, codes: readonly string[]) =>
  createPoolUpload(shop.runtime()).add(couponId, codes);
