import type { CustomerEvent, OrderLine } from "./event.ts";
import { isRemembered, keyOfActivity, nameOfEvent } from "./event-name.ts";
import { withAnswer } from "./fold-attributes.ts";
import { withCart } from "./fold-cart.ts";
import { withCase } from "./fold-case.ts";
import { withIssued } from "./held-coupon.ts";
import {
  activitiesKept,
  activityNameMax,
  attributeTextMax,
  categoriesKept,
  devicesKept,
  favouritesKept,
} from "./limits.ts";
import type { Activity, CategoryFigures, Device, Favourite, Profile } from "./profile.ts";
import { profileWith } from "./profile-with.ts";

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
      return withIssued(profile, event);
    case "churn-reason-told":
      return withAnswer(profile, "churnReason", event.reason, event.occurredAt);
    case "survey-answered":
      return withAnswer(profile, `${event.measure}Score`, event.score, event.occurredAt);
    default:
      return profile;
  }
};

type Of<Kind extends CustomerEvent["kind"]> = Extract<CustomerEvent, { kind: Kind }>;

const withVisit = (profile: Profile, at: number): Profile =>
  profileWith(profile, {
    visits: { count: (profile.visits?.count ?? 0) + 1, lastAt: Math.max(profile.visits?.lastAt ?? at, at) },
  });

/** Newest first; ties by name and key, so that the order of arrival does not matter. */
const withActivity = (profile: Profile, event: CustomerEvent): Profile => {
  const name = isRemembered(event) ? nameOfEvent(event) : undefined;
  if (name === undefined || name.length > activityNameMax) return profile;
  const key = keyOfActivity(event);
  const activity: Activity = { name, ...(isShort(key) && { key }), at: event.occurredAt };
  const activities = [...(profile.activities ?? []), activity].sort(compareActivities).slice(0, activitiesKept);
  return profileWith(profile, { activities });
};

/** What is longer comes from a mistake, and would be paid for with every decision. */
const isShort = (text: string | undefined): text is string => text !== undefined && text.length <= attributeTextMax;

const compareActivities = (a: Activity, b: Activity): number =>
  b.at - a.at || compare(a.name, b.name) || compare(a.key, b.key);
const compare = (a = "", b = ""): number => (a === b ? 0 : a < b ? -1 : 1);

const withFavourite = (profile: Profile, event: Of<"product-favourited">): Profile => {
  const { productId, category, occurredAt: at } = event;
  if (!isShort(productId)) return profile;
  const favourite: Favourite = { productId, ...(isShort(category) && { category }), at };
  const before = profile.favourites?.find((one) => one.productId === productId);
  if (before !== undefined && compareFavourites(before, favourite) <= 0) return profile;
  const others = (profile.favourites ?? []).filter((one) => one !== before);
  return profileWith(profile, { favourites: [...others, favourite].sort(compareFavourites).slice(0, favouritesKept) });
};

const compareFavourites = (a: Favourite, b: Favourite): number =>
  b.at - a.at || compare(a.productId, b.productId) || compare(a.category, b.category);

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

const withDevices = (profile: Profile, devices: readonly Device[]): Profile =>
  profileWith(profile, { devices: devices.length === 0 ? undefined : devices });

/** The newest choice holds; of two at one instant the lower number. */
const withFrequency = (profile: Profile, { perWeek, occurredAt: at }: Of<"frequency-chosen">): Profile => {
  const { frequency: known, frequencyFreedAt: freedAt } = profile;
  if (known !== undefined && (known.at > at || (known.at === at && known.perWeek <= (perWeek ?? known.perWeek))))
    return profile;
  if (freedAt !== undefined && (freedAt > at || (freedAt === at && perWeek === undefined))) return profile;
  return perWeek === undefined
    ? profileWith(profile, { frequency: undefined, frequencyFreedAt: at })
    : profileWith(profile, { frequency: { perWeek, at }, frequencyFreedAt: undefined });
};

/** The kinds of goods that an order was about, each once. */
export const categoriesIn = (lines: readonly OrderLine[]): ReadonlySet<string> =>
  new Set(lines.map(({ category }) => category).filter(isShort));

/** Adds the kinds of goods of one order. */
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
