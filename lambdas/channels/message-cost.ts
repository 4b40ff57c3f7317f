import type { Campaign, SendStep } from "../domain/campaign.ts";
import { type Language, languages } from "../domain/channel.ts";
import type { Coupon } from "../domain/coupon.ts";
import type { Reservation } from "../domain/message.ts";
import type { Profile } from "../domain/profile.ts";
import type { Settings } from "../domain/settings.ts";
import { smsCountryOf } from "../domain/sms-country.ts";
import { previewOf } from "./preview.ts";
import type { Words } from "./words.ts";

export interface CostedCampaign {
  readonly campaign: Campaign;
  readonly words: Readonly<Partial<Record<Language, Words>>>;
}

export interface MessageCostQuestion {
  readonly campaigns: readonly CostedCampaign[];
  readonly settings: Settings;
  readonly coupons: readonly Coupon[];
  /** Epoch milliseconds, for what a text says of dates. */
  readonly now: number;
}

/**
 * What a message costs in US dollars; nothing where no price is known. An email is a thousandth of the shop's price of a
 * thousand, a push is free. A text costs what its parts do: it is written for the first customer of each language and
 * country whom it would reach, and taken to be as long for the others.
 */
export const messageCosts = (
  q: MessageCostQuestion,
): ((message: Reservation, profile: Profile) => number | undefined) => {
  const known = new Map<string, number | undefined>();
  const emailUsd = q.settings.senders.emailPriceUsdPerThousand / 1_000;
  return (message, profile) => {
    if (message.channel !== "sms") return message.channel === "email" ? emailUsd : 0;
    const language = profile.traits.language ?? q.settings.shop.locale;
    const key = `${message.campaignId} ${message.stepId} ${language} ${smsCountryOf(profile.traits)}`;
    if (!known.has(key)) known.set(key, textUsd(q, message, profile));
    return known.get(key);
  };
};

const textUsd = (q: MessageCostQuestion, { campaignId, stepId }: Reservation, profile: Profile): number | undefined => {
  const found = q.campaigns.find(({ campaign }) => campaign.id === campaignId);
  const step = found?.campaign.steps.find(
    (one): one is SendStep & { kind: "send" } => one.kind === "send" && one.id === stepId,
  );
  const wanted = [profile.traits.language, q.settings.shop.locale, ...languages];
  const words = wanted.flatMap((one) => (one === undefined ? [] : (found?.words[one] ?? []))).at(0);
  if (found === undefined || step === undefined || words === undefined) return undefined;
  const sample = { id: profile.customerId, name: { en: "", zh: "" }, profile };
  const { settings, coupons, now } = q;
  const { campaign } = found;
  const { result } = previewOf({ words, campaign, step, channel: "sms", sample, settings, coupons, now });
  return result.ok && result.message.channel === "sms" ? result.message.quote.priceUsd : undefined;
};
