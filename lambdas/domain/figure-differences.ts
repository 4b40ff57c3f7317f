import { attributeExplained, cartExplained, casesExplained, devicesExplained } from "./arrival-behaviour.ts";
import { asFarAsStored, categoriesExplained, ordersExplained, productsExplained } from "./arrival-orders.ts";
import { consentExplained, suppressionsExplained, traitExplained } from "./arrival-statements.ts";
import type { Channel } from "./channel.ts";
import type { CustomerEvent, Traits } from "./event.ts";
import type { Profile } from "./profile.ts";
import { recomputed } from "./recompute.ts";

/** A figure that is stored otherwise than the events say. Values that identify a person are left out. */
export interface Difference {
  /** For example `orders.count` or `consents.email.all`. */
  readonly field: string;
  readonly stored: unknown;
  readonly recomputed: unknown;
}

/**
 * Compares a stored profile with what its events make of it.
 *
 * Nobody knows in which order the events arrived: the stream's order is kept nowhere, events come late, and several
 * arrive at one instant. Most figures do not depend on it. Where one does (who spoke last while both were late, which
 * five products are remembered), a stored value that some order of arrival explains is no difference.
 */
export const figureDifferences = (
  stored: Profile,
  events: readonly CustomerEvent[],
  shopZone: string,
): readonly Difference[] => {
  const other = recomputed(stored.customerId, events, shopZone);
  return [
    ...traitDifferences(stored, other, events),
    ...plain("traitsAt", stored.traitsAt, other.traitsAt),
    ...consentDifferences(stored, other, events),
    ...suppressionDifferences(stored, other, events),
    ...orderDifferences(stored, other, events),
    ...productDifferences(stored, other, events),
    ...attributeDifferences(stored, other, events),
    ...behaviourDifferences(stored, other, events),
    ...engagementDifferences(stored, other),
  ];
};

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

const plain = (field: string, stored: unknown, other: unknown): readonly Difference[] =>
  isSame(stored, other) ? [] : [{ field, stored, recomputed: other }];

const namesIn = <Name extends string>(...parts: readonly Readonly<Partial<Record<Name, unknown>>>[]): readonly Name[] =>
  [...new Set(parts.flatMap((part) => Object.keys(part) as Name[]))].toSorted();

/** These say nothing about who somebody is. */
const openTraits: ReadonlySet<keyof Traits> = new Set(["timeZone", "language", "country"]);

const shownTrait = (name: keyof Traits, value: unknown): unknown =>
  value === undefined || openTraits.has(name) ? value : "(withheld)";

const traitDifferences = (stored: Profile, other: Profile, events: readonly CustomerEvent[]): readonly Difference[] =>
  namesIn(stored.traits, other.traits).flatMap((name) => {
    const [is, should] = [stored.traits[name], other.traits[name]];
    if (is === should || traitExplained(name, is, events)) return [];
    return [{ field: `traits.${name}`, stored: shownTrait(name, is), recomputed: shownTrait(name, should) }];
  });

const consentDifferences = (stored: Profile, other: Profile, events: readonly CustomerEvent[]) =>
  namesIn<Channel>(stored.consents, other.consents).flatMap((channel) =>
    namesIn(stored.consents[channel] ?? {}, other.consents[channel] ?? {}).flatMap((topic) => {
      const [is, should] = [stored.consents[channel]?.[topic], other.consents[channel]?.[topic]];
      const explained = isSame(is, should) || consentExplained({ channel, topic }, is, should, events);
      return explained ? [] : [{ field: `consents.${channel}.${topic}`, stored: is, recomputed: should }];
    }),
  );

const suppressionDifferences = (stored: Profile, other: Profile, events: readonly CustomerEvent[]) =>
  namesIn<Channel>(stored.suppressions, other.suppressions).flatMap((channel) => {
    const [is, should] = [stored.suppressions[channel] ?? [], other.suppressions[channel] ?? []];
    if (suppressionsExplained(channel, is, events)) return [];
    const causes = (all: typeof is) => all.map(({ cause, at }) => ({ cause, at }));
    return [{ field: `suppressions.${channel}`, stored: causes(is), recomputed: causes(should) }];
  });

const orderDifferences = (stored: Profile, other: Profile, events: readonly CustomerEvent[]) =>
  namesIn(stored.orders, other.orders).flatMap((name) => {
    const [is, should] = [stored.orders[name], other.orders[name]];
    if (isSame(is, should) || ordersExplained(name, stored.orders, should, events)) return [];
    return [{ field: `orders.${name}`, stored: is, recomputed: should }];
  });

const productDifferences = (
  stored: Profile,
  other: Profile,
  events: readonly CustomerEvent[],
): readonly Difference[] =>
  isSame(stored.products, asFarAsStored(stored.products, other.products)) || productsExplained(stored.products, events)
    ? []
    : [{ field: "products", stored: stored.products, recomputed: other.products }];

/** What a shop knows of a person is nobody's business here. */
const attributeDifferences = (stored: Profile, other: Profile, events: readonly CustomerEvent[]) =>
  namesIn<string>(stored.attributes ?? {}, other.attributes ?? {}).flatMap((name) => {
    const [is, should] = [stored.attributes?.[name], other.attributes?.[name]];
    if (isSame(is, should) || attributeExplained(name, is, events)) return [];
    const hidden = (value: unknown): unknown => (value === undefined ? value : "(withheld)");
    return [{ field: `attributes.${name}`, stored: hidden(is), recomputed: hidden(should) }];
  });

/** Figures that no order of arrival can change. */
const settledNames = ["answeredAt", "favourites", "visits", "activities", "frequency", "frequencyFreedAt"] as const;

const behaviourDifferences = (stored: Profile, other: Profile, events: readonly CustomerEvent[]) => {
  const unless = (explained: () => boolean, ...names: readonly (keyof Profile)[]): readonly Difference[] => {
    const differences = names.flatMap((name) => plain(name, sorted(stored[name]), sorted(other[name])));
    return differences.length === 0 || explained() ? [] : differences;
  };
  return [
    ...settledNames.flatMap((name) => plain(name, sorted(stored[name]), sorted(other[name]))),
    ...unless(() => categoriesExplained(stored.categories ?? [], events), "categories"),
    ...unless(() => cartExplained(stored, events), "cart", "cartEmptiedAt"),
    ...unless(() => casesExplained(stored, events), "cases", "closedCases"),
    ...unless(() => devicesExplained(stored.devices ?? [], events), "devices").map(withoutEndpoints),
  ];
};

/** By name: a record's names stand in the order in which they were first written. */
const sorted = (value: unknown): unknown =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
    : value;

/** An endpoint is an address. */
const withoutEndpoints = ({ field, stored, recomputed }: Difference): Difference => {
  const count = (devices: unknown): unknown => (Array.isArray(devices) ? `${devices.length} devices` : devices);
  return { field, stored: count(stored), recomputed: count(recomputed) };
};

const engagementDifferences = (stored: Profile, other: Profile): readonly Difference[] =>
  namesIn<Channel>(stored.engagement, other.engagement).flatMap((channel) => {
    const [is, should] = [stored.engagement[channel] ?? {}, other.engagement[channel] ?? {}];
    return namesIn<string>(is, should).flatMap((name) =>
      plain(`engagement.${channel}.${name}`, Reflect.get(is, name), Reflect.get(should, name)),
    );
  });
