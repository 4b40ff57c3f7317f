import type { Category, Channel } from "./channel.ts";
import type { Traits } from "./event.ts";
import type { Consent, Profile } from "./profile.ts";

export type Permission =
  | { readonly allowed: true; readonly address: string }
  | { readonly allowed: false; readonly reason: Refusal };

export type Refusal = "no-address" | "suppressed" | "no-consent";

/** May this customer be written to on this channel about this category, and where? */
export const permission = (profile: Profile, channel: Channel, category: Category): Permission => {
  const address = addressOf(profile.traits, channel);
  if (address === undefined) return { allowed: false, reason: "no-address" };
  const reason = refusalOf(profile, channel, category);
  return reason === undefined ? { allowed: true, address } : { allowed: false, reason };
};

/** Why this customer may not be written to; nothing when they may. Suppression outranks consent. */
export const refusalOf = (profile: Profile, channel: Channel, category: Category): Refusal | undefined => {
  const address = addressOf(profile.traits, channel);
  if (address === undefined) return "no-address";
  if (isSuppressed(profile, channel, address)) return "suppressed";
  return hasConsent(profile.consents[channel], category) ? undefined : "no-consent";
};

/** The first of these channels, in order of preference, on which the customer may be written to. */
export const allowedChannel = (
  profile: Profile,
  channels: readonly Channel[],
  category: Category,
): Channel | undefined => {
  for (const channel of channels) if (refusalOf(profile, channel, category) === undefined) return channel;
  return undefined;
};

/** Mail addresses are compared without regard to case: providers report them as they please. */
const isSuppressed = ({ suppressions }: Profile, channel: Channel, address: string): boolean =>
  suppressions[channel]?.some((suppression) => suppression.address === comparable(address)) ?? false;

/** How a suppressed address is kept and compared. */
export const comparable = (address: string): string => address.trim().toLowerCase();

export const addressOf = (traits: Traits, channel: Channel): string | undefined => {
  switch (channel) {
    case "email":
      return traits.email;
    case "sms":
      return traits.phone;
    case "push":
      return undefined; // No endpoint is registered before push arrives with its own events.
  }
};

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
