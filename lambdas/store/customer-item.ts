import type { Category, Channel } from "../domain/channel.ts";
import type { SuppressionCause, Traits } from "../domain/event.ts";
import type {
  Consent,
  Contact,
  Engagement,
  Entry,
  Journey,
  OrderFigures,
  Profile,
  RecentOrder,
  Resend,
  Suppression,
} from "../domain/profile.ts";
import { wholeProfile } from "../domain/profile-with.ts";
import type { YearlySpend } from "../domain/yearly-spend.ts";
import { compact, expectItem, type Item } from "./attributes.ts";
import { type BehaviourItem, behaviourItemOf, behaviourOf } from "./behaviour-item.ts";
import { type GoalWindowItem, goalWindowItemOf, goalWindowOf } from "./goal-window-item.ts";
import type { OutboxItem } from "./outbox-item.ts";
import { type ProductItem, productItemOf, productOf } from "./profile-product-item.ts";
import { type ReservationItem, reservationItemOf, reservationOfItem } from "./reservation-item.ts";
import { expectVersion, stamped } from "./schema-version.ts";
import { type ShopWindowItem, shopWindowItemOf, shopWindowOf } from "./shop-window-item.ts";

/**
 * How a profile is stored. Every started KB costs a write unit at every decision, so what repeats is stored as a list in
 * a fixed order instead of a map that spells its names each time, and what is empty is absent. Elements may be added at
 * the end of a list; their order is a contract.
 */
export interface CustomerItem extends BehaviourItem {
  readonly customerId: string;
  /** Of the form; see schema-version.ts. Absent in items from before there were versions. */
  readonly v?: number;
  /** Counts the writes. */
  readonly version: number;
  readonly watermark?: string;
  readonly since?: number;
  /** Key of the index by email: lower case. */
  readonly email?: string;
  /** Key of the index by phone: E.164. */
  readonly phone?: string;
  readonly traits?: TraitsItem;
  readonly traitsAt?: number;
  readonly consents?: Partial<Record<Channel, Readonly<Record<string, ConsentItem>>>>;
  readonly suppressions?: Partial<Record<Channel, readonly SuppressionItem[]>>;
  readonly orders?: OrdersItem;
  readonly products?: readonly ProductItem[];
  readonly engagement?: Partial<Record<Channel, Engagement>>;
  readonly contacts?: readonly ContactItem[];
  readonly journeys?: readonly JourneyItem[];
  readonly entries?: Readonly<Record<string, EntryItem>>;
  readonly shop?: ShopWindowItem;
  readonly settleUntil?: number;
  /** Keys of the index of what is due: both or neither. */
  readonly dueShard?: number;
  readonly dueAt?: number;
  /** Only in a write that decided something; see outbox-item.ts. */
  readonly outbox?: OutboxItem;
}

/** `email` and `phone` stand here only when they are not the text that the index holds. */
type TraitsItem = Traits;
type ConsentItem = readonly [granted: boolean, at: number, source: string];
type SuppressionItem = readonly [address: string, cause: SuppressionCause, at: number];
type RecentOrderItem = readonly [orderId: string, at: number];
type ContactItem = readonly [messageKey: string, channel: Channel, category: Category, at: number];
type EntryItem = readonly [occurrence: string, at: number, count: number, window?: GoalWindowItem];
type YearsItem = readonly [year: number, revenue: number, before?: number];
type OrdersItem = Omit<OrderFigures, "recent" | "byYear"> & {
  readonly years?: YearsItem;
  readonly recent?: readonly RecentOrderItem[];
};

type JourneyItem = readonly [
  campaignId: string,
  occurrence: string,
  version: number,
  enteredAt: number,
  stepIndex: number,
  stepAt: number,
  lookAt: number,
  resend?: ResendItem | null,
  more?: JourneyMore,
];

/** What few journeys have. */
interface JourneyMore {
  readonly coupon?: string;
  readonly variant?: string;
  readonly passed?: readonly string[];
  readonly details?: Journey["details"];
}

interface ResendItem {
  readonly reservation: ReservationItem;
  readonly holdsSlot: boolean;
}

