import type { Language } from "../domain/channel.ts";
import type { Profile } from "../domain/profile.ts";
import type { Settings } from "../domain/settings.ts";
import { zoneCalendar } from "../domain/zone-calendar.ts";
import { singleLine } from "./single-line.ts";
import type { ParameterValues, Words } from "./words.ts";

/** Every variable a template may use, besides `campaign.<parameter>`. Validation and the documentation read this list. */
export const templateVariables = {
  "shop.name": "The shop's name.",
  "shop.postalAddress": "The shop's postal address; empty when the settings give none.",
  "shop.currency": "ISO 4217 code, for the money filter.",
  "customer.firstName": "First name, or a friendly word in the message's language when it is unknown.",
  "order.lastDate": "Local date of the last order, written out; absent (false in an if) when there is none.",
  "order.daysSince": "Whole local days since the last order; absent when there is none.",
  "order.count": "Orders so far, cancelled ones left out.",
  unsubscribeUrl: "The customer's own opt-out page, without signing in.",
  preferencesUrl: "The customer's own page to choose topics, channels and frequency, without signing in.",
} as const;

/** The full list for one campaign, `campaign.<parameter>` included. */
export const allowedVariables = (parameters: readonly string[]): readonly string[] => [
  ...Object.keys(templateVariables),
  ...parameters.map((name) => `campaign.${name}`),
];

export interface MessageVariables {
  readonly shop: { readonly name: string; readonly postalAddress: string; readonly currency: string };
  readonly customer: { readonly firstName: string };
  readonly order: { readonly lastDate: string | null; readonly daysSince: number | null; readonly count: number };
  readonly campaign: ParameterValues;
  readonly unsubscribeUrl: string;
  readonly preferencesUrl: string;
}

const longestName = 40;
/** A sign-up form lets anybody write anything as a name; a name that a mail program would make a link is an advert. */
const linkLike = /:\/\/|www\.|\p{L}{2,}\.\p{L}{2,}/iu;

const friendlyFirstName = (firstName: string | undefined, friendlyName: string): string => {
  const name = [...singleLine(firstName ?? "")].slice(0, longestName).join("").trim();
  return name === "" || linkLike.test(name) ? friendlyName : name;
};

const englishMonths = "January February March April May June July August September October November December".split(
  " ",
);

/** `12 March 2026`, `2026年3月12日`. */
const writtenDate = (isoDate: string, language: Language): string => {
  const [year = 0, month = 1, day = 1] = isoDate.split("-").map(Number);
  return language === "zh" ? `${year}年${month}月${day}日` : `${day} ${englishMonths[month - 1]} ${year}`;
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

export interface VariablesQuery {
  readonly profile: Pick<Profile, "traits" | "orders">;
  readonly words: Pick<Words, "language" | "friendlyName" | "parameters">;
  readonly shop: Pick<Settings["shop"], "name" | "postalAddress" | "currency">;
  /** The zone whose dates the customer reads: the reservation's. Must be valid. */
  readonly timeZone: string;
  /** Epoch milliseconds. */
  readonly now: number;
  readonly unsubscribeUrl: string;
  readonly preferencesUrl: string;
}

/** What a template sees of a customer. Every variable is present, so that a template cannot fail on a thin profile. */
export const messageVariables = (q: VariablesQuery): MessageVariables => ({
  shop: { name: q.shop.name, postalAddress: q.shop.postalAddress, currency: q.shop.currency },
  customer: { firstName: friendlyFirstName(q.profile.traits.firstName, q.words.friendlyName) },
  order: orderVariables(q),
  campaign: q.words.parameters,
  unsubscribeUrl: q.unsubscribeUrl,
  preferencesUrl: q.preferencesUrl,
});
