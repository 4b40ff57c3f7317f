import type { ProductPick } from "../domain/picks.ts";
import type { Problem } from "../domain/problem.ts";
import type { Product } from "../domain/product.ts";
import { emptyProfile, type Profile } from "../domain/profile.ts";
import type { MessageCoupon } from "./coupon-variables.ts";
import { renderMessage } from "./render.ts";
import { messageVariables } from "./variables.ts";
import { channelsOf, type Words } from "./words.ts";

const sampleProfile: Profile = {
  ...emptyProfile("sample"),
  traits: { firstName: "Ann" },
  orders: { count: 3, revenue: 90, lastAt: 0, recent: [] },
};

const sampleCoupon: MessageCoupon = { code: "SAMPLE", value: { amount: 20, unit: "money" }, minimumSpend: 0 };

/** The words must read on with three picks, of which one says little, and with none. */
const samplePicks: readonly ProductPick[] = [
  { productId: "1", name: "Sample", url: "https://shop.example/1", price: 20 },
  { productId: "2", name: "Sample", url: "https://shop.example/2", price: 9.5 },
  { productId: "3", name: "Sample", url: "https://shop.example/3" },
];

/** Nor may they fail for want of a product. */
const sampleProduct: Product = { productId: "1", name: "Sample", url: "https://shop.example/1" };

const sampleDetails = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, "sample"]));

/** Renders every message once for a known and an unknown customer: what fails here would have failed for a real one. */
export const trialProblems = (
  words: Words,
  details: readonly string[],
  whereOf: (stepId: string, channel: string) => string,
): readonly Problem[] =>
  [sampleProfile, emptyProfile("sample")].flatMap((profile) => {
    const shop = { name: "Shop", postalAddress: "", currency: "USD" };
    const links = {
      unsubscribeUrl: "https://shop.example/unsubscribe/sample",
      preferencesUrl: "https://shop.example/preferences/sample",
      surveyUrl: "https://shop.example/survey/sample",
      reasonUrl: "https://shop.example/reason/sample",
    };
    const known = { profile, words, shop, coupon: sampleCoupon, details: sampleDetails(details) };
    const picks = profile === sampleProfile ? samplePicks : [];
    const product = profile === sampleProfile ? sampleProduct : undefined;
    const variables = messageVariables({ ...known, picks, product, timeZone: "UTC", now: 86_400_000, ...links });
    return Object.entries(words.steps).flatMap(([stepId, step]) =>
      channelsOf(step).flatMap((channel) => {
        const rendering = renderMessage({ words, stepId, channel, variables });
        return rendering.ok ? [] : [{ where: whereOf(stepId, channel), problem: rendering.detail }];
      }),
    );
  });
