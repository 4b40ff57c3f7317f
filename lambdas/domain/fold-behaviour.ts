import type { AttributeValue, CustomerEvent } from "./event.ts";
import { isRemembered, keyOfActivity, nameOfEvent } from "./event-name.ts";
import {
  activitiesKept,
  attributesKept,
  cartProductsKept,
  casesKept,
  categoriesKept,
  couponsKept,
  devicesKept,
  favouritesKept,
} from "./limits.ts";
import type { Activity, CategoryFigures, Device, Favourite, Profile } from "./profile.ts";

/** What an event changes besides orders, consents and engagement: visits, the cart, devices, cases, coupons. */
export const foldBehaviour = (profile: Profile, event: CustomerEvent): Profile =>
  withActivity(foldKind(profile, event), event);

const foldKind = (profile: Profile, event: CustomerEvent): Profile => {
  switch (event.kind) {
    case "visited":
      return withVisit(profile, event.occurredAt);
    case "product-viewed":
      return withVisit(profile, event.occurredAt);
    case "product-favourited":
      return withVisit(withFavourite(profile, event), event.occurredAt);
    case "cart-updated":
      return withVisit(withCart(profile, event), event.occurredAt);
    case "case-opened":
    case "case-closed":
      return withCase(profile, event);
    case "device-registered":
    case "device-removed":
      return withDevice(profile, event);
    case "frequency-chosen":
      return withFrequency(profile, event);
    case "coupon-issued":
      return withCoupon(profile, event);
    case "churn-reason-told":
      return withAttributes(profile, { churnReason: event.reason }, true);
    case "survey-answered":
      return withAttributes(profile, { [`${event.measure}Score`]: event.score }, true);
    default:
      return profile;
  }
};

type Of<Kind extends CustomerEvent["kind"]> = Extract<CustomerEvent, { kind: Kind }>;

const withVisit = (profile: Profile, at: number): Profile => ({
  ...profile,
  visits: { count: (profile.visits?.count ?? 0) + 1, lastAt: Math.max(profile.visits?.lastAt ?? at, at) },
});

/** Newest first; ties by name and key, so that the order of arrival does not matter. */
const withActivity = (profile: Profile, event: CustomerEvent): Profile => {
  const name = isRemembered(event) ? nameOfEvent(event) : undefined;
  if (name === undefined) return profile;
  const key = keyOfActivity(event);
  const activity: Activity = { name, ...(key !== undefined && { key }), at: event.occurredAt };
  const activities = [...(profile.activities ?? []), activity].sort(compareActivities).slice(0, activitiesKept);
  return { ...profile, activities };
};

const textOf = ({ name, key = "" }: Activity): string => `${name} ${key}`;
const compareActivities = (a: Activity, b: Activity): number => b.at - a.at || (textOf(a) < textOf(b) ? -1 : 1);

const withFavourite = (profile: Profile, event: Of<"product-favourited">): Profile => {
  const { productId, category, occurredAt: at } = event;
  const before = profile.favourites?.find((one) => one.productId === productId);
  if (before !== undefined && before.at >= at) return profile;
  const favourite: Favourite = { productId, ...(category !== undefined && { category }), at };
  const others = (profile.favourites ?? []).filter((one) => one !== before);
  const newestFirst = (a: Favourite, b: Favourite): number => b.at - a.at || (a.productId < b.productId ? -1 : 1);
  return { ...profile, favourites: [...others, favourite].sort(newestFirst).slice(0, favouritesKept) };
};

/** The newest word on the cart holds; one from before the last order is about goods that were bought. */
const withCart = (profile: Profile, event: Of<"cart-updated">): Profile => {
  const { occurredAt: at, cartId, items, value, products } = event;
  if ((profile.cart?.at ?? 0) > at || (profile.orders.lastAt ?? 0) >= at) return profile;
  if (items === 0) return withoutCart(profile);
  const cart = { at, items, products: products.slice(0, cartProductsKept) };
  return {
    ...profile,
    cart: { ...cart, ...(cartId !== undefined && { cartId }), ...(value !== undefined && { value }) },
  };
};

/** Also what an order does to the cart that it emptied. */
export const withoutCart = (profile: Profile): Profile => {
  if (profile.cart === undefined) return profile;
  const { cart: _, ...rest } = profile;
  return rest;
};

const withCase = (profile: Profile, event: Of<"case-opened" | "case-closed">): Profile => {
  const { caseId, subject, occurredAt: at } = event;
  const others = (profile.cases ?? []).filter((one) => one.caseId !== caseId);
  if (event.kind === "case-closed") return { ...profile, cases: others };
  return { ...profile, cases: [...others, { caseId, subject, at }].slice(-casesKept) };
};

const withDevice = (profile: Profile, event: Of<"device-registered" | "device-removed">): Profile => {
  const { endpoint, occurredAt: at } = event;
  const known = profile.devices?.find((one) => one.endpoint === endpoint);
  // The newest word on a device holds: one that was registered anew is not removed by an older report.
  if (known !== undefined && known.at > at) return profile;
  const others = (profile.devices ?? []).filter((one) => one !== known);
  if (event.kind === "device-removed") return known === undefined ? profile : withDevices(profile, others);
  const device = { endpoint, platform: event.platform, at };
  const newestFirst = (a: Device, b: Device): number => b.at - a.at || (a.endpoint < b.endpoint ? -1 : 1);
  return withDevices(profile, [...others, device].sort(newestFirst).slice(0, devicesKept));
};

const withDevices = (profile: Profile, devices: readonly Device[]): Profile => {
  const { devices: _, ...rest } = profile;
  return devices.length === 0 ? rest : { ...rest, devices };
};

const withFrequency = (profile: Profile, { perWeek, occurredAt: at }: Of<"frequency-chosen">): Profile => {
  if ((profile.frequency?.at ?? 0) > at) return profile;
  const { frequency: _, ...rest } = profile;
  return perWeek === undefined ? rest : { ...rest, frequency: { perWeek, at } };
};

const withCoupon = (profile: Profile, event: Of<"coupon-issued">): Profile => {
  const { couponId, code, campaignId, expiresAt, occurredAt: at } = event;
  if (profile.coupons?.some((one) => one.code === code)) return profile;
  const coupon = { couponId, code, campaignId, at, ...(expiresAt !== undefined && { expiresAt }) };
  return { ...profile, coupons: [...(profile.coupons ?? []), coupon].slice(-couponsKept) };
};

/** The newest statement wins name by name; an older one still fills what nobody said since. No more names than are kept. */
export const withAttributes = (
  profile: Profile,
  stated: Readonly<Record<string, AttributeValue>>,
  isNewest: boolean,
): Profile => {
  const merged = isNewest ? { ...profile.attributes, ...stated } : { ...stated, ...profile.attributes };
  return { ...profile, attributes: Object.fromEntries(Object.entries(merged).slice(0, attributesKept)) };
};

/** Kinds of goods that an order was about. */
export const withCategories = (
  known: readonly CategoryFigures[],
  bought: ReadonlySet<string>,
  at: number,
): readonly CategoryFigures[] => {
  const all = new Map(known.map((one) => [one.category, one]));
  for (const category of bought) {
    const before = all.get(category);
    all.set(category, { category, lastAt: Math.max(before?.lastAt ?? at, at), count: (before?.count ?? 0) + 1 });
  }
  return [...all.values()]
    .sort((a, b) => b.lastAt - a.lastAt || b.count - a.count || (a.category < b.category ? -1 : 1))
    .slice(0, categoriesKept);
};
