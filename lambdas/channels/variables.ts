import type { ProductPick } from "../domain/picks.ts";
import type { Product } from "../domain/product.ts";
import type { Details, Profile } from "../domain/profile.ts";
import type { Settings } from "../domain/settings.ts";
import { zoneCalendar } from "../domain/zone-calendar.ts";
import type { MessageLinks } from "../shared/link-token.ts";
import { type CouponVariables, couponVariables, type MessageCoupon, shownCoupon } from "./coupon-variables.ts";
import { type PickVariables, pickVariables, shownPicks } from "./pick-variables.ts";
import { type ProductVariables, productVariables, shownProduct } from "./product-variables.ts";
import { singleLine } from "./single-line.ts";
import type { ParameterValues, Words } from "./words.ts";
import { writtenDate } from "./written-date.ts";

/** Every variable a template may use, besides `campaign.<parameter>`. Validation and the documentation read this list. */
export const templateVariables = {
  "shop.name": "The shop's name.",
  "shop.postalAddress": "The shop's postal address; empty when the settings give none.",
  "shop.currency": "ISO 4217 code, for the money filter.",
  "customer.firstName": "First name, or a friendly word in the message's language when it is unknown.",
  "order.lastDate": "Local date of the last order, written out; absent (false in an if) when there is none.",
  "order.daysSince": "Whole local days since the last order; absent when there is none.",
  "order.count": "Orders so far, cancelled ones left out.",
  ...pickVariables,
  ...productVariables,
  unsubscribeUrl: "The customer's own opt-out page, without signing in.",
  preferencesUrl: "The customer's own page to choose topics, channels and frequency, without signing in.",
  surveyUrl:
    "The page that asks how it was, without signing in. `?measure=nps` asks for 0 to 10 instead of 1 to 5; `score=9` marks one as chosen.",
  reasonUrl: "The page that asks why the customer stayed away, without signing in.",
} as const;

/** The full list for one campaign, `campaign.<parameter>` included; those of a coupon where there surely is one. */
export const allowedVariables = (
  parameters: readonly string[],
  { hasCoupon = false, details = [] }: { readonly hasCoupon?: boolean; readonly details?: readonly string[] } = {},
): readonly string[] => [
  ...Object.keys(templateVariables),
  ...(hasCoupon ? Object.keys(couponVariables) : []),
  ...details.map((name) => `event.${name}`),
  ...parameters.map((name) => `campaign.${name}`),
];

export interface MessageVariables extends MessageLinks {
  readonly shop: { readonly name: string; readonly postalAddress: string; readonly currency: string };
  readonly customer: { readonly firstName: string };
  readonly order: { readonly lastDate: string | null; readonly daysSince: number | null; readonly count: number };
  readonly campaign: ParameterValues;
  readonly picks: PickVariables;
  readonly product: ProductVariables;
  /** Absent in a message that must carry none: a template that asks for it then fails, instead of leaving a gap. */
  readonly coupon?: CouponVariables;
  /** Present where the trigger keeps fields of the event. */
  readonly event?: Details;
}

const longestName = 40;
/** A sign-up form lets anybody write anything as a name; a name that a mail program would make a link is an advert. */
const linkLike = /:\/\/|www\.|\p{L}{2,}\.\p{L}{2,}/iu;

const friendlyFirstName = (firstName: string | undefined, friendlyName: string): string => {
  const name = [...singleLine(firstName ?? "")].slice(0, longestName).join("").trim();
  return name === "" || linkLike.test(name) ? friendlyName : name;
};

const orderVariables = (q: VariablesQuery): MessageVariables["order"] => {
  const { count, lastAt } = q.profile.orders;
  if (lastAt === undefined) return { lastDate: null, daysSince: null, count };
  const calendar = zoneCalendar(q.timeZone);
  const day = calendar.dayOf(lastAt);
  return {
    lastDate: writtenDate(calendar.dateOf(day), q.words.language),
    daysSince: Math.max(0, calendar.dayOf(q.now) - day),
    count,
  };
};

export interface VariablesQuery extends MessageLinks {
  readonly profile: Pick<Profile, "traits" | "orders">;
  readonly words: Pick<Words, "language" | "friendlyName" | "parameters">;
  readonly shop: Pick<Settings["shop"], "name" | "postalAddress" | "currency">;
  /** The zone whose dates the customer reads: the reservation's. Must be valid. */
  readonly timeZone: string;
  /** What the message must carry. */
  readonly coupon?: MessageCoupon | undefined;
  readonly details?: Details | undefined;
  /** Products for this customer; absent: none. */
  readonly picks?: readonly ProductPick[] | undefined;
  /** What the message is about; absent: nothing in particular, or nobody knows it. */
  readonly product?: Product | undefined;
  /** Epoch milliseconds. */
  readonly now: number;
}

/**
 * What a template sees of a customer. Every variable but those of a coupon is present, so that a template cannot fail on a
 * thin profile.
 */
export const messageVariables = (q: VariablesQuery): MessageVariables => ({
  shop: { name: q.shop.name, postalAddress: q.shop.postalAddress, currency: q.shop.currency },
  customer: { firstName: friendlyFirstName(q.profile.traits.firstName, q.words.friendlyName) },
  order: orderVariables(q),
  campaign: q.words.parameters,
  picks: shownPicks(q.picks ?? []),
  product: shownProduct(q.product),
  ...(q.coupon !== undefined && { coupon: shownCoupon(q.coupon, q.words.language, q.timeZone) }),
  ...(q.details !== undefined && { event: q.details }),
  unsubscribeUrl: q.unsubscribeUrl,
  preferencesUrl: q.preferencesUrl,
  surveyUrl: q.surveyUrl,
  reasonUrl: q.reasonUrl,
});
