import type { AttributeValue, CaseSubject, PushPlatform } from "../domain/event.ts";
import type {
  Activity,
  Cart,
  CategoryFigures,
  ClosedCase,
  Departure,
  Device,
  Favourite,
  HeldCoupon,
  OpenCase,
  Profile,
  Standing,
} from "../domain/profile.ts";
import { compact } from "./attributes.ts";

/** What a customer did, as stored: lists in a fixed order, whose elements may only grow at the end; what is empty is absent. */
export interface BehaviourItem {
  readonly attributes?: Readonly<Record<string, AttributeValue>>;
  readonly answeredAt?: Readonly<Record<string, number>>;
  readonly marks?: Readonly<Record<string, string | number | boolean>>;
  readonly categories?: readonly CategoryItem[];
  readonly favourites?: readonly FavouriteItem[];
  readonly visits?: readonly [count: number, lastAt: number];
  readonly activities?: readonly ActivityItem[];
  readonly cart?: Cart;
  readonly cartEmptiedAt?: number;
  readonly devices?: readonly DeviceItem[];
  readonly frequency?: readonly [perWeek: number, at: number];
  readonly frequencyFreedAt?: number;
  readonly cases?: readonly CaseItem[];
  readonly closedCases?: readonly ClosedCaseItem[];
  readonly coupons?: readonly CouponItem[];
  readonly standings?: Readonly<Record<string, StandingItem>>;
  readonly departures?: readonly DepartureItem[];
}

type CategoryItem = readonly [category: string, lastAt: number, count: number];
type FavouriteItem = readonly [productId: string, at: number, category?: string];
type ActivityItem = readonly [name: string, at: number, key?: string];
type DeviceItem = readonly [endpoint: string, platform: PushPlatform, at: number];
type CaseItem = readonly [caseId: string, subject: CaseSubject, at: number];
type ClosedCaseItem = readonly [caseId: string, at: number];
type CouponItem = readonly [
  couponId: string,
  code: string,
  campaignId: string,
  at: number,
  expiresAt?: number | null,
  messages?: readonly string[],
];
type StandingItem = readonly [at: Standing["at"], since: number, by?: string];
type DepartureItem = readonly [campaignId: string, occurrence: string, at: number];

type Behaviour = Pick<Profile, keyof BehaviourItem>;

const listed = <From, To>(all: readonly From[] | undefined, change: (one: From) => To): readonly To[] | undefined =>
  all === undefined || all.length === 0 ? undefined : all.map(change);

const named = <From, To>(
  all: Readonly<Record<string, From>> | undefined,
  change: (one: From) => To,
): Readonly<Record<string, To>> | undefined => {
  const entries = Object.entries(all ?? {});
  return entries.length === 0 ? undefined : Object.fromEntries(entries.map(([name, one]) => [name, change(one)]));
};

const same = <Value>(value: Value): Value => value;

const lastIfKnown = <First extends readonly unknown[], Last>(first: First, last: Last | undefined) =>
  (last === undefined ? first : [...first, last]) as readonly [...First, Last?];

const couponItemOf = ({ couponId, code, campaignId, at, expiresAt, messages }: HeldCoupon): CouponItem => {
  const given = [couponId, code, campaignId, at] as const;
  return messages === undefined ? lastIfKnown(given, expiresAt) : [...given, expiresAt ?? null, messages];
};

const couponOf = ([couponId, code, campaignId, at, expiresAt, messages]: CouponItem): HeldCoupon => ({
  couponId,
  code,
  campaignId,
  at,
  ...(expiresAt !== undefined && expiresAt !== null && { expiresAt }),
  ...(messages !== undefined && { messages }),
});

export const behaviourItemOf = (profile: Behaviour): BehaviourItem =>
  compact({
    attributes: named(profile.attributes, same),
    answeredAt: named(profile.answeredAt, same),
    marks: named(profile.marks, same),
    categories: listed(profile.categories, ({ category, lastAt, count }): CategoryItem => [category, lastAt, count]),
    favourites: listed(profile.favourites, ({ productId, at, category }) => lastIfKnown([productId, at], category)),
    visits: profile.visits && [profile.visits.count, profile.visits.lastAt],
    activities: listed(profile.activities, ({ name, at, key }) => lastIfKnown([name, at], key)),
    cart: profile.cart,
    cartEmptiedAt: profile.cartEmptiedAt,
    devices: listed(profile.devices, ({ endpoint, platform, at }): DeviceItem => [endpoint, platform, at]),
    frequency: profile.frequency && [profile.frequency.perWeek, profile.frequency.at],
    frequencyFreedAt: profile.frequencyFreedAt,
    cases: listed(profile.cases, ({ caseId, subject, at }): CaseItem => [caseId, subject, at]),
    closedCases: listed(profile.closedCases, ({ caseId, at }): ClosedCaseItem => [caseId, at]),
    coupons: listed(profile.coupons, couponItemOf),
    standings: named(
      profile.standings,
      ({ at, since, by }): StandingItem => (by === undefined ? [at, since] : [at, since, by]),
    ),
    departures: listed(
      profile.departures,
      ({ campaignId, occurrence, at }): DepartureItem => [campaignId, occurrence, at],
    ),
  }) as BehaviourItem;

export const behaviourOf = (item: BehaviourItem): Behaviour =>
  compact({
    attributes: item.attributes,
    answeredAt: item.answeredAt,
    marks: item.marks,
    categories: item.categories?.map(([category, lastAt, count]): CategoryFigures => ({ category, lastAt, count })),
    favourites: item.favourites?.map(
      ([productId, at, category]): Favourite => ({ productId, ...(category !== undefined && { category }), at }),
    ),
    visits: item.visits && { count: item.visits[0], lastAt: item.visits[1] },
    activities: item.activities?.map(([name, at, key]): Activity => ({ name, ...(key !== undefined && { key }), at })),
    cart: item.cart,
    cartEmptiedAt: item.cartEmptiedAt,
    devices: item.devices?.map(([endpoint, platform, at]): Device => ({ endpoint, platform, at })),
    frequency: item.frequency && { perWeek: item.frequency[0], at: item.frequency[1] },
    frequencyFreedAt: item.frequencyFreedAt,
    cases: item.cases?.map(([caseId, subject, at]): OpenCase => ({ caseId, subject, at })),
    closedCases: item.closedCases?.map(([caseId, at]): ClosedCase => ({ caseId, at })),
    coupons: item.coupons?.map(couponOf),
    standings: named(item.standings, ([at, since, by]): Standing => ({ at, since, ...(by !== undefined && { by }) })),
    departures: item.departures?.map(([campaignId, occurrence, at]): Departure => ({ campaignId, occurrence, at })),
  }) as Behaviour;