/** The item without index keys of `due` and without outbox: the store adds these, they belong to the write. */
export const customerItemOf = (profile: Profile): Omit<CustomerItem, "dueShard" | "outbox"> => {
  const { email, phone, ...traits } = profile.traits;
  const lookUpEmail = emailKey(email);
  const lookUpPhone = phoneKey(phone);
  return compact({
    customerId: profile.customerId,
    ...stamped("customer"),
    version: profile.version,
    watermark: profile.watermark,
    since: profile.since,
    email: lookUpEmail,
    phone: lookUpPhone,
    traits: compact({
      ...traits,
      email: email === lookUpEmail ? undefined : email,
      phone: phone === lookUpPhone ? undefined : phone,
    }),
    traitsAt: profile.traitsAt,
    consents: mapParts(profile.consents, (topics) => mapParts(topics, consentItemOf)),
    suppressions: mapParts(profile.suppressions, (all) => all.map(suppressionItemOf)),
    orders: ordersItemOf(profile.orders),
    products: profile.products.map((product) => productItemOf(product, profile.categories)),
    ...behaviourItemOf(profile),
    engagement: profile.engagement,
    contacts: profile.contacts.map((one): ContactItem => [one.messageKey, one.channel, one.category, one.at]),
    journeys: profile.journeys.map(journeyItemOf),
    entries: mapParts(profile.entries, entryItemOf),
    shop: profile.shopWindow && shopWindowItemOf(profile.shopWindow),
    settleUntil: profile.settleUntil,
    dueAt: profile.dueAt,
  }) as Omit<CustomerItem, "dueShard" | "outbox">;
};

export const profileOfItem = (stored: Item): Profile => {
  const item = expectItem<CustomerItem>(stored, "customer", { customerId: "string", version: "number" });
  expectVersion("customer", item.v);
  return wholeProfile({
    customerId: item.customerId,
    version: item.version,
    ...(item.watermark !== undefined && { watermark: item.watermark }),
    ...(item.since !== undefined && { since: item.since }),
    traits: traitsOf(item),
    ...(item.traitsAt !== undefined && { traitsAt: item.traitsAt }),
    consents: mapParts(item.consents ?? {}, (topics) => mapParts(topics, consentOf)),
    suppressions: mapParts(item.suppressions ?? {}, (all) => all.map(suppressionOf)),
    orders: ordersOf(item.orders),
    products: (item.products ?? []).map((product) => productOf(product, item.categories)),
    ...behaviourOf(item),
    engagement: item.engagement ?? {},
    contacts: (item.contacts ?? []).map(contactOf),
    journeys: (item.journeys ?? []).map(journeyOf),
    entries: mapParts(item.entries ?? {}, entryOf),
    ...(item.shop !== undefined && { shopWindow: shopWindowOf(item.shop) }),
    ...(item.settleUntil !== undefined && { settleUntil: item.settleUntil }),
    ...(item.dueAt !== undefined && { dueAt: item.dueAt }),
  });
};

/** No address is longer, and the index refuses keys that are. */
const emailLengthMax = 320;

/** The address as the index by email holds it, so that a search need not know how it was typed. */
export const emailKey = (email: string | undefined): string | undefined => {
  const key = email?.trim().toLowerCase();
  return key === undefined || key === "" || key.length > emailLengthMax ? undefined : key;
};

/** The number as the index by phone holds it; what is not E.164 is kept with the traits but cannot be searched. */
export const phoneKey = (phone: string | undefined): string | undefined =>
  phone !== undefined && /^\+[1-9]\d{4,14}$/.test(phone) ? phone : undefined;

const traitsOf = ({ traits = {}, email, phone }: CustomerItem): Traits => ({
  ...(email !== undefined && { email }),
  ...(phone !== undefined && { phone }),
  ...traits,
});

const entryItemOf = ({ occurrence, at, count, window }: Entry): EntryItem =>
  window === undefined ? [occurrence, at, count] : [occurrence, at, count, goalWindowItemOf(window)];
