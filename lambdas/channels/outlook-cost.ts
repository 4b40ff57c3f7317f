import type { Cost } from "../domain/activation-checks.ts";
import type { Campaign, SendStep } from "../domain/campaign.ts";
import { type Language, languages } from "../domain/channel.ts";
import type { Coupon } from "../domain/coupon.ts";
import type { Fate } from "../domain/dry-run.ts";
import type { Outlook } from "../domain/outlook.ts";
import type { Settings } from "../domain/settings.ts";
import type { SmsQuote } from "../domain/sms-price.ts";
import { previewOf } from "./preview.ts";
import type { Words } from "./words.ts";

export interface CostQuestion {
  readonly campaign: Campaign;
  readonly words: Readonly<Partial<Record<Language, Words>>>;
  readonly settings: Settings;
  readonly coupons: readonly Coupon[];
  readonly outlook: Outlook;
  readonly fates: readonly Fate[];
  readonly now: number;
}

/** Texts written to see how many parts they have; more of them would not change the mean. */
const textsWritten = 60;

const daysOfMonth = 30;

/** What the messages of an outlook cost: emails by the shop's price of a thousand, texts as they would be written. A push is free. */
export const costOf = (q: CostQuestion): Cost => {
  const { outlook, settings } = q;
  let usd = 0;
  const unpriced: Record<string, number> = {};
  for (const { stepId, channel, count } of outlook.messages) {
    if (channel === "email") usd += (count.about * settings.senders.emailPriceUsdPerThousand) / 1_000;
    if (channel !== "sms") continue;
    const quotes = quotesOf(q, stepId);
    for (const quote of quotes) {
      const texts = count.about / quotes.length;
      const country = quote.country ?? "unknown";
      if (quote.priceUsd === undefined) unpriced[country] = (unpriced[country] ?? 0) + texts;
      else usd += quote.priceUsd * texts;
    }
  }
  const rounded = Object.fromEntries(Object.entries(unpriced).map(([country, texts]) => [country, Math.round(texts)]));
  return { usd: cents(usd), monthUsd: cents((usd * daysOfMonth) / outlook.days), unpriced: rounded };
};

const cents = (usd: number): number => Math.round(usd * 100) / 100;

/** Of the customers in the sample who would get the text, the first few. */
const quotesOf = (q: CostQuestion, stepId: string): readonly SmsQuote[] => {
  const step = q.campaign.steps.find(
    (one): one is SendStep & { kind: "send" } => one.kind === "send" && one.id === stepId,
  );
  if (step === undefined) return [];
  const getting = q.fates.filter(({ messages }) =>
    messages.some((message) => message.stepId === stepId && message.channel === "sms"),
  );
  return getting.slice(0, textsWritten).flatMap((fate) => quoteFor(q, step, fate));
};

const quoteFor = (q: CostQuestion, step: SendStep, { profile }: Fate): readonly SmsQuote[] => {
  const wanted = [profile.traits.language, q.settings.shop.locale, ...languages];
  const words = wanted.flatMap((one) => (one === undefined ? [] : (q.words[one] ?? []))).at(0);
  if (words === undefined) return [];
  const sample = { id: profile.customerId, name: { en: "", zh: "" }, profile };
  const { campaign, settings, coupons, now } = q;
  const { result } = previewOf({ words, campaign, step, channel: "sms", sample, settings, coupons, now });
  return result.ok && result.message.channel === "sms" ? [result.message.quote] : [];
};
