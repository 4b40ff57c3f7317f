import type { Category, Channel } from "./channel.ts";
import type { Traits } from "./event.ts";
import type { Consent, Profile } from "./profile.ts";

export type Permission =
  | { readonly allowed: true; readonly address: string }
  | { readonly allowed: false; readonly reason: Refusal };

export type Refusal = "no-address" | "suppressed" | "no-consent";

/** May this customer be written to on this channel about this category, and where? */
export const permission = (profile: Profile, channel: Channel, category: Category): Permission => {
  const address = addressIn(profile, channel);
  if (address === undefined) return { allowed: false, reason: "no-address" };
  const reason = refusalOf(profile, channel, category);
  return reason === undefined ? { allowed: true, address } : { allowed: false, reason };
};

/** Why this customer may not be written to; nothing when they may. Suppression outranks consent. */
export const refusalOf = (profile: Profile, channel: Channel, category: Category): Refusal | undefined => {
  const address = addressIn(profile, channel);
  if (address === undefined) return "no-address";
  if (isSuppressed(profile, channel, address)) return "suppressed";
  return isConsented(profile, channel, category) ? undefined : "no-consent";
};

/** Whether the customer agreed to this; says nothing of whether there is an address. A registered device agrees to nothing. */
export const isConsented = ({ consents }: Profile, channel: Channel, category: Category): boolean =>
  hasConsent(consents[channel], category);

/** Mail addresses are compared without regard to case: providers report them as they please. */
const isSuppressed = ({ suppressions }: Profile, channel: Channel, address: string): boolean =>
  suppressions[channel]?.some((suppression) => suppression.address === comparable(address)) ?? false;

/** How a suppressed address is kept and compared. */
export const comparable = (address: string): string => address.trim().toLowerCase();

/** The address that traits tell of. */
export const addressOf = (traits: Traits, channel: "email" | "sms"): string | undefined =>
  channel === "email" ? traits.email : traits.phone;

/** Where this channel reaches the customer. */
export const addressIn = (profile: Profile, channel: Channel): string | undefined => {
  if (channel !== "push") return addressOf(profile.traits, channel);
  const { devices } = profile;
  if (devices === undefined) return undefined;
  // Should every device be suppressed, the newest one says so.
  return (devices.find(({ endpoint }) => !isSuppressed(profile, channel, endpoint)) ?? devices[0])?.endpoint;
};

/** Every device that may be written to, the newest first: one message goes to the first that still takes it. */
export const pushEndpoints = (profile: Profile): readonly string[] =>
  (profile.devices ?? []).map(({ endpoint }) => endpoint).filter((one) => !isSuppressed(profile, "push", one));

/** A statement about `all` topics and one about the category itself compete: the newer one holds. No statement, no consent. */
export const hasConsent = (consents: Readonly<Record<string, Consent>> | undefined, category: Category): boolean => {
  const own = consents?.[category];
  const all = consents?.all;
  if (own === undefined) return all?.granted ?? false;
  return (all === undefined ? own : newerConsent(own, all)).granted;
};

/** The later statement; of two at the same instant the withdrawal. */
export const newerConsent = (a: Consent, b: Consent): Consent => {
  if (a.at !== b.at) return a.at > b.at ? a : b;
  return a.granted ? b : a;
};
