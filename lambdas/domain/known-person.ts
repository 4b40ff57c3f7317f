import { addressOf, comparable } from "./consent.ts";
import type { CustomerEvent } from "./event.ts";
import type { Profile } from "./profile.ts";

/** A channel whose addresses can be suppressed. */
export const addressChannels = ["email", "sms"] as const;
export type AddressChannel = (typeof addressChannels)[number];

export interface NewAddress {
  readonly channel: AddressChannel;
  readonly address: string;
}

/** Addresses that these events bring and the profile does not hold yet; only those can be on the list of the suppressed. */
export const newAddresses = (profile: Profile | undefined, events: readonly CustomerEvent[]): readonly NewAddress[] => {
  const found = new Map<string, NewAddress>();
  for (const event of events) {
    if (event.kind !== "identified") continue;
    for (const channel of addressChannels) {
      const address = addressOf(event.traits, channel);
      const known = profile === undefined ? undefined : addressOf(profile.traits, channel);
      if (address === undefined || (known !== undefined && comparable(known) === comparable(address))) continue;
      found.set(`${channel} ${comparable(address)}`, { channel, address });
    }
  }
  return [...found.values()];
};

/** How a customer chooses by a link, a header or a reply: always about a message that was sent before. */
const replies: ReadonlySet<string> = new Set(["one-click", "page", "preferences", "ses-subscription", "sms-reply"]);

/** Told by ourselves of somebody who was a customer: what became of a device, what was chosen behind a link of ours. */
const echoes: ReadonlySet<CustomerEvent["kind"]> = new Set(["suppressed", "device-removed", "frequency-chosen"]);

const followsMessage = (event: CustomerEvent): boolean =>
  event.kind.startsWith("message-") ||
  echoes.has(event.kind) ||
  ((event.kind === "consent-withdrawn" || event.kind === "consent-given") && replies.has(event.source));

/**
 * Whether an event tells of somebody who was erased and is not back: it was on its way when the erasure began, or it is the
 * echo of a message to the person that was. What the shop says afterwards begins a new profile.
 */
export const isOfErased = (event: CustomerEvent, erasedAt: number): boolean =>
  event.receivedAt <= erasedAt || followsMessage(event);
