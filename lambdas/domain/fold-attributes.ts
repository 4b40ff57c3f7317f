import type { AttributeValue } from "./event.ts";
import { attributeListKept, attributeNameMax, attributesKept, attributeTextMax } from "./limits.ts";
import type { Profile } from "./profile.ts";
import { profileWith } from "./profile-with.ts";

type Attributes = Readonly<Record<string, AttributeValue>>;

/**
 * The newest statement wins name by name; an older one still fills what nobody said since. Of more names than are kept the
 * first ones in the order of their letters stay: which statement came first does not matter then.
 */
export const withAttributes = (profile: Profile, stated: Attributes, isNewest: boolean): Profile => {
  const kept = keptOf(stated);
  if (Object.keys(kept).length === 0) return profile;
  const merged = isNewest ? { ...profile.attributes, ...kept } : { ...kept, ...profile.attributes };
  return profileWith(profile, { attributes: firstNames(merged) });
};

/** What the customer answered when asked; of several answers the newest holds, in whatever order they arrive. */
export const withAnswer = (profile: Profile, name: string, value: string | number, at: number): Profile => {
  const before = profile.answeredAt?.[name];
  const known = profile.attributes?.[name];
  if (before !== undefined && (before > at || (before === at && String(known) >= String(value)))) return profile;
  const answered = withAttributes(profile, { [name]: value }, true);
  return profileWith(answered, { answeredAt: { ...profile.answeredAt, [name]: at } });
};

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1);

const firstNames = (all: Attributes): Attributes =>
  Object.fromEntries(Object.entries(all).sort(byName).slice(0, attributesKept));

/** The last guard of the stored item: what is too long is refused at the door, and must not get in by another one. */
export const keptOf = (stated: Attributes): Attributes =>
  Object.fromEntries(
    Object.entries(stated)
      .filter(([name, value]) => isName(name) && isShort(value))
      .map(([name, value]) => [name, Array.isArray(value) ? value.filter(isShort).slice(0, attributeListKept) : value]),
  );

/** The table's client takes an object with one of these for something else. */
const isReserved = (name: string): boolean => name === "__proto__" || name === "constructor";
const isName = (name: string): boolean => name !== "" && !isReserved(name) && name.length <= attributeNameMax;

const isShort = (value: unknown): boolean => typeof value !== "string" || value.length <= attributeTextMax;
