// Copies of a profile. One is made at every step of a fold, and what a decision costs is mostly copying and reading them: so all
// have one shape. A spread of a spread makes an object whose fields the engine must look up one by one, each time anew; naming
// every field makes the copy and all that reads it several times as fast. A field that is undefined is absent.
import type { Profile } from "./profile.ts";

/** Every field by its name, so that none can be forgotten. */
type Whole = { readonly [Name in keyof Required<Profile>]: Profile[Name] | undefined };

/** What differs in the copy; undefined takes a field away. */
export type ProfileChange = Partial<Whole>;

export const wholeProfile = (profile: Profile): Profile => {
  const whole: Whole = {
    customerId: profile.customerId,
    version: profile.version,
    watermark: profile.watermark,
    since: profile.since,
    traits: profile.traits,
    traitsAt: profile.traitsAt,
    consents: profile.consents,
    suppressions: profile.suppressions,
    orders: profile.orders,
    products: profile.products,
    attributes: profile.attributes,
    answeredAt: profile.answeredAt,
    marks: profile.marks,
    categories: profile.categories,
    favourites: profile.favourites,
    visits: profile.visits,
    activities: profile.activities,
    cart: profile.cart,
    cartEmptiedAt: profile.cartEmptiedAt,
    devices: profile.devices,
    frequency: profile.frequency,
    frequencyFreedAt: profile.frequencyFreedAt,
    cases: profile.cases,
    closedCases: profile.closedCases,
    coupons: profile.coupons,
    engagement: profile.engagement,
    standings: profile.standings,
    departures: profile.departures,
    contacts: profile.contacts,
    journeys: profile.journeys,
    entries: profile.entries,
    shopWindow: profile.shopWindow,
    settleUntil: profile.settleUntil,
    dueAt: profile.dueAt,
  };
  return whole as Profile;
};

export const profileWith = (profile: Profile, change: ProfileChange): Profile =>
  Object.assign(wholeProfile(profile), change) as Profile;

export const emptyProfile = (customerId: string): Profile =>
  wholeProfile({
    customerId,
    version: 0,
    traits: {},
    consents: {},
    suppressions: {},
    orders: { count: 0, revenue: 0, recent: [] },
    products: [],
    engagement: {},
    contacts: [],
    journeys: [],
    entries: {},
  });
