import { stepsWithCoupon } from "../../../../../lambdas/domain/coupon-way.ts";
import type { Definition } from "../data/save-version.ts";

/** Those that most messages want; the rest of the list is in docs/playbooks.md, and the API names it when one is wrong. */
const always = [
  "customer.firstName",
  "order.lastDate",
  "order.daysSince",
  "order.count",
  "shop.name",
  "shop.postalAddress",
  "picks.first.name",
  "picks.first.url",
  "unsubscribeUrl",
  "preferencesUrl",
  "surveyUrl",
  "reasonUrl",
];
const ofCoupons = ["coupon.code", "coupon.value", "coupon.minimumSpend", "coupon.expires"];
/** Written with the shop's currency. */
const amounts: ReadonlySet<string> = new Set(["coupon.value", "coupon.minimumSpend", "product.price"]);

const ofEvent = ({ trigger }: Definition): readonly string[] =>
  trigger.kind === "before-next-purchase" ? ofPurchase : ofHappening(trigger);

const ofPurchase = ["product.name", "product.price", "product.url", "event.productId"];

const ofHappening = (trigger: Definition["trigger"]): readonly string[] =>
  trigger.kind === "event" && (trigger.keep !== undefined || Array.isArray(trigger.on))
    ? ["name", ...(trigger.keep ?? [])].map((name) => `event.${name}`)
    : [];

/** The variables that the words of a step may use. */
export const variablesAt = (
  definition: Definition,
  stepId: string,
  parameters: readonly string[],
): readonly string[] => [
  ...always,
  ...(stepsWithCoupon(definition).has(stepId) ? ofCoupons : []),
  ...ofEvent(definition),
  ...parameters.map((name) => `campaign.${name}`),
];

export const asLiquid = (variable: string): string =>
  amounts.has(variable) ? `{{ ${variable} | money: shop.currency }}` : `{{ ${variable} }}`;