const entryOf = ([occurrence, at, count, window]: EntryItem): Entry => ({
  ...{ occurrence, at, count },
  ...(window !== undefined && { window: goalWindowOf(window) }),
});

const consentItemOf = ({ granted, at, source }: Consent): ConsentItem => [granted, at, source];
const consentOf = ([granted, at, source]: ConsentItem): Consent => ({ granted, at, source });

/** Absent for a customer who never ordered. The last order is the newest of the recent ones, and is not said twice. */
const ordersItemOf = ({ recent, byYear, lastAt, lastOrderId, ...figures }: OrderFigures): OrdersItem | undefined => {
  const [newest] = recent;
  const isSaid = newest !== undefined && newest.at === lastAt && newest.orderId === lastOrderId;
  const item = compact({
    ...figures,
    ...(!isSaid && { lastAt, lastOrderId }),
    ...(byYear !== undefined && { years: yearsItemOf(byYear) }),
    recent: recent.map(({ orderId, at }): RecentOrderItem => [orderId, at]),
  });
  return item.count === 0 && item.revenue === 0 && Object.keys(item).length === 2 ? undefined : item;
};

const ordersOf = (item: OrdersItem | undefined): OrderFigures => {
  const { recent = [], years, ...figures } = item ?? { count: 0, revenue: 0 };
  const [newest] = recent;
  return {
    ...(newest !== undefined && { lastOrderId: newest[0], lastAt: newest[1] }),
    ...figures,
    ...(years !== undefined && { byYear: yearsOf(years) }),
    recent: recent.map(([orderId, at]): RecentOrder => ({ orderId, at })),
  };
};

const yearsItemOf = ({ year, revenue, before }: YearlySpend): YearsItem =>
  before === 0 ? [year, revenue] : [year, revenue, before];
const yearsOf = ([year, revenue, before = 0]: YearsItem): YearlySpend => ({ year, revenue, before });

const contactOf = ([messageKey, channel, category, at]: ContactItem): Contact => ({
  messageKey,
  channel,
  category,
  at,
});

const journeyItemOf = (journey: Journey): JourneyItem => {
  const { campaignId, occurrence, version, enteredAt, stepIndex, stepAt, lookAt } = journey;
  const { resend, couponId: coupon, variant, passed, details } = journey;
  const place = [campaignId, occurrence, version, enteredAt, stepIndex, stepAt, lookAt] as const;
  const resent = resend === undefined ? null : resendItemOf(resend);
  const more = compact({ coupon, variant, passed, details }) as JourneyMore;
  if (Object.keys(more).length > 0) return [...place, resent, more];
  return resent === null ? place : [...place, resent];
};

const journeyOf = ([campaignId, occurrence, version, enteredAt, stepIndex, stepAt, lookAt, ...rest]: JourneyItem) => {
  const [resend, { coupon, variant, passed, details } = {}] = rest;
  const place: Journey = { campaignId, occurrence, version, enteredAt, stepIndex, stepAt, lookAt };
  return {
    ...place,
    ...(resend && { resend: resendOf(resend) }),
    ...(coupon !== undefined && { couponId: coupon }),
    ...(variant !== undefined && { variant }),
    ...(passed !== undefined && { passed }),
    ...(details !== undefined && { details }),
  };
};

const resendItemOf = ({ reservation, holdsSlot }: Resend): ResendItem => ({
  reservation: reservationItemOf(reservation),
  holdsSlot,
});

const resendOf = ({ reservation, holdsSlot }: ResendItem): Resend => ({
  reservation: reservationOfItem(reservation),
  holdsSlot,
});

const mapParts = <Name extends string, From, To>(
  parts: Readonly<Partial<Record<Name, From>>>,
  change: (part: From) => To,
): Partial<Record<Name, To>> & Record<string, To> =>
  Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, change(part as From)])) as Partial<
    Record<Name, To>
  > &
    Record<string, To>;

const suppressionItemOf = ({ address, cause, at }: Suppression): SuppressionItem => [address, cause, at];
const suppressionOf = ([address, cause, at]: SuppressionItem): Suppression => ({ address, cause, at });
