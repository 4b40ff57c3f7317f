import { type MessageVariables, messageVariables, type VariablesQuery } from "../../lambdas/channels/variables.ts";
import type { Words } from "../../lambdas/channels/words.ts";
import { emptyProfile, type Profile } from "../../lambdas/domain/profile.ts";

export const sampleNow = Date.UTC(2026, 10, 22, 10);
const dayMs = 86_400_000;

export const unsubscribeUrl = "https://links.shop.example/unsubscribe/eyJjIjoiNDIifQ.c2lnbmF0dXJl";
export const preferencesUrl = "https://links.shop.example/preferences/eyJjIjoiNDIifQ.c2lnbmF0dXJl";

export const sampleLinks = {
  unsubscribeUrl,
  preferencesUrl,
  surveyUrl: "https://links.shop.example/survey/eyJjIjoiNDIifQ.c2lnbmF0dXJl",
  reasonUrl: "https://links.shop.example/reason/eyJjIjoiNDIifQ.c2lnbmF0dXJl",
};

export const fullProfile = (firstName: string): Profile => ({
  ...emptyProfile("c-1"),
  traits: { firstName, lastName: "Vale", email: "c-1@shop.example" },
  orders: { count: 4, revenue: 210, firstAt: sampleNow - 400 * dayMs, lastAt: sampleNow - 53 * dayMs, recent: [] },
});

export const sampleShop = { name: "Harbour & Home", postalAddress: "12 Quay Street, Bristol", currency: "GBP" };

/** What a template sees of a customer of the sample shop; with the coupon and the event that the message is about. */
export const sampleVariables = (
  words: VariablesQuery["words"],
  profile: Profile,
  about: Pick<VariablesQuery, "coupon" | "details"> = {},
): MessageVariables =>
  messageVariables({
    profile,
    words,
    ...about,
    shop: sampleShop,
    timeZone: "Europe/London",
    now: sampleNow,
    ...sampleLinks,
  });

/** Words with one step, `hello`, and whatever templates a test is about. */
export const wordsWith = (step: Words["steps"][string], language: Words["language"] = "en"): Words => ({
  language,
  friendlyName: language === "zh" ? "朋友" : "there",
  smsOptOut: language === "zh" ? "拒收请回复R" : "Reply STOP to opt out",
  parameters: { couponCode: "COME20", couponValue: 20 },
  steps: { hello: step },
});
